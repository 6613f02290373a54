internal import JSON
internal import Lua
internal import Sessions

/// One version of a session's history, as scripts see it.
package final class VersionObject {
    package let version: SessionVersion
    let session: SessionObject
    private let before: JSONValue

    init(_ version: SessionVersion, after before: JSONValue, of session: SessionObject) {
        self.version = version
        self.before = before
        self.session = SessionObject(
            version.document, etag: version.etag, session.reference, session.user)
    }

    /// What the version changed.
    package var changes: [SessionChange] {
        SessionChange.differences(from: before, to: version.document).map {
            SessionChange($0, version: version)
        }
    }

    /// In one line: number, time, author, cause and line.
    func text(since start: Timestamp) -> String {
        let when = version.seenAt.since(start).shortText
        let who = version.author.map { " by \($0)" } ?? ""
        let place = version.location.map { " (\($0))" } ?? ""
        return "#\(version.changeNumber) at \(when)\(who): \(version.cause)\(place)"
    }
}

let versionClass = LuaClass<VersionObject>(
    "version", doc: "One version of a session that this run has seen.",
    fields: [
        .init("change_number", "integer", doc: "The number of the commit on its branch.") {
            $1.push($0.version.changeNumber)
        },
        .init("branch", "string", doc: "The branch, which a restart of the session changes.") {
            $1.push($0.version.branch)
        },
        .init("seen_at", "string", doc: "When this run first saw the version.") {
            $1.push($0.version.seenAt.description)
        },
        .init("by", "string?", doc: "Whose write made it, where this run saw that.") {
            $1.push($0.version.author)
        },
        .init("cause", "string", doc: "PUT, DELETE, timer or unknown.") {
            $1.push($0.version.cause)
        },
        .init("where", "string?", doc: "The line that sent the write.") {
            $1.push($0.version.location?.description)
        },
        .init("session", "session", doc: "The session as it was then.") { version, call in
            call.push(version.session, as: sessionClass)
        },
        .init("changes", "change[]", doc: "What the version changed, by path.") {
            $1.push($0.changes)
        },
    ],
    metamethods: [
        HostFunction(
            "__tostring", returns: "string", doc: "Number, time, author, cause and line."
        ) { call in
            let version = try call.object(1, of: versionClass)
            call.push(version.text(since: call.host.clock.start))
        }
    ])
