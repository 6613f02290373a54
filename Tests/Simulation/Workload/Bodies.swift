import JSON

/// Bodies of writes: pieces that mean something, put together by chance.
struct Bodies {
    var random: Choice

    /// A body for the session URI.
    mutating func body(fromServer: Bool) -> JSONValue {
        switch random.below(24) {
        case 0: return [:]
        case 1 where !fromServer: return ["members": ["me": nil]]
        case 2 where fromServer || random.isOne(in: 4):
            return ["members": removals()]
        case 3 where random.isOne(in: 2): return malformed()
        case 4...5 where !fromServer: return start()
        default: break
        }
        var body = piece(fromServer)
        for _ in 0..<4 where random.isOne(in: 3) { body = body.with(piece(fromServer)) }
        return body
    }

    private mutating func piece(_ fromServer: Bool) -> JSONValue {
        switch random.below(16) {
        case 0...5 where !fromServer || random.isOne(in: 20): return ["members": ["me": member()]]
        case 6...8: return ["properties": properties()]
        case 9...11: return reservations()
        case 12...13: return constants()
        case 15 where random.isOne(in: 2): return ["roleTypes": random.pick(Self.roleTypes)]
        case 14 where fromServer || random.isOne(in: 8):
            return [
                "servers": JSONValue([random.pick(["alice", "matchmaking"]): serverOrNull()])
            ]
        default: return fromServer ? ["properties": properties()] : ["members": ["me": status()]]
        }
    }

    /// What opens a session whose members are to be initialized.
    private mutating func start() -> JSONValue {
        var members: Fields = [
            "me": status().with(["constants": ["system": ["initialize": true]]])
        ]
        let first = random.below(8)
        for position in 0..<random.below(3) {
            let xuid = JSONValue.string("\((first + position) % 8 + 1)")
            members["reserve_\(position)"] = [
                "constants": ["system": ["xuid": xuid, "initialize": .bool(!random.isOne(in: 5))]]
            ]
        }
        return ["members": JSONValue(members)]
    }

    private mutating func malformed() -> JSONValue {
        random.pick(Self.malformedBodies)
    }

    private mutating func status() -> JSONValue {
        let status: JSONValue = random.pick(Self.statuses)
        return ["properties": ["system": status]]
    }

    /// The two bags of a member.
    mutating func member() -> JSONValue {
        switch random.below(9) {
        case 0...2: return status()
        case 3:
            return status().with(["constants": ["system": ["initialize": true]]])
        case 4:
            return ["properties": ["custom": custom()]]
        case 5: return ["constants": ["custom": JSONValue(["k": number()])]]
        case 6:
            return [
                "constants": [
                    "system": random.pick(
                        [
                            ["initialize": false], ["initialize": true], ["team": "red"],
                            ["initialize": 1],
                        ] as [JSONValue])
                ]
            ]
        case 7: return ["roles": random.pick(Self.memberRoles)]
        default: return ["properties": ["system": memberSystem()]]
        }
    }

    private mutating func memberSystem() -> JSONValue {
        random.pick(Self.memberSystems)
    }

    private mutating func number() -> JSONValue { .integer(Int64(random.below(3))) }

    private mutating func custom() -> JSONValue {
        random.pick(
            [
                JSONValue(["a": number()]), JSONValue(["a": number(), "b": number()]), ["a": nil],
                ["c": ["d": nil, "e": [1, 2]]], ["b": nil, "e": "text"], nil, 5, [1, 2], [:],
                ["big": 9_007_199_254_740_993], ["x": 1.5], ["l": [random.pick([1, 2]), 3]],
                ["long": random.isOne(in: 20) ? Self.longText : "short"],
            ] as [JSONValue])
    }

    /// The session's two inner objects.
    mutating func properties() -> JSONValue {
        switch random.below(4) {
        case 0: return ["custom": custom()]
        case 1: return ["system": sessionSystem(), "custom": custom()]
        default: return ["system": sessionSystem()]
        }
    }

    private mutating func sessionSystem() -> JSONValue {
        var system = systemPiece()
        if random.isOne(in: 5) { system = system.with(systemPiece()) }
        return system
    }

    private mutating func systemPiece() -> JSONValue {
        random.pick(Self.systemPieces)
    }

    /// The device token of the first address above.
    static let firstToken = {
        ModelMember(
            index: 0, xuid: 0, state: .active, since: Scenario.start, joinTime: Scenario.start,
            properties: ["secureDeviceAddress": "ryY="]
        ).deviceToken ?? ""
    }()

