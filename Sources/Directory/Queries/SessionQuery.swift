internal import JSON
internal import Sessions

/// The question which sessions have a user or a keyword (session-directory section 12).
struct SessionQuery {
    /// The users asked for, each once, in the order of the results; empty when only a keyword is.
    let xuids: [Xuid]
    /// In lower case; nil when only users are asked for.
    let keyword: String?
    /// Whether sessions count in which the user is only reserved.
    let includesReservations: Bool
    /// Whether sessions count that the user has accepted but is not active in.
    let includesInactive: Bool
    let includesPrivate: Bool
    /// Only sessions that show this visibility; nil for all.
    let visibility: ShownVisibility?
    /// Only sessions of at most this major version; nil for all.
    let version: Int64?
    /// The most results.
    let take: Int

    /// Reads the query string of U6 and U7, or of a batch for `batch`.
    ///
    /// - Throws: 400 for what is malformed or does not fit together.
    init(
        _ parameters: [DirectoryRequest.QueryItem], batch: [Xuid]? = nil, contractVersion: Int,
        options: DirectoryOptions
    ) throws(Rejection) {
        try self.init(
            QueryParameters(parameters), batch: batch, namesSessions: true,
            contractVersion: contractVersion, options: options)
    }

    /// Reads what a query for handles says of their sessions in its query string; nil when it says
    /// nothing. The body names the sessions, so 12.1 does not apply (11.9.8).
    static func ofHandles(
        _ parameters: [DirectoryRequest.QueryItem], contractVersion: Int,
        options: DirectoryOptions
    ) throws(Rejection) -> SessionQuery? {
        let values = try QueryParameters(parameters)
        guard !values.isEmpty else { return nil }
        return try SessionQuery(
            values, batch: nil, namesSessions: false, contractVersion: contractVersion,
            options: options)
    }

    private init(
        _ values: QueryParameters, batch: [Xuid]?, namesSessions: Bool, contractVersion: Int,
        options: DirectoryOptions
    ) throws(Rejection) {
        guard batch == nil || !values.has("xuid") else {
            throw .badRequest(
                "The query parameter 'xuid' can't be given for a batch.", rule: "12.7")
        }
        let xuid = try values.xuid("xuid")
        xuids = batch ?? xuid.map { [$0] } ?? []
        keyword = try values.text("keyword")?.lowercased()
        guard !xuids.isEmpty || keyword != nil || !namesSessions else {
            throw .badRequest(
                "The query parameter 'keyword' or 'xuid' is required.", rule: "12.1")
        }
        includesReservations = try values.flag("reservations")
        includesInactive = try values.flag("inactive")
        for (name, isSet) in [
            ("reservations", includesReservations), ("inactive", includesInactive),
        ]
        where isSet && xuids.isEmpty {
            throw .badRequest("The query parameter '\(name)' needs a 'xuid'.", rule: "12.3")
        }
        includesPrivate = try values.flag("private")
        visibility = try values.visibility("visibility", includesPrivate: includesPrivate)
        version = try values.integer(
            "version", in: 1...Int64(contractVersion % 100), rule: "12")
        take =
            try values.integer("take", in: 0...Int64(options.sessionResultsLimit), rule: "12")
            .map { Int($0) } ?? options.sessionResultsLimit
    }

    /// Refuses callers who ask for what only the users themselves may know (12.2).
    func demandAllowed(for caller: Caller) throws(Rejection) {
        guard includesPrivate || includesReservations, !caller.isServer else { return }
        let isOwn = !xuids.isEmpty && xuids.allSatisfy { $0 == caller.user?.xuid }
        guard !isOwn else { return }
        let name = includesPrivate ? "private" : "reservations"
        throw .text(
            403,
            "The query parameter '\(name)' can only be given by a server or for the calling user.",
            rule: "12.2")
    }

    /// Whether a session is one of those that the query string of a query for handles admits.
    func admits(_ session: Session?) -> Bool {
        guard let session else { return false }
        return item(session, foundBy: xuids.first) != nil
    }

    /// What the query lists of a session after its timers ran; nil when it does not list it.
    ///
    /// - Parameter xuid: the user by whom the session was found, if it was.
    func item(_ session: Session, foundBy xuid: Xuid?) -> JSONValue? {
        let shown = session.shownVisibility
        guard includesPrivate || shown != .private, visibility ?? shown == shown else { return nil }
        if let keyword, !session.properties.keywords.contains(keyword) { return nil }
        let major = session.constants.system["version"]?.integerValue ?? 1
        if let version, major > version { return nil }
        guard let xuid else { return Self.item(session, shown, member: nil, status: nil) }
        guard let position = session.position(of: xuid) else { return nil }
        let member = session.members[position]
        guard let status = listedStatus(member.status) else { return nil }
        return Self.item(session, shown, member: member, status: status)
    }

    /// The status to show; nil when sessions with a member of that status are not asked for.
    private func listedStatus(_ status: MemberState.Status) -> String? {
        switch status {
        case .active: "active"
        case .reserved: includesReservations ? "reserved" : nil
        case .ready, .inactive: includesInactive ? "inactive" : nil
        }
    }

    /// One item of the results, in the order of the documented sample (12.6).
    private static func item(
        _ session: Session, _ shown: ShownVisibility, member: Member?, status: String?
    ) -> JSONValue {
        var item = JSONObject()
        item.reserveCapacity(9)
        if let member { item["xuid"] = .string(member.xuid.description) }
        item["startTime"] = session.origin.document.startTime
        item["sessionRef"] = session.origin.document.reference
        item["accepted"] = .integer(Int64(session.members.acceptedCount))
        if let status { item["status"] = .string(status) }
        item["visibility"] = .string(shown.rawValue)
        let restriction = session.properties.joinRestriction
        if restriction != .none, shown == .open || shown == .full {
            item["joinRestriction"] = .string(restriction.rawValue)
        }
        if let member, session.properties.turn.contains(member.index) { item["myTurn"] = true }
        if let keywords = session.properties.system["keywords"] { item["keywords"] = keywords }
        return .object(item)
    }
}
