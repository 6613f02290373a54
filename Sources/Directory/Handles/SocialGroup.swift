internal import JSON
internal import Sessions

/// The users around one user that a query for handles names (session-directory 11.9.6).
struct SocialGroup {
    let moniker: Moniker
    let xuid: Xuid

    enum Moniker: String, CaseIterable {
        case people
        case favorites
        /// Those who follow each other: handles-and-activity H50 has it from a client's test, and
        /// session-directory does not exclude it.
        case friends
    }

    /// Checks `{"moniker", "monikerXuid"?}`; the caller is meant where no user is named (H50).
    init(
        _ value: JSONValue, _ fields: HandleFields, caller: Caller
    ) throws(Rejection) {
        let object = try fields.object(value)
        try fields.demandNames(object, ["moniker", "monikerXuid"])
        let name = try fields.requiredString(object["moniker"], "moniker")
        guard let moniker = Moniker(rawValue: name.lowercased()) else {
            throw fields.refusal(
                "moniker", "must be 'people', 'favorites' or 'friends'", rule: "11.9.6")
        }
        self.moniker = moniker
        if object["monikerXuid"] == nil, let user = caller.user {
            xuid = user.xuid
        } else {
            xuid = try fields.xuid(object["monikerXuid"], "monikerXuid")
        }
    }

    /// The users in ascending order.
    func members(in people: SocialGraph) -> [Xuid] {
        switch moniker {
        case .people: people.people(of: xuid)
        case .favorites: people.favorites(of: xuid)
        case .friends: people.people(of: xuid).filter { people.follows($0, xuid) }
        }
    }
}
