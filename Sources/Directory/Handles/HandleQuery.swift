internal import JSON
internal import Sessions

/// A checked body of POST /handles/query (session-directory 11.9).
enum HandleQuery {
    case activity(ActivityQuery)
    case search(SearchQuery)

    init(
        _ body: JSONValue, caller: Caller, options: DirectoryOptions
    ) throws(Rejection) {
        let fields = HandleFields("", options: options)
        let object = try fields.object(body)
        switch HandleType(json: object["type"]) {
        case .activity: self = .activity(try ActivityQuery(object, fields, caller: caller))
        case .search: self = .search(try SearchQuery(object, fields, caller: caller))
        default: throw fields.refusal("type", "must be 'activity' or 'search'", rule: "11.9")
        }
    }
}

/// The question what users are doing.
struct ActivityQuery {
    /// The service config that the sessions must lie in, in lower case; nil for any.
    let scid: String?
    let owners: Owners

    enum Owners {
        /// Each user once, in the order given.
        case xuids([Xuid])
        case people(SocialGroup)
    }

    init(_ object: JSONObject, _ fields: HandleFields, caller: Caller) throws(Rejection) {
        try fields.demandNames(object, ["type", "scid", "owners"])
        scid = try fields.string(object["scid"], "scid")?.lowercased()
        let inner = fields.inner("owners")
        let owners = try object["owners"].map { value throws(Rejection) in
            try inner.object(value)
        }
        try inner.demandNames(owners ?? [:], ["xuids", "people"])
        switch (owners?["xuids"], owners?["people"]) {
        case (nil, nil): throw .badRequest(KnownText.queryWithoutOwners, rule: "11.9.2")
        case (.some, .some):
            throw fields.refusal("owners", "can't have both 'xuids' and 'people'", rule: "11.9.2")
        case (let value?, nil): self.owners = .xuids(try Self.xuids(value, inner))
        case (nil, let value?):
            self.owners = .people(
                try SocialGroup(value, inner.inner("people"), caller: caller))
        }
    }

    /// The owners in the order of their results (11.9.7).
    func owners(in people: SocialGraph) -> [Xuid] {
        switch owners {
        case .xuids(let xuids): xuids
        case .people(let group): group.members(in: people)
        }
    }

    private static func xuids(
        _ value: JSONValue, _ fields: HandleFields
    ) throws(Rejection) -> [Xuid] {
        var xuids: [Xuid] = []
        for (position, element) in try fields.array(value, "xuids").enumerated() {
            let xuid = try fields.xuid(element, "xuids/\(position)")
            if !xuids.contains(xuid) { xuids.append(xuid) }
        }
        return xuids
    }
}

/// The question which sessions of a template match a filter.
struct SearchQuery {
    let scid: String
    let templateName: String
    /// Nil when every session is asked for.
    let filter: SearchFilter?
    let order: SearchOrder
    /// Only sessions with one of these as a member; nil for all.
    let sessionMembers: SocialGroup?

    /// Whether which sessions are found, and in which order, depends on more than search handles.
    var looksAtSession: Bool {
        filter?.looksAtSession ?? false || order.path?.isOfSession ?? false
            || sessionMembers != nil
    }

    init(_ object: JSONObject, _ fields: HandleFields, caller: Caller) throws(Rejection) {
        try fields.demandNames(
            object,
            ["type", "scid", "templateName", "filter", "orderBy", "global", "sessionMembers"])
        scid = try fields.requiredString(object["scid"], "scid")
        templateName = try fields.requiredString(object["templateName"], "templateName")
        if let global = object["global"], global.boolValue == nil {
            throw fields.refusal("global", "must be a boolean", rule: "11.9")
        }
        let filter = try fields.string(object["filter"], "filter") ?? ""
        self.filter =
            filter.isBlank ? nil : try Self.parse(filter, options: fields.options)
        let order = try fields.string(object["orderBy"], "orderBy") ?? ""
        self.order = order.isBlank ? .byCreation : try SearchOrder(order)
        let inner = fields.inner("sessionMembers")
        sessionMembers = try object["sessionMembers"].map { value throws(Rejection) in
            let members = try inner.object(value)
            try inner.demandNames(members, ["people"])
            guard let people = members["people"] else {
                throw inner.refusal("people", "is required", rule: "11.9")
            }
            return try SocialGroup(people, inner.inner("people"), caller: caller)
        }
    }

    private static func parse(
        _ filter: String, options: DirectoryOptions
    ) throws(Rejection) -> SearchFilter {
        do {
            return try SearchFilterParser.parse(filter, options: options)
        } catch {
            throw error.rejection
        }
    }
}

extension String {
    fileprivate var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