    private mutating func reservations() -> JSONValue {
        if random.isOne(in: 30) { return crowd() }
        var members = Fields()
        let first = random.below(8)
        for position in 0..<random.pick([1, 1, 1, 2, 3]) {
            let xuid = (first + position) % 8 + 1
            var constants: JSONValue = [
                "system": ["xuid": random.isOne(in: 5) ? .integer(Int64(xuid)) : .string("\(xuid)")]
            ]
            if random.isOne(in: 4) {
                constants = constants.with(["system": ["initialize": true]])
            }
            if random.isOne(in: 5) {
                constants = constants.with(["custom": JSONValue(["k": number()])])
            }
            members["reserve_\(position)"] = ["constants": constants]
        }
        return ["members": JSONValue(members)]
    }

    /// Reservations of many, so that sessions grow beyond what one look holds.
    private mutating func crowd() -> JSONValue {
        let first = random.below(60) + 100
        let members = (0..<random.pick([10, 33, 64])).map { position in
            let constants: JSONValue = ["system": ["xuid": .string("\(first + position)")]]
            return ("reserve_\(position)", ["constants": constants] as JSONValue)
        }
        return ["members": .object(JSONObject(members))]
    }

    /// Removals by index: one, or a stretch.
    private mutating func removals() -> JSONValue {
        guard random.isOne(in: 4) else { return JSONValue([String(random.below(6)): nil]) }
        let first = random.below(80)
        let indices = stride(
            from: first, to: first + random.pick([3, 20, 70]), by: random.below(3) + 1)
        return .object(JSONObject(indices.map { (String($0), .null) }))
    }

    private mutating func constants() -> JSONValue {
        random.pick(Self.sessionConstants)
    }

    private mutating func serverOrNull() -> JSONValue { random.isOne(in: 4) ? nil : server() }

    /// The two bags of a server.
    mutating func server() -> JSONValue {
        random.pick(
            [
                [:], ["constants": [:], "properties": [:]], ["properties": ["custom": custom()]],
                ["properties": ["system": ["status": "searching", "lockId": "l"]]],
                ["properties": ["system": ["status": "found", "typicalWait": 5]]],
                ["properties": ["system": ["status": "lost"]]],
                ["properties": ["system": ["status": nil, "other": [1]]]],
                ["constants": ["custom": ["region": "west"]]],
                ["constants": ["custom": ["region": "east"]]],
            ] as [JSONValue])
    }
}

// MARK: Pieces

extension Bodies {
    private static let longText = JSONValue.string(String(repeating: "x", count: 66_000))

    private static let malformedBodies: [JSONValue] = [
        5, [], nil, "text", ["foo": 1], ["members": []], ["members": ["you": [:]]],
        ["members": ["me": ["next": 3]]], ["membersInfo": [:]], ["constants": nil],
        ["properties": ["system": nil]], ["properties": ["other": [:]]],
        ["members": ["reserve_1": ["constants": ["system": ["xuid": "3"]]]]],
        ["members": ["reserve_0": ["constants": ["system": [:]]]]],
        ["members": ["reserve_0": nil]],
        ["members": ["reserve_0": ["constants": ["system": ["xuid": "3"]], "properties": [:]]]],
        [
            "members": [
                "reserve_0": ["constants": ["system": ["xuid": "3"]]],
                "reserve_1": ["constants": ["system": ["xuid": 3]]],
            ]
        ],
        ["members": ["1": [:]]], ["members": ["me": ["constants": ["system": ["index": 1]]]]],
        ["members": ["me": ["constants": ["system": ["xuid": "99"]]]]],
        ["properties": ["system": ["unknown": 1]]], ["constants": ["system": ["unknown": 1]]],
        ["members": ["me": ["properties": ["system": ["unknown": nil]]]]],
        ["servers": ["a~b": [:]]], ["servers": []],
    ]

    private static let memberRoles: [JSONValue] = [
        ["class": "medic"], ["class": "medic"], ["class": "tank"], ["class": nil],
        ["class": "baker"], ["team": "red"], ["Class1": "x"], [:],
    ]

    private static let roleTypes: [JSONValue] = [
        ["class": ["roles": ["medic": ["max": 2]]]], ["class": ["roles": ["medic": ["max": 1]]]],
        ["class": ["roles": ["medic": ["target": 1]]]],
        ["class": ["roles": ["tank": ["max": 1, "target": 2]]]],
        ["class": ["roles": ["tank": ["max": 0]]]],
        ["team": ["roles": ["red": ["max": 1], "blue": ["max": 5]]]],
        ["Team": ["roles": [:]]],
    ]

    private static let statuses: [JSONValue] = [
        ["active": true], ["active": true], ["active": true], ["active": true],
        ["ready": true], ["ready": true], ["active": false, "ready": false],
        ["active": nil], ["active": true, "ready": false],
        ["active": false, "ready": true], ["active": true, "ready": true], ["active": 1],
    ]

