import JSON

/// A session document as the directory returns it; with 10 members it has about 10 kB.
enum SessionDocument {
    static func text(members count: Int) -> String { document(members: count).text }

    static func document(members count: Int) -> JSONValue {
        var members = JSONObject()
        for index in 0..<count { members["\(index)"] = member(index) }
        return [
            "contractVersion": 107,
            "branch": .string(guid(1)),
            "changeNumber": 41,
            "correlationId": .string(guid(2)),
            "startTime": "2026-05-04T12:00:00.1234567Z",
            "membersInfo": [
                "first": 0, "next": .integer(Int64(count)), "count": .integer(Int64(count)),
                "accepted": .integer(Int64(count)),
            ],
            "constants": [
                "system": [
                    "version": 1, "maxMembersCount": 16, "visibility": "open",
                    "capabilities": ["connectivity": true, "gameplay": true, "crossPlay": true],
                    "inviteProtocol": "game", "reservedRemovalTimeout": 30_000,
                    "memberInitialization": nil,
                ],
                "custom": [
                    "mode": "ranked", "map": "harbour", "rules": ["no-respawn", "friendly fire"],
                ],
            ],
            "properties": [
                "system": [
                    "joinRestriction": "followed", "readRestriction": "none", "turn": [0, 3],
                    "keywords": ["fast", "eu"], "host": .string(guid(3)),
                ],
                "custom": ["region": "Zürich", "seed": 9_007_199_254_740_993, "skill": 1503.25],
            ],
            "members": .object(members),
            "servers": [
                "dedicated": [
                    "constants": [:],
                    "properties": [
                        "system": [:], "custom": ["address": "10.0.0.4:30015", "latency": 12.75],
                    ],
                ]
            ],
        ]
    }

    private static func member(_ index: Int) -> JSONValue {
        let number = Int64(index)
        let guid = guid(100 + index)
        return [
            "next": .integer(number + 1),
            "constants": [
                "system": ["xuid": .string("\(2_533_274_800_000_000 + number)"), "index": 0],
                "custom": ["title": .string("player \"\(index)\""), "rating": 1204.625],
            ],
            "properties": [
                "system": [
                    "active": .bool(index % 3 != 0), "connection": .string(guid),
                    "secureDeviceAddress": .string("AQDC6sy5\(guid)\(guid)"),
                    "subscription": [
                        "id": .string(guid), "changeTypes": ["host", "joinability", "custom"],
                    ],
                    "ready": false,
                ],
                "custom": [
                    "loadout": [1, 2, 3, .integer(number)], "latency": .integer(20 + number),
                    "note": "line one\nline two", "colour": nil,
                    "inventory": [
                        ["item": "lantern", "count": 2, "weight": 0.75],
                        ["item": "rope", "count": .integer(number), "weight": 3.5],
                        ["item": "map of the old harbour", "count": 1, "weight": 0.125],
                    ],
                    "position": ["x": 1204.5, "y": -88.25, "z": .integer(10 * number)],
                ],
            ],
            "gamertag": .string("Player\(index)"),
            "activeTitleId": "0",
            "joinTime": "2026-05-04T12:00:00.12Z",
            "reserved": false,
            "deviceToken": .string(guid),
        ]
    }

    private static func guid(_ seed: Int) -> String {
        let digits = String(0x1000_0000_0000 + seed * 0x1234_5677, radix: 16)
        return "5f0c2a81-9d3e-4b7a-8c11-\(digits)"
    }
}
