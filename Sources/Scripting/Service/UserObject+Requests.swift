internal import JSON
internal import Lua
internal import Sessions

extension UserObject {
    /// PUTs a request; the call's result is the session, or nil when it is gone (2.6).
    func write(
        _ request: RequestObject, to reference: SessionReference, mode: WriteMode,
        in call: inout LuaCall
    ) throws {
        var message = DirectoryRequest.put(
            .session(reference), .object(request.body), mode: mode)
        if request.isNoCommit {
            message.query.append(.init(name: "nocommit", value: "true"))
        }
        try call.host.exchange(message, as: self, for: request, in: &call) { response, stack in
            switch response.status {
            case 200, 201:
                stack.push(try SessionObject(response, reference, self), as: sessionClass)
            case 204:
                stack.pushNil()
            default:
                throw ServiceError(
                    response, attempted: "write to \(reference.shortText)", by: self,
                    request: request, reference: reference)
            }
            return 1
        }
    }

    /// GETs a session; the call's result is the session, or nil when there is none (3.2).
    func read(_ reference: SessionReference, in call: inout LuaCall) throws {
        try call.host.exchange(.get(.session(reference)), as: self, in: &call) {
            response, stack in
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

extension WriteMode {
    /// Reads a mode as scripts name it; nil when none is given.
    init?(reading call: borrowing LuaCall, _ position: Int) throws {
        guard let name = call.string(position) else { return nil }
        switch name {
        case "create": self = .createNew
        case "update": self = .updateExisting
        case "update_or_create": self = .updateOrCreate
        case "synchronized": self = .synchronizedUpdate(etag: nil)
        default:
            let known = ["create", "update", "update_or_create", "synchronized"]
            let hint = nearestName(to: name, in: known).map { "; did you mean '\($0)'?" } ?? ""
            throw LuaFault("unknown write mode '\(name)'\(hint)")
        }
    }
}

extension SessionReference {
    /// Template and name.
    var shortText: String { "\(templateName)/\(name)" }
}

extension DirectoryResponse {
    /// The body, when it is JSON.
    var json: JSONValue? {
        guard case .json(let value) = body else { return nil }
        return value
    }
}
