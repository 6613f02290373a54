internal import JSON
internal import Scripting
internal import Sessions

/// A session as a readable document: a heading, its members in a table, and what else it has.
struct SessionText {
    let style: InspectionStyle
    let limits: InspectionLimits
    /// How many members are shown.
    private var membersLimit: Int { limits.entries }

    /// The parts of `system` that have a place of their own in the text.
    private static let ownPlaces: Set<String> = [
        "visibility", "host", "matchmaking", "joinRestriction", "closed", "locked",
    ]

    func text(of object: SessionObject) -> String {
        var block = ReportBlock(style)
        block.append(Self.heading(of: object))
        guard let session = object.typed else {
            block.append("document", object.document, limits)
            return block.text
        }
        block.append(TextLine("  " + Self.counts(of: session)))
        block.append(members(of: session, seenBy: object.user))
        block.append("host", TextLine(Self.host(of: session)))
        let candidates = session.hostCandidates.map { Self.owner(of: $0, in: session) }
        block.append("candidates", TextLine(candidates.joined(separator: ", ")))
        block.append("initializing", Self.initializing(session))
        block.append("next timer", TextLine(session.nextTimer?.description ?? ""))
        block.append("properties.custom", session.properties.custom, limits)
        block.append(
            "properties.system", session.properties.system.telling(without: Self.ownPlaces), limits)
        block.append("constants.custom", session.constants.custom, limits)
        block.append(
            "constants.system", session.constants.system.telling(without: Self.ownPlaces), limits)
        for server in session.servers {
            block.append("server \(server.name)", Self.parts(of: server), limits)
        }
        block.append("matchmaking", session.properties.system["matchmaking"], limits)
        for type in session.roleTypes ?? [:] {
            block.append("role \(type.name)", Self.roles(of: type.value))
        }
        block.append("search", TextLine(session.searchHandle?.description ?? ""))
        return block.text
    }

    /// Name, change number, who may see it, and who does.
    static func heading(of object: SessionObject) -> TextLine {
        var line = TextLine("session ")
        line.append(object.reference.shortText, .bold)
        line.append("  ")
        line.append(state(of: object.document))
        line.append("  seen by \(object.user.label)", .dim)
        return line
    }

    /// The change number and what keeps others out.
    static func state(of document: JSONValue) -> TextLine {
        var line = TextLine()
        if let number = document["changeNumber"]?.integerValue {
            line.append("#\(number)  ", .cyan)
        }
        line.append(document["constants"]?["system"]?["visibility"]?.stringValue ?? "open")
        let system = document["properties"]?["system"]
        if let join = system?["joinRestriction"]?.stringValue, join != "none" {
            line.append(", joinable: \(join)")
        }
        for flag in ["closed", "locked"] where system?[flag] == true {
            line.append(", \(flag)", .yellow)
        }
        return line
    }

    /// How many members there are, by their state.
    static func counts(of session: MultiplayerSession) -> String {
        let info = session.membersInfo
        guard info.count > 0 else { return "no members" }
        var parts: [String] = []
        if info.active > 0 { parts.append("\(info.active) active") }
        if info.accepted > info.active { parts.append("\(info.accepted - info.active) inactive") }
        if info.count > info.accepted { parts.append("\(info.count - info.accepted) reserved") }
        return (info.count == 1 ? "1 member: " : "\(info.count) members: ")
            + parts.joined(separator: ", ")
    }

    /// The members under each other, the reader's own with a star.
    private func members(of session: MultiplayerSession, seenBy user: UserObject) -> [TextLine] {
        guard !session.members.isEmpty else { return [] }
        var table = MemberTable(style, limits)
        for member in session.members.prefix(membersLimit) {
            table.append(member, isOwn: member.xuid != nil && member.xuid == user.caller.user?.xuid)
        }
        return table.lines(indent: 2, hidden: session.members.count - membersLimit)
    }

    private static func host(of session: MultiplayerSession) -> String {
        session.properties.system["host"]?.stringValue.map { owner(of: $0, in: session) } ?? ""
    }

    /// Whose device a token names.
    private static func owner(of token: String, in session: MultiplayerSession) -> String {
        session.members.first { $0.deviceToken == token }?.label ?? token
    }

    /// What a server says; one that says nothing is there all the same.
    private static func parts(of server: MultiplayerSession.Server) -> JSONValue {
        let constants = (server.constants.json.objectValue ?? [:]).telling()
        let properties = (server.properties.json.objectValue ?? [:]).telling()
        let parts: JSONObject = ["constants": constants, "properties": properties]
        let telling = parts.telling()
        return telling.isBlank ? .bool(true) : telling
    }

    /// How many members have each role, and how many may.
    private static func roles(of type: JSONValue) -> TextLine {
        let roles = (type["roles"]?.objectValue ?? [:]).map { role in
            let count = role.value["count"]?.numberValue?.text ?? "0"
            let most = role.value["max"]?.numberValue.map { " of \($0.text)" } ?? ""
            return "\(role.name) \(count)\(most)"
        }
        return TextLine(roles.joined(separator: ", "))
    }

    private static func initializing(_ session: MultiplayerSession) -> TextLine {
        guard let episode = session.initializing else { return TextLine() }
        return TextLine(
            "\(episode.stage), episode \(episode.episode), since \(episode.stageStartTime)",
            episode.stage == "failed" ? .red : .yellow)
    }
}
