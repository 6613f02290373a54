internal import JSON
internal import Lua
package import Sessions

extension UserObject {
    /// Sends a request as this caller, with the headers of one that acts for users.
    ///
    /// - Parameters:
    ///   - request: what is sent.
    ///   - document: what the script sent, for the error it gets without an answer.
    ///   - call: the call that waits for the answer.
    ///   - finish: pushes the results of the call.
    func send(
        _ request: DirectoryRequest, for document: RequestObject? = nil, in call: inout LuaCall,
        finish: @escaping (DirectoryResponse, LuaStack) throws -> Int
    ) throws {
        var request = request
        delegation?.apply(to: &request)
        try call.host.exchange(request, as: self, for: document, in: &call, finish: finish)
    }

    /// Reads the optional entry of a join: ``RequestSteps/memberEntry``.
    func joining(by call: borrowing LuaCall, _ position: Int) throws -> RequestObject {
        var draft = RequestObject.Draft()
        let member = call.isNilOrNone(position) ? ["active": true] : try call.json(position)
        try draft.join(member, as: memberKey, argument: position)
        return RequestObject(draft)
    }

    /// PUTs a request; the call's result is the session, or nil when it is gone (2.6).
    func write(
        _ request: RequestObject, to reference: SessionReference, mode: WriteMode,
        basedOn base: JSONValue? = nil, in call: inout LuaCall
    ) throws {
        let message = request.message(to: reference, mode: mode)
        let base = base ?? call.host.chronicle.document(of: reference, for: mode)
        try send(message, for: request, in: &call) { response, stack in
            switch response.status {
            case 200, 201:
                stack.push(try SessionObject(response, reference, self), as: sessionClass)
            case 204:
                stack.pushNil()
            default:
                throw ServiceError(
                    response, attempted: "write to \(reference.shortText)", by: self,
                    request: request, reference: reference, base: base, mode: mode)
            }
            return 1
        }
    }

    /// GETs a session; the call's result is the session, or nil when there is none (3.2).
    func read(_ reference: SessionReference, in call: inout LuaCall) throws {
        try send(.get(.session(reference)), in: &call) { response, stack in
            switch response.status {
            case 200: stack.push(try SessionObject(response, reference, self), as: sessionClass)
            case 204: stack.pushNil()
            default:
                throw ServiceError(
                    response, attempted: "read \(reference.shortText)", by: self,
                    reference: reference)
            }
            return 1
        }
    }
}

extension Chronicle {
    /// The version that a write names by its etag, if this run has seen it.
    func document(of reference: SessionReference, for mode: WriteMode) -> JSONValue? {
        guard case .synchronizedUpdate(let etag?) = mode else { return nil }
        return versions(of: reference).last { $0.etag == etag }?.document
    }
}

extension WriteMode {
    /// The modes as scripts name them.
    private static let named: [(choice: LuaChoice, mode: WriteMode)] = [
        (
            LuaChoice("update_or_create", doc: "Writes whatever the state is; the default."),
            .updateOrCreate
        ),
        (LuaChoice("create", doc: "Fails when the session exists."), .createNew),
        (LuaChoice("update", doc: "Fails when there is no session."), .updateExisting),
        (
            LuaChoice(
                "synchronized", doc: "Fails when the session is not as it was read, or exists."),
            .synchronizedUpdate(etag: nil)
        ),
    ]

    /// What a parameter that takes a mode accepts.
    static let type = LuaType.named(
        "write_mode", doc: "How a write treats a session that exists or does not (2.4).",
        .oneOf(named.map(\.choice)))

    static let parameter = Parameter.optional(
        "mode", type, doc: "The request's own mode when left out.")

    /// Reads a mode, which was found to be one; nil when none is given.
    init?(reading call: borrowing LuaCall, _ position: Int) {
        guard let name = call.string(position),
            let named = Self.named.first(where: { $0.choice.value == name })
        else { return nil }
        self = named.mode
    }
}

extension SessionReference {
    /// Template and name.
    package var shortText: String { "\(templateName)/\(name)" }
}

extension DirectoryResponse {
    /// The body, when it is JSON.
    var json: JSONValue? {
        guard case .json(let value) = body else { return nil }
        return value
    }
}
