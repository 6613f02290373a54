internal import JSON
internal import Lua
internal import Sessions
internal import TestRunner

extension TestWorld {
    /// What the test has left behind: tasks that have not ended and connections that are open; at a
    /// service elsewhere, which outlives the test, sessions that still have members, too.
    var leaks: [Attempt.Leak] {
        let tasks = steps.alive.map { task in
            let waiting = task.waiting.map { ", which waits for \($0)" } ?? ""
            return Attempt.Leak(
                kind: "task", name: "task \(task.id)\(waiting)",
                location: task.spawnedAt.map(ScriptLocation.init))
        }
        let connections = host.connections.filter { $0.connection.state == .open }.map { opened in
            Attempt.Leak(
                kind: "connection", name: "of \(opened.connection.user.label)",
                location: opened.location.map(ScriptLocation.init))
        }
        return tasks + connections + (host.isLocal ? [] : sessions)
    }

    private var sessions: [Attempt.Leak] {
        host.chronicle.references.compactMap { reference in
            let known = host.chronicle.versions(of: reference)
            // A session that began anew under its name is another one.
            let versions = known.filter { $0.branch == known.last?.branch }
            guard let first = versions.first(where: { $0.author != nil }),
                !host.chronicle.isGone(reference), hasMembers(versions)
            else { return nil }
            return Attempt.Leak(
                kind: "session",
                name: "\(reference.templateName)/\(reference.name), written by "
                    + (first.author ?? "somebody"),
                location: first.location.map(ScriptLocation.init))
        }
    }

    /// Whether members are there because of the test: any of a session that it has begun, and its own
    /// players in one of somebody else.
    private func hasMembers(_ versions: [SessionVersion]) -> Bool {
        guard let first = versions.first, let last = versions.last,
            let members = last.document["members"]?.objectValue
        else { return false }
        if first.author != nil, first.changeNumber == 1 { return !members.isEmpty }
        return members.contains { member in
            let xuid = member.value["constants"]?["system"]?["xuid"]?.stringValue
            return xuid.flatMap { Xuid($0) }.map(host.players.contains) ?? false
        }
    }
}
