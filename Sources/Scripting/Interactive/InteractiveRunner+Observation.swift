internal import DirectoryRuntime
package import JSON
package import Lua
package import Sessions
internal import Transport

/// What happened to sessions while statements ran, in order.
package enum Observation {
    /// A version was seen that was not known.
    case version(Chronicle.Step)
    /// A session of the local directory has ended.
    case ended(SessionReference, last: SessionVersion?)
}

extension InteractiveRunner {
    /// Tells of what happens to sessions from now on.
    package func observe(_ tell: @escaping (Observation) -> Void) {
        host.chronicle.onStep = { tell(.version($0)) }
        host.chronicle.onEnd = { tell(.ended($0, last: $1)) }
    }

    /// The sessions that the run has seen, by their keys.
    package var sessions: [SessionReference] { host.chronicle.references }

    /// The versions of a session that the run has seen, oldest first.
    package func versions(of reference: SessionReference) -> [SessionVersion] {
        host.chronicle.versions(of: reference)
    }

    /// A session of the local directory as a service principal would read it now, timers that are due
    /// applied; nil when there is none. Nothing happens to the directory, and no event is told.
    package func preview(_ reference: SessionReference) -> JSONValue? {
        guard case .local(let transport) = host.service.route else { return nil }
        let answer = transport.directory.preview(.get(.session(reference)), from: .server)
        return answer.status == 200 ? answer.json : nil
    }

    /// The users that scripts have made, in that order, each once.
    package var users: [Caller] { host.service.users }

    /// The names of the templates of the local directory; empty for a service elsewhere.
    package var templates: [String] {
        guard case .local(let transport) = host.service.route else { return [] }
        let answer = transport.directory.preview(
            .get(.templates(scid: ServiceObject.defaultScid)), from: .server)
        return answer.json?["results"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

extension InteractiveRunner {
    /// A session as it is now: of a local directory as a service principal would read it, otherwise as
    /// it was seen last; nil when there is none.
    package func current(_ reference: SessionReference) -> SessionVersion? {
        let last = host.chronicle.versions(of: reference).last
        guard host.isLocal else { return last }
        guard let document = preview(reference) else { return nil }
        guard let branch = document["branch"]?.stringValue,
            let number = document["changeNumber"]?.integerValue
        else { return last }
        if let last, last.branch == branch, last.changeNumber == number { return last }
        return SessionVersion(
            branch: branch, changeNumber: number, document: document, etag: nil,
            seenAt: host.clock.now, author: nil, cause: "timer", location: nil)
    }

    /// The session that a value is about: a reference, or a snapshot of one.
    package func reference(heldBy value: LuaValue) -> SessionReference? {
        let stack = lua.stack
        guard stack.reserve(4) else { return nil }
        stack.push(value)
        defer { stack.pop() }
        switch stack.anyObject(at: -1) {
        case let session as SessionObject: return session.reference
        case let reference as SessionReferenceObject: return reference.reference
        default: return nil
        }
    }

    /// The document of the session that a value is a snapshot of.
    package func document(heldBy value: LuaValue) -> JSONValue? {
        let stack = lua.stack
        guard stack.reserve(4) else { return nil }
        stack.push(value)
        defer { stack.pop() }
        return (stack.anyObject(at: -1) as? SessionObject)?.document
    }
}
