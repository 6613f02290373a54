import JSON

/// The request bodies that the conformance cases name or use often.
extension JSONValue {
    /// "act" of the cases: the caller becomes active.
    static let act: JSONValue = status(["active": true])

    /// The caller leaves.
    static let leave: JSONValue = me(nil)

    /// "SAMPLE" of the cases: the request body of the PUT page.
    static let sample: JSONValue = [
        "properties": ["custom": ["KANWE": "MGMSY"], "system": [:]],
        "constants": ["custom": [:], "system": ["visibility": "open"]],
        "members": [
            "reserve_0": [
                "constants": ["custom": ["type": "leader"], "system": ["xuid": "5500461"]]
            ]
        ],
    ]

    /// What the caller says of itself.
    static func me(_ member: JSONValue) -> JSONValue { ["members": ["me": member]] }

    /// Names of the caller's `properties.system`.
    static func status(_ system: JSONValue) -> JSONValue { me(["properties": ["system": system]]) }

    /// Names of the session's `properties.custom`.
    static func custom(_ custom: JSONValue) -> JSONValue { ["properties": ["custom": custom]] }

    /// Names of the session's `properties.system`.
    static func system(_ system: JSONValue) -> JSONValue { ["properties": ["system": system]] }

    /// Names of the session's `constants.system`.
    static func constants(_ system: JSONValue) -> JSONValue { ["constants": ["system": system]] }

    /// `reserve_0`, `reserve_1`, ... for the users, in order.
    static func reserve(_ users: Sender...) -> JSONValue { reserve(xuids: users.map(\.xuid)) }

    /// `reserve_0`, `reserve_1`, ... for the users, in order.
    static func reserve(xuids: [String]) -> JSONValue {
        var members = JSONObject()
        for (position, xuid) in xuids.enumerated() {
            members["reserve_\(position)"] = ["constants": ["system": ["xuid": .string(xuid)]]]
        }
        return ["members": .object(members)]
    }

    /// `reserve_0` for `user` with custom member constants.
    static func reserve(_ user: Sender, custom: JSONValue) -> JSONValue {
        let constants: JSONValue = ["system": ["xuid": .string(user.xuid)], "custom": custom]
        return ["members": ["reserve_0": ["constants": constants]]]
    }

    /// The caller takes part in managed initialization.
    static let initialize: JSONValue = me(["constants": ["system": ["initialize": true]]])

    /// `reserve_0`, `reserve_1`, ... for users who take part in managed initialization.
    static func reserveInitialized(_ users: Sender...) -> JSONValue {
        let entries = users.enumerated().map { position, user -> (String, JSONValue) in
            let system: JSONValue = ["xuid": .string(user.xuid), "initialize": true]
            return ("reserve_\(position)", ["constants": ["system": system]])
        }
        return ["members": .object(JSONObject(entries))]
    }

    /// One entry of `measurements`: milliseconds and kilobits per second.
    static func measured(_ latency: Int64, down: Int64, up: Int64) -> JSONValue {
        [
            "latency": .integer(latency), "bandwidthDown": .integer(down),
            "bandwidthUp": .integer(up),
        ]
    }

    /// The caller uploads what it measured of devices.
    static func measurements(_ entries: [(token: JSONValue, entry: JSONValue)]) -> JSONValue {
        let object = JSONObject(entries.map { ($0.token.stringValue ?? "", $0.entry) })
        return status(["measurements": .object(object)])
    }

    /// What a server says of the users it acts for, under `me_<xuid>` of one of them.
    static func member(of user: Sender, _ member: JSONValue) -> JSONValue {
        ["members": .object(JSONObject([("me_" + user.xuid, member)]))]
    }

    /// The roles that the caller takes.
    static func roles(_ roles: JSONValue) -> JSONValue { me(["roles": roles]) }

    /// Null under each member index.
    static func remove(_ indices: Int...) -> JSONValue {
        ["members": .object(JSONObject(indices.map { (String($0), .null) }))]
    }

    /// Both bodies in one; where both have something else than objects, `other` wins.
    func with(_ other: JSONValue) -> JSONValue {
        guard case .object(var merged) = self, case .object(let additions) = other else {
            return other
        }
        for member in additions {
            merged[member.name] = merged[member.name]?.with(member.value) ?? member.value
        }
        return .object(merged)
    }
}
