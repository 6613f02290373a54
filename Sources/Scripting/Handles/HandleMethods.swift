internal import JSON
internal import Lua
internal import Sessions

/// What a handle can be told: everything that a session can be, with the rights that the handle
/// gives (session-directory 11.8).
enum HandleMethods {
    typealias Method = LuaClass<HandleObject>.Method

    static let all: [Method] = [
        Method(
            "get", returns: "session?",
            doc: "Reads the session through the handle; nil when there is no session.",
            section: "11.8.3"
        ) { handle, call in try handle.user.read(through: handle, in: &call) },
        Method(
            "join",
            [
                .optional(
                    "member", RequestSteps.memberEntry,
                    doc: "The user's own entry; { active = true } when left out.")
            ], returns: "session?",
            doc: "Becomes an active member of the session, which must exist (If-Match: *).",
            section: "11.8.4"
        ) { handle, call in
            let request = try handle.user.joining(by: call, 1)
            try handle.user.write(request, through: handle, mode: .updateExisting, in: &call)
        },
        Method(
            "write", [RequestObject.parameter, WriteMode.parameter], returns: "session?",
            doc: "Creates, joins or updates the session through the handle.", section: "11.8.4"
        ) { handle, call in
            let request = try RequestObject(reading: call, 1)
            let mode = WriteMode(reading: call, 2) ?? request.mode
            try handle.user.write(request, through: handle, mode: mode, in: &call)
        },
        Method(
            "refresh", returns: "handle", doc: "Reads the handle itself.", section: "11.8.1"
        ) { handle, call in
            let user = handle.user
            try user.send(.get(.handle(id: handle.id)), in: &call) { response, stack in
                guard response.status == 200 else {
                    throw ServiceError(response, attempted: "read the \(handle.text)", by: user)
                }
                stack.push(try HandleObject(response.json, user), as: handleClass)
                return 1
            }
        },
        Method(
            "delete",
            doc: "Deletes the handle. Deleting an activity clears it; the session stays.",
            section: "11.8.2"
        ) { handle, call in
            let user = handle.user
            try user.send(.delete(.handle(id: handle.id)), in: &call) { response, _ in
                guard response.status == 204 else {
                    throw ServiceError(response, attempted: "delete the \(handle.text)", by: user)
                }
                return 0
            }
        },
    ]
}

extension UserObject {
    /// GETs the session behind a handle; the call's result is the session, or nil.
    fileprivate func read(through handle: HandleObject, in call: inout LuaCall) throws {
        try send(.get(.handleSession(id: handle.id)), in: &call) { response, stack in
            switch response.status {
            case 200:
                let reference = try handle.target(of: response)
                stack.push(try SessionObject(response, reference, self), as: sessionClass)
            case 204: stack.pushNil()
            default:
                throw ServiceError(
                    response, attempted: "read through the \(handle.text)", by: self,
                    reference: try? handle.target(of: response))
            }
            return 1
        }
    }

    /// PUTs a request through a handle; the call's result is the session, or nil.
    fileprivate func write(
        _ request: RequestObject, through handle: HandleObject, mode: WriteMode,
        in call: inout LuaCall
    ) throws {
        let message = request.message(to: .handleSession(id: handle.id), mode: mode)
        let chronicle = call.host.chronicle
        try send(message, for: request, in: &call) { response, stack in
            switch response.status {
            case 200, 201:
                let reference = try handle.target(of: response)
                stack.push(try SessionObject(response, reference, self), as: sessionClass)
            case 204:
                if let reference = try? handle.target(of: response), !request.isNoCommit {
                    chronicle.noteGone(reference)
                }
                stack.pushNil()
            default:
                let reference = try? handle.target(of: response)
                throw ServiceError(
                    response, attempted: "write through the \(handle.text)", by: self,
                    request: request, reference: reference,
                    base: reference.flatMap { chronicle.document(of: $0, for: mode) }, mode: mode)
            }
            return 1
        }
    }
}

extension HandleObject {
    /// The session that an answer through the handle shows: the one that the answer names, as
    /// clients read it, or else the handle's own (handles-and-activity H40).
    fileprivate func target(
        of response: DirectoryResponse
    ) throws(MalformedAnswer) -> SessionReference {
        if let reference = response.namedSession ?? reference("sessionRef") { return reference }
        throw MalformedAnswer(
            problem: DocumentError(
                path: "", problem: .wrongType(expected: "named by Content-Location"),
                rule: "11.8.3"))
    }
}

extension DirectoryResponse {
    /// The session that `Content-Location` names (2.5).
    var namedSession: SessionReference? {
        contentLocation.flatMap { DirectoryTarget(httpPath: $0).reference }
    }
}
