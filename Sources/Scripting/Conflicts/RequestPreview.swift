internal import JSON
internal import Lua
internal import Sessions

/// What a write would change, asked of the service without storing anything
/// (session-directory 3.3, `nocommit`).
enum RequestPreview {
    static let method = LuaClass<RequestObject>.Method(
        "preview", [Parameter("session", .object("session"), doc: "What the write is based on.")],
        returns: "change[]",
        doc: "Lists what the write would change in a session, by path, without writing: what the "
            + "request asks for, what the service sets beside it, and what others changed since "
            + "the session was read. Raises the refusal that the write would meet.",
        section: "3.3",
        example: """
            local lobby = stacy:create(ref, muster.request():join { active = true })
            print(muster.request():set("map", "dust"):preview(lobby))
            """
    ) { request, call in
        let session = try call.object(1, of: sessionClass)
        var mode = request.mode
        if mode == .synchronizedUpdate(etag: nil) {
            mode = .synchronizedUpdate(etag: session.etag)
        }
        let message = request.message(to: session.reference, mode: mode, isNoCommit: true)
        let chronicle = call.host.chronicle
        try session.user.send(message, for: request, in: &call) {
            response, stack in
            switch response.status {
            case 200, 201:
                let versions = chronicle.versions(of: session.reference)
                let document = response.json ?? .object([:])
                stack.push(changes(of: request, from: session, to: document, versions))
            case 204:
                let end = JSONDifference(path: .root, before: session.document, after: nil)
                stack.push([SessionChange(end, remark: "this write ends it")])
            default:
                throw ServiceError(
                    response, attempted: "preview a write to \(session.reference.shortText)",
                    by: session.user, request: request, reference: session.reference,
                    base: session.document, mode: mode)
            }
            return 1
        }
    }

    private static func changes(
        of request: RequestObject, from session: SessionObject, to document: JSONValue,
        _ versions: [SessionVersion]
    ) -> [SessionChange] {
        let places = WrittenPlaces(
            request.body, in: [document, session.document], by: session.user.caller.user?.xuid)
        return SessionChange.all(from: session.document, to: document, versions: versions)
            .flatMap { change in
                change.version == nil ? change.difference.parts(by: places) : [change]
            }
    }
}

extension JSONDifference {
    /// The difference as changes, taken apart where the request writes only some of it.
    fileprivate func parts(by places: WrittenPlaces) -> [SessionChange] {
        if before == nil, case .object(let object)? = after, places.reachInto(path) {
            return object.flatMap { entry in
                JSONDifference(path: path.appending(entry.name), before: nil, after: entry.value)
                    .parts(by: places)
            }
        }
        return [SessionChange(self, remark: places.touch(path) ? nil : "set by the service")]
    }
}
