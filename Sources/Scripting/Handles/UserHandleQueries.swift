internal import JSON
internal import Lua
internal import Sessions

/// How users look for handles (session-directory 11.9).
enum UserHandleQueries {
    typealias Method = LuaClass<UserObject>.Method

    static let methods: [Method] = [activities, search, queryHandles]

    private static let activities = Method(
        "activities",
        [
            .optional(
                "who", NamedUsers.several,
                doc: "Users or xuids; or 'people' (whom the user follows), 'favorites' or "
                    + "'friends'. 'people' when left out."),
            .optional("options", activityOptions, doc: "What to ask for."),
        ], returns: "handle[]",
        doc: "Finds what users do now, in the order in which they are named.", section: "11.9",
        example: """
            stacy:create(ref, muster.request():join { active = true })
            stacy:activity(ref)
            for _, activity in ipairs(omar:activities { stacy }) do
              print(activity.ownerXuid, activity.relatedInfo.membersCount)
            end
            """
    ) { user, call in
        let options = try TableArgument(optional: call, 2)
        let owners: JSONObject
        if let moniker = try moniker(in: call) {
            owners = ["people": try people(moniker, of: options)]
        } else {
            owners = ["xuids": .array(try call.xuids(1).map { .string($0) })]
        }
        let scid = options.string("scid") ?? ServiceObject.defaultScid
        let body: JSONObject = [
            "type": "activity", "scid": .string(scid), "owners": .object(owners),
        ]
        let inclusions = options.inclusions ?? ["relatedInfo", "customProperties"]
        try user.query(
            .object(body), [("include", inclusions.joined(separator: ","))],
            "look for activities", in: &call)
    }

    private static let search = Method(
        "search",
        [
            Parameter("template", .string, doc: "The name of the session template."),
            .optional("options", searchOptions, doc: "What to look for; everything if left out."),
        ], returns: "handle[]",
        doc: "Finds sessions by their search handles, with what the sessions look like now.",
        section: "11.9",
        example: """
            local arena = service:reference "owned"
            stacy:create(arena, muster.request():join { active = true })
            stacy:search_handle(arena, { tags = { "casual" }, numbers = { level = 5 } })
            local found = omar:search("owned", {
              filter = "tags/any(d:tolower(d) eq 'casual') and numbers/level lt 10",
              orderBy = "numbers/level desc",
            })
            assert(found[1].relatedInfo.membersCount == 1)
            """
    ) { user, call in
        let options = try TableArgument(optional: call, 2)
        var body: JSONObject = [
            "type": "search",
            "scid": .string(options.string("scid") ?? ServiceObject.defaultScid),
            "templateName": .string(try call.text(1)), "global": true,
        ]
        for name in ["filter", "orderBy"] {
            if let text = options.string(name) { body[name] = .string(text) }
        }
        if let moniker = options.string("sessionMembers") {
            body["sessionMembers"] = ["people": try people(moniker, of: options)]
        }
        let inclusions = options.inclusions ?? ["relatedInfo", "roleInfo", "customProperties"]
        try user.query(
            .object(body), [("include", inclusions.joined(separator: ","))],
            "search for sessions", in: &call)
    }

    private static let queryHandles = Method(
        "query_handles",
        [
            Parameter("document", .table, doc: "The whole query."),
            .optional(
                "parameters", .map(.string, .string),
                doc: "The query parameters, such as include."),
        ], returns: "handle[]", doc: "Posts a query for handles as it is, unchecked.",
        section: "11.9",
        example: """
            local found, refusal = pcall(stacy.query_handles, stacy, { type = "activity" })
            assert(not found and refusal.status == 400)
            """
    ) { user, call in
        let parameters = try TableArgument(optional: call, 2)
        try user.query(
            try call.json(1), parameters.strings, "look for handles", in: &call)
    }

    // MARK: Options

    private static let monikers = ["people", "favorites", "friends"]

