public import JSON

extension MultiplayerSession {
    /// Reads a received document.
    ///
    /// - Throws: ``DocumentError`` when a member has the wrong type, or one that clients rely on is
    ///   missing or contradicts the others.
    public init(_ document: JSONObject) throws(DocumentError) {
        let root = DocumentReader(document, path: "")
        raw = document
        let isLegacy = document["membersInfo"] == nil && document["contractVersion"] == nil
        contractVersion = try root.integer("contractVersion")
        branch = try root.guid("branch")
        changeNumber = try root.integer("changeNumber").map(Int64.init)
        correlationID = try root.string("correlationId")?.lowercased()
        startTime = try root.timestamp("startTime")
        nextTimer = try root.timestamp("nextTimer")
        initializing = try root.reader("initializing").map { reader throws(DocumentError) in
            Initializing(
                stage: try reader.required(reader.string("stage"), "stage"),
                stageStartTime: try reader.required(
                    reader.timestamp("stageStartTime"), "stageStartTime"),
                episode: try reader.required(reader.integer("episode"), "episode"))
        }
        hostCandidates = try root.strings("hostCandidates")
        constants = try root.bag("constants")
        properties = try root.bag("properties")
        let entries = try root.required(root.reader("members"), "members")
        let counts =
            isLegacy ? entries : try root.required(root.reader("membersInfo"), "membersInfo")
        let first = try counts.required(counts.integer("first"), "first")
        let end = isLegacy ? "end" : "next"
        let next = try counts.required(counts.integer(end), end)
        let walk = MemberWalk(
            entries: entries, first: first, next: next, isLegacy: isLegacy, info: counts)
        members = try walk.members()
        membersInfo = MembersInfo(
            first: first, next: next,
            count: try counts.required(counts.integer("count"), "count"),
            accepted: try counts.required(counts.integer("accepted"), "accepted"),
            active: try counts.integer("active") ?? members.count(where: \.isActive))
        servers = try Self.servers(root)
        roleTypes = try root.reader("roleTypes")?.object
        searchHandle = try root.guid("searchHandle")
        key = try root.string("key")
    }

    /// Reads a received document; what is no object is broken.
    public init(json: JSONValue) throws(DocumentError) {
        guard case .object(let document) = json else {
            throw DocumentError(path: "", problem: .wrongType(expected: "an object"), rule: "4.1")
        }
        try self.init(document)
    }

    private static func servers(_ root: DocumentReader) throws(DocumentError) -> [Server] {
        guard let entries = try root.reader("servers") else { return [] }
        var servers: [Server] = []
        for entry in entries.object {
            let reader = try entries.required(entries.reader(entry.name), entry.name)
            servers.append(
                Server(
                    name: entry.name, constants: try reader.bag("constants"),
                    properties: try reader.bag("properties")))
        }
        return servers
    }
}

/// Follows the links of members from the first to the last (4.3).
private struct MemberWalk {
    let entries: DocumentReader
    let first: Int
    let next: Int
    let isLegacy: Bool
    let info: DocumentReader

    private static let legacyCounts = ["first", "end", "count", "accepted"]

    func members() throws(DocumentError) -> [MultiplayerSession.Member] {
        let shown = entries.object.names.filter { !isLegacy || !Self.legacyCounts.contains($0) }
        // A large session shows the reader alone, under the key `me` and without links (14.2).
        if shown == ["me"] {
            return [try member("me", fallbackIndex: nil)]
        }
        guard !shown.isEmpty else { return [] }
        var members: [MultiplayerSession.Member] = []
        var index = first
        while index != next {
            let name = String(index)
            let member = try member(name, fallbackIndex: index)
            members.append(member)
            guard let following = member.next, following > index else {
                throw DocumentError(
                    path: "\(entries.path)/\(name)/next",
                    problem: .wrongType(expected: "the index of a later member"), rule: "4.3")
            }
            index = following
        }
        guard members.count == shown.count else {
            throw DocumentError(
                path: entries.path,
                problem: .wrongType(expected: "a list in which every member is linked"),
                rule: "4.3")
        }
        return members
    }

    private func member(
        _ name: String, fallbackIndex: Int?
    ) throws(DocumentError) -> MultiplayerSession.Member {
        let reader = try entries.required(entries.reader(name), name)
        return try MultiplayerSession.Member(reader, index: fallbackIndex, isLegacy: isLegacy)
    }
}

extension MultiplayerSession.Member {
    fileprivate init(
        _ reader: DocumentReader, index: Int?, isLegacy: Bool
    ) throws(DocumentError) {
        raw = reader.object
        constants = try reader.bag("constants")
        properties = try reader.bag("properties")
        self.index = try reader.required(
            index ?? constants.system["index"]?.integerValue.map(Int.init),
            "constants/system/index")
        xuid =
            constants.system["xuid"]?.stringValue.flatMap(Xuid.init)
            ?? constants.system["xuid"]?.numberValue?.unsignedInteger.map(Xuid.init(rawValue:))
        roles = try reader.reader("roles")?.object ?? [:]
        gamertag = try reader.string("gamertag")
        deviceToken = try reader.string("deviceToken")
        nat = try reader.string("nat")
        isReserved = try reader.flag(isLegacy ? "pending" : "reserved")
        isActive = properties.system["active"] == true
        isReady = properties.system["ready"] == true
        activeTitleID = try reader.string("activeTitleId")
        joinTime = try reader.timestamp("joinTime")
        isTurn = try reader.flag("turn")
        initializationFailure = try reader.string("initializationFailure")
        initializationEpisode = try reader.integer("initializationEpisode")
        next = try reader.integer("next")
    }
}
