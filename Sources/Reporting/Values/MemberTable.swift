internal import JSON
internal import Scripting
internal import Sessions

/// Members of a session under each other.
struct MemberTable {
    private let style: InspectionStyle
    private let limits: InspectionLimits
    private var table = TextTable(["#", "gamertag", "xuid", "state", "roles", "custom"])

    init(_ style: InspectionStyle, _ limits: InspectionLimits) {
        self.style = style
        self.limits = limits
    }

    mutating func append(_ member: MultiplayerSession.Member, isOwn: Bool) {
        var index = TextLine(String(member.index), .cyan)
        if isOwn { index.append("*", .bold) }
        let roles = member.roles.map { "\($0.name)=\($0.value.stringValue ?? $0.value.text)" }
        table.append([
            index, TextLine(member.gamertag ?? ""), TextLine(member.xuid?.description ?? ""),
            Self.state(of: member), TextLine(roles.joined(separator: " ")),
            TextLine(custom(of: member)),
        ])
    }

    func lines(indent: Int, hidden: Int) -> [TextLine] {
        table.lines(style, indent: indent, hidden: hidden)
    }

    /// The state of session-directory 7.1, and what else matters at a glance.
    static func state(of member: MultiplayerSession.Member) -> TextLine {
        var line = TextLine(member.status, attribute(of: member.status))
        if member.isTurn { line.append(" turn", .magenta) }
        if let reason = member.initializationFailure { line.append(" failed: \(reason)", .red) }
        return line
    }

    static func attribute(of status: String) -> TextStyle.Attribute? {
        switch status {
        case "active": .green
        case "reserved": .yellow
        case "inactive": .dim
        default: nil
        }
    }

    /// The title's own constants and properties on one line, without colours of their own.
    private func custom(of member: MultiplayerSession.Member) -> String {
        let layout = InspectionLayout(InspectionStyle(width: .max))
        return [member.constants.custom, member.properties.custom].compactMap { custom in
            guard let custom, !custom.isBlank else { return nil }
            var few = limits
            few.entries = min(few.entries, 8)
            return layout.line(InspectedValue(custom, few))
        }.joined(separator: " ")
    }
}
