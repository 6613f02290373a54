internal import JSON
public import Scripting
package import Sessions

/// What writes and timers changed in sessions: for each version a heading that says who made it,
/// then its changes by path.
public struct SessionDiffText: Sendable {
    private let style: InspectionStyle
    /// How many changes of one version are shown.
    private let changesLimit = 30

    /// What is the same for every reader, or follows from other changes.
    private static let noise: Set<String> = [
        "branch", "correlationId", "startTime", "membersInfo", "contractVersion", "changeNumber",
        "nextTimer",
    ]
    private static let memberNoise: Set<String> = ["joinTime", "next", "activeTitleId"]
    /// What a session is before its first version.
    private static let nothing: JSONValue = [
        "members": [:], "servers": [:],
        "constants": ["system": [:], "custom": [:]],
        "properties": ["system": [:], "custom": [:]],
    ]

    /// Makes texts in a style.
    public init(style: InspectionStyle) { self.style = style }

    /// The text for versions in the order in which they were seen; empty for none.
    package func text(of steps: [Chronicle.Step]) -> String {
        steps.flatMap(lines).rendered(style)
    }

    /// The text for one version after another; nil stands for no session.
    package func text(
        from before: SessionVersion?, to version: SessionVersion, of reference: SessionReference
    ) -> String {
        text(of: [Chronicle.Step(reference: reference, before: before, version: version)])
    }

    /// The text for the end of a session, in one line.
    package func text(ofEndOf reference: SessionReference, last: SessionVersion?) -> String {
        var line = TextLine(Self.name(of: reference), .bold)
        line.append("  ")
        if let last { line.append("#\(last.changeNumber) → ", .cyan) }
        line.append("ended", .red)
        return [line].rendered(style)
    }

    private func lines(of step: Chronicle.Step) -> [TextLine] {
        let differences = Self.differences(of: step)
        let shown = differences.prefix(changesLimit)
        let pathWidth = ChangeLine.pathWidth(of: shown, style)
        var lines = [heading(of: step)]
        lines += shown.map {
            ChangeLine.line($0, pathWidth: pathWidth, indent: 2, style)
        }
        if differences.isEmpty { lines.append(TextLine("  no change that matters", .dim)) }
        if differences.count > shown.count {
            lines.append(TextLine("  … \(differences.count - shown.count) more", .dim))
        }
        return lines
    }

    private func heading(of step: Chronicle.Step) -> TextLine {
        let (before, version) = (step.before, step.version)
        var line = TextLine(Self.name(of: step.reference), .bold)
        line.append("  ")
        if let before, before.branch == version.branch {
            line.append("#\(before.changeNumber) → #\(version.changeNumber)", .cyan)
        } else {
            line.append("#\(version.changeNumber)", .cyan)
            line.append(before == nil ? " new" : " begun anew", .green)
        }
        // Of what happened in between, only the end is known.
        let isWhole =
            step.before.map {
                $0.branch != version.branch || $0.changeNumber + 1 >= version.changeNumber
            } ?? true
        line.append("  \(isWhole ? "" : "last ")by \(cause(of: step))", .dim)
        if let location = version.location { line.append("  \(location)", .dim) }
        return line
    }

    /// The session's name; one that was made up is told by its template.
    private static func name(of reference: SessionReference) -> String {
        guard GUID(reference.name) != nil else { return reference.name }
        return "\(reference.templateName)/\(reference.name.prefix(8))"
    }

    /// Who made a version: a caller and the method, or the service.
    private func cause(of step: Chronicle.Step) -> String {
        if let author = step.version.author { return "\(author) \(step.version.cause)" }
        guard step.version.cause == "timer" else { return "somebody else" }
        return "the service: \(Self.timer(of: step) ?? "timer")"
    }

    /// Which timer it was, where the documents leave no doubt: they follow each other, and one thing
    /// happened to members.
    private static func timer(of step: Chronicle.Step) -> String? {
        guard let before = step.before, before.branch == step.version.branch,
            before.changeNumber + 1 == step.version.changeNumber,
            let old = try? MultiplayerSession(json: before.document),
            let new = try? MultiplayerSession(json: step.version.document)
        else { return nil }
        var found: Set<String> = []
        for member in old.members {
            let now = new.member(index: member.index)
            guard now?.status != member.status else { continue }
            switch (member.status, now?.status) {
            case ("reserved", nil): found.insert("reservation expired")
            case ("inactive", nil): found.insert("inactive member removed")
            case ("ready", "inactive"), ("ready", nil): found.insert("ready member timed out")
            case ("active", "inactive"), ("active", nil): found.insert("connection lost")
            default: return nil
            }
        }
        return found.count == 1 ? found.first : nil
    }

    private static func differences(of step: Chronicle.Step) -> [JSONDifference] {
        // A session that began anew shares nothing with the one before.
        let isSame = step.before?.branch == step.version.branch
        let before = isSame ? step.before?.document : nil
        return step.version.document.differences(from: before ?? nothing).filter(matters)
    }

    private static func matters(_ difference: JSONDifference) -> Bool {
        let tokens = difference.path.tokens
        guard let first = tokens.first, !noise.contains(first) else { return tokens.isEmpty }
        if first == "members", tokens.count == 3, memberNoise.contains(tokens[2]) { return false }
        return !((difference.before?.isBlank ?? true) && (difference.after?.isBlank ?? true))
    }
}