    private static let memberSystems: [JSONValue] = [
        ["secureDeviceAddress": "ryY="], ["secureDeviceAddress": "AQIDBA=="],
        ["secureDeviceAddress": "AQAA"], ["secureDeviceAddress": "?"],
        ["secureDeviceAddress": nil], ["initializationGroup": [0]],
        ["initializationGroup": [1]], ["initializationGroup": ["x"]],
        ["initializationGroup": [-1]], ["initializationGroup": nil], ["groups": ["g"]],
        ["groups": ["g", "h"]], ["groups": []], ["groups": ["a/b"]], ["groups": nil],
        ["RolePreference": ["medic": 50]], ["RolePreference": ["medic": 101]],
        ["RolePreference": nil], ["measurements": ["aa": ["latency": 5]]],
    ]

    private static let systemPieces: [JSONValue] = [
        ["turn": [0]], ["turn": [1]], ["turn": [0, 1]], ["turn": [2]], ["turn": []],
        ["turn": nil], ["turn": ["x"]], ["turn": 1], ["turn": [-1]], ["closed": true],
        ["closed": false],
        ["closed": nil], ["closed": true, "locked": true], ["closed": true, "locked": true],
        ["locked": true], ["locked": false],
        ["closed": false, "locked": nil], ["closed": nil, "locked": false], ["closed": "yes"],
        ["keywords": ["one"]],
        ["keywords": ["one", "two"]], ["keywords": []], ["keywords": nil], ["keywords": [1]],
        ["joinRestriction": "local"], ["joinRestriction": "followed"],
        ["joinRestriction": "none"], ["joinRestriction": nil], ["joinRestriction": "friends"],
        ["readRestriction": "local"], ["readRestriction": "none"], ["readRestriction": nil],
        ["joinRestriction": "local", "readRestriction": "local"],
        ["joinRestriction": "followed", "readRestriction": "followed"],
        ["joinRestriction": "local", "readRestriction": "followed"],
        ["owners": [0]], ["owners": [1]], ["owners": [0, 1]], ["owners": []], ["owners": [9]],
        ["host": "cbe30bb8"], ["host": "ffffffff"], ["host": nil], ["host": 5],
        ["host": .string(Self.firstToken)],
        ["serverConnectionStringCandidates": ["a", "b"]],
        ["serverConnectionStringCandidates": []], ["serverConnectionStringCandidates": nil],
        ["matchmakingResubmit": true], ["matchmakingResubmit": false],
        ["matchmakingResubmit": nil],
        ["matchmaking": ["serverConnectionString": "west"]],
        ["matchmaking": ["targetSessionConstants": ["custom": [:]]]], ["matchmaking": nil],
        ["matchmaking": ["foo": 1]], ["initializationSucceeded": true],
        ["initializationSucceeded": true], ["initializationSucceeded": true],
        ["initializationSucceeded": false], ["initializationSucceeded": 1],
    ]

    private static let sessionConstants: [JSONValue] = [
        ["constants": ["system": ["visibility": "open"]]],
        ["constants": ["system": ["visibility": "private"]]],
        ["constants": ["system": ["visibility": "secret"]]],
        ["constants": ["system": ["maxMembersCount": 2]]],
        ["constants": ["system": ["maxMembersCount": 100]]],
        ["constants": ["system": ["maxMembersCount": 101]]],
        ["constants": ["system": ["sessionEmptyTimeout": 5000]]],
        ["constants": ["system": ["inactiveRemovalTimeout": nil]]],
        ["constants": ["system": ["inactiveRemovalTimeout": 1000]]],
        ["constants": ["system": ["reservedRemovalTimeout": -1]]],
        ["constants": ["system": ["reservedRemovalTimeout": 0]]],
        ["constants": ["system": ["timeouts": ["reserved": 5000, "sessionEmpty": 1000]]]],
        ["constants": ["system": ["timeouts": ["never": 1]]]],
        ["constants": ["system": ["capabilities": ["connectivity": true]]]],
        ["constants": ["system": ["capabilities": ["userAuthorizationStyle": true]]]],
        ["constants": ["system": ["capabilities": [:]]]],
        ["constants": ["system": ["capabilities": ["searchable": true]]]],
        ["constants": ["system": ["capabilities": ["flying": true]]]],
        ["constants": ["system": ["version": 1]]], ["constants": ["system": ["version": 2]]],
        ["constants": ["system": ["inviteProtocol": "game"]]],
        ["constants": ["system": ["inviteProtocol": "chat"]]],
        ["constants": ["custom": ["mode": "a"]]], ["constants": ["custom": ["mode": "b"]]],
        ["constants": ["custom": ["size": 2.0]]], ["constants": ["custom": ["map": [1, [:]]]]],
    ]
}

extension JSONValue {
    /// Both bodies in one; where both have something else than objects, `other` wins.
    func with(_ other: JSONValue) -> JSONValue {
        guard let mine = fields, let theirs = other.fields else { return other }
        return JSONValue(mine.merging(theirs) { $0.with($1) })
    }
}