    private static let moniker = LuaType.named(
        "moniker", doc: "People around a user (11.9.6).",
        .oneOf([
            LuaChoice("people", doc: "Those whom the user follows."),
            LuaChoice("favorites", doc: "Those of them who are favourites."),
            LuaChoice("friends", doc: "Those of them who follow the user."),
        ]))

    private static let include = Parameter.optional(
        "include", .list(.oneOf(["relatedInfo", "customProperties", "roleInfo"])),
        doc: "What to tell of each session; an empty table for nothing.")

    private static let scid = Parameter.optional(
        "scid", .string, doc: "The service configuration; the run's own when left out.")

    private static let of = Parameter.optional(
        "of", NamedUsers.one, doc: "Whose people; the user's own when left out.")

    private static let activityOptions = LuaType.named(
        "activity_query", doc: "What a query for activities asks for.",
        .record([scid, of, include]))

    private static let searchOptions = LuaType.named(
        "search_query", doc: "What a search asks for.",
        .record([
            .optional("filter", .string, doc: "A filter such as numbers/level gt 3 (11.10)."),
            .optional(
                "orderBy", .string, doc: "A path and asc or desc; Timestamp asc if left out."),
            .optional("sessionMembers", moniker, doc: "Only sessions with one of these people."),
            scid, of, include,
        ]))

    /// The people that parameter 1 names; nil when it names users.
    private static func moniker(in call: borrowing LuaCall) throws(LuaFault) -> String? {
        guard !call.isNilOrNone(1) else { return "people" }
        guard let text = call.string(1) else { return nil }
        if monikers.contains(text) { return text }
        if let first = text.utf8.first, !(48...57).contains(first) {
            let hint = nearestName(to: text, in: monikers).map { "; did you mean '\($0)'?" } ?? ""
            throw LuaFault(
                argument: 1,
                "users, xuids, 'people', 'favorites' or 'friends' expected, "
                    + "got '\(text)'\(hint)")
        }
        return nil
    }

    /// The object that names people.
    private static func people(
        _ moniker: String, of options: TableArgument
    ) throws(LuaFault) -> JSONValue {
        var people: JSONObject = ["moniker": .string(moniker)]
        if let center = options["of"] {
            guard center.stringValue != nil else { throw options.fault("of", "a user, no server,") }
            people["monikerXuid"] = center
        }
        return .object(people)
    }
}

extension TableArgument {
    /// Reads a parameter that may be left out.
    init(optional call: borrowing LuaCall, _ position: Int) throws {
        if call.isNilOrNone(position) {
            self.init(position)
        } else {
            try self.init(call, position)
        }
    }

    /// What to tell of each session; nil for what is usual.
    fileprivate var inclusions: [String]? {
        self["include"].map { ($0.arrayValue ?? []).compactMap(\.stringValue) }
    }
}

extension UserObject {
    /// Posts a query for handles; the call's result is the list of those found.
    fileprivate func query(
        _ body: JSONValue, _ parameters: [(String, String)], _ attempted: String,
        in call: inout LuaCall
    ) throws {
        var request = DirectoryRequest.post(.handleQuery, body)
        request.query = parameters.filter { !$0.1.isEmpty }.map { .init(name: $0.0, value: $0.1) }
        try send(request, in: &call) { response, stack in
            guard response.status == 200 else {
                throw ServiceError(response, attempted: attempted, by: self)
            }
            let results = try response.results("handles")
            let handles = try results.map { try HandleObject($0, self) }
            stack.push(list: handles, as: handleClass)
            return 1
        }
    }
}

extension DirectoryResponse {
    /// The list that the answer to a query holds.
    ///
    /// - Parameter wanted: what was asked for, for the message.
    func results(_ wanted: String) throws(MalformedAnswer) -> [JSONValue] {
        if let results = json?["results"]?.arrayValue { return results }
        throw MalformedAnswer(
            problem: DocumentError(
                path: "/results", problem: .wrongType(expected: "a list of \(wanted)"),
                rule: "11.9.1"),
            of: "list of \(wanted)")
    }
}
