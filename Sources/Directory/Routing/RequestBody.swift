internal import JSON
internal import Sessions

/// Turns every kind of write into the changes that it asks for (session-directory 3.4).
enum RequestBody {
    /// The changes of a PUT or DELETE; an element request becomes the equal session request.
    static func changes(
        _ request: DirectoryRequest, options: DirectoryOptions
    ) throws(Rejection) -> MultiplayerSessionRequest {
        if request.method == "DELETE" { return try removal(request.target) }
        let body = try json(request, options: options)
        do throws(DocumentError) {
            var changes = MultiplayerSessionRequest()
            switch request.target {
            case .properties:
                changes.properties = try PropertyBag(json: body, at: "")
            case .memberMe:
                changes.me = .merge(try .init(json: body, at: ""))
            case .server(_, let name):
                changes.servers = [.init(name: name, delta: try .init(json: body, at: ""))]
            default:
                changes = try MultiplayerSessionRequest(json: body)
            }
            return changes
        } catch {
            throw .badRequest(error.description, rule: error.rule)
        }
    }

    /// Refuses parts that the caller's kind may never send (2.7, step 8).
    ///
    /// - Parameter judgesRemovals: whether removals by users are judged by who owns the session,
    ///   as they are with `hasOwners` (6.10.2).
    static func demandAllowed(
        _ changes: MultiplayerSessionRequest, for principal: Principal,
        judgesRemovals: @autoclosure () -> Bool
    ) throws(Rejection) {
        let isServer = principal.caller.isServer
        if changes.servers != nil, !isServer {
            throw .text(403, KnownText.servers, rule: "5.6.4")
        }
        if !changes.removedIndices.isEmpty, !isServer, !judgesRemovals() {
            throw .text(403, KnownText.memberReferences, rule: "5.6.1")
        }
        if changes.me != nil { try principal.demandMe() }
        guard let acting = changes.actingMembers.first else { return }
        for change in changes.actingMembers {
            guard principal.mayWrite(change.users) else {
                throw .text(
                    403,
                    "The field '/members/\(change.users.key)' needs users that a server acts for.",
                    rule: "5.7.2")
            }
        }
        guard changes.reservations.isEmpty else {
            throw .badRequest(
                "The field '/members/reserve_0' can't be beside '/members/\(acting.users.key)'.",
                rule: "5.5.8")
        }
    }

    /// The JSON of a body, which must be there and within its size (2.6, 13.1).
    static func json(
        _ request: DirectoryRequest, options: DirectoryOptions
    ) throws(Rejection) -> JSONValue {
        switch request.body {
        case .none:
            throw .badRequest("The request must have a JSON body.", rule: "2.6")
        case .unreadable(let reason):
            throw .badRequest(reason, rule: "2.6")
        case .json(let body):
            guard !body.exceeds(byteCount: options.bodyLimitBytes) else {
                throw .badRequest(
                    "The request body has more than \(options.bodyLimitBytes) bytes.",
                    rule: "13.1")
            }
            return body
        }
    }

    private static func removal(
        _ target: DirectoryTarget
    ) throws(Rejection) -> MultiplayerSessionRequest {
        var changes = MultiplayerSessionRequest()
        switch target {
        case .member(_, let index): changes.removedIndices = [try memberIndex(index)]
        case .server(_, let name): changes.servers = [.init(name: name, delta: nil)]
        default: changes.me = .leave
        }
        return changes
    }

    /// The index of a member's path; what is not a non-negative integer is 404 (3.4.6).
    static func memberIndex(_ text: String) throws(Rejection) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .text(
                404, "The request URI's member index '\(text)' must be a non-negative integer.",
                rule: "3.4.6")
        }
        // A number beyond the range names no member that could exist.
        return Int(text) ?? .max
    }
}
