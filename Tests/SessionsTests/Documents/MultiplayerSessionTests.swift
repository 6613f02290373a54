import JSON
import Sessions
import Testing

@Suite struct `A received session` {
    /// The worked example of the specification (4.4), with a server.
    static let example: JSONObject = [
        "contractVersion": 107, "branch": "bd6c41c3-01c3-468a-a3b5-3e0fe8133862",
        "changeNumber": 5, "correlationId": "0FE81338-ee96-46e3-a3b5-2dbbd6c41c3b",
        "startTime": "2009-06-15T13:45:30.0900000Z", "nextTimer": "2009-06-15T13:46:00.0900000Z",
        "initializing": [
            "stage": "joining", "stageStartTime": "2009-06-15T13:45:30Z", "episode": 1,
        ],
        "hostCandidates": ["ab90a362", "99582e67"],
        "constants": ["system": ["visibility": "open"], "custom": [:]],
        "properties": ["system": ["turn": []], "custom": [:]],
        "members": [
            "4": [
                "gamertag": "stacy", "activeTitleId": "8397267",
                "joinTime": "2009-06-15T13:45:31.0000000Z",
                "constants": [
                    "system": ["index": 4, "xuid": "2814660000000001"], "custom": [:],
                ],
                "properties": ["system": ["active": true], "custom": [:]], "next": 5,
            ],
            "1": [
                "reserved": true, "joinTime": "2009-06-15T13:45:30.0900000Z",
                "constants": ["system": ["index": 1, "xuid": "5500461"], "custom": [:]],
                "properties": ["system": [:], "custom": [:]], "next": 4,
            ],
        ],
        "membersInfo": ["first": 1, "next": 5, "count": 2, "accepted": 1, "active": 1],
        "servers": ["name": ["constants": [:], "properties": ["system": ["lockId": "x"]]]],
    ]

    @Test func `has every member of the document by its type`() throws {
        let session = try MultiplayerSession(Self.example)

        #expect(session.contractVersion == 107)
        #expect(session.branch == GUID("bd6c41c3-01c3-468a-a3b5-3e0fe8133862"))
        #expect(session.changeNumber == 5)
        #expect(session.correlationID == "0fe81338-ee96-46e3-a3b5-2dbbd6c41c3b")
        #expect(session.nextTimer == session.startTime?.adding(milliseconds: 30_000))
        #expect(session.initializing?.stage == "joining")
        #expect(session.hostCandidates == ["ab90a362", "99582e67"])
        #expect(session.constants.system == ["visibility": "open"])
        #expect(session.properties.system == ["turn": []])
        #expect(session.membersInfo.next == 5)
        #expect(session.servers.first?.properties.system == ["lockId": "x"])
        #expect(session.raw == Self.example)
    }

    @Test func `lists its members as they are linked`() throws {
        let session = try MultiplayerSession(Self.example)

        #expect(session.members.map(\.index) == [1, 4])
        let reserved = try #require(session.member(index: 1))
        #expect(reserved.isReserved)
        #expect(reserved.xuid == Xuid("5500461"))
        let stacy = try #require(session.member(xuid: Xuid(rawValue: 2_814_660_000_000_001)))
        #expect(stacy.isActive)
        #expect(stacy.gamertag == "stacy")
        #expect(stacy.activeTitleID == "8397267")
        #expect(stacy.next == 5)
    }

    @Test func `is read in the shape that predates membersInfo (3.8.3)`() throws {
        let session = try MultiplayerSession([
            "constants": ["system": ["visibility": "open"], "custom": [:]],
            "properties": ["system": ["turn": []], "custom": ["KANWE": "MGMSY"]],
            "members": [
                "first": 0, "end": 1, "count": 1, "accepted": 0,
                "0": [
                    "next": 1, "pending": true,
                    "constants": ["system": ["xuid": 5_500_461], "custom": ["8216": "WXMRJ"]],
                    "properties": ["system": [:], "custom": [:]],
                ],
            ],
            "key": "scid~integration~name", "servers": [:],
        ])

        #expect(session.contractVersion == nil)
        #expect(session.key == "scid~integration~name")
        #expect(session.membersInfo.next == 1)
        #expect(session.members.map(\.xuid) == [Xuid("5500461")])
        #expect(session.members.map(\.isReserved) == [true])
    }

    @Test func `shows the reader alone when it is large`() throws {
        var document = Self.example
        let entry = document["members"]?["4"]
        document["members"] = .object(["me": entry ?? nil])

        let session = try MultiplayerSession(document)

        #expect(session.members.map(\.index) == [4])
        #expect(session.membersInfo.count == 2)
    }

    @Test(
        arguments: [
            ("membersInfo", nil, "/membersInfo"),
            ("members", nil, "/members"),
            ("branch", "x", "/branch"),
            ("startTime", 5, "/startTime"),
            ("constants", ["system": 1], "/constants/system"),
            ("hostCandidates", ["a", 1], "/hostCandidates"),
            ("membersInfo", ["first": 1, "next": 9, "count": 2, "accepted": 1], "/members/5"),
            ("membersInfo", ["first": 4, "next": 5, "count": 2, "accepted": 1], "/members"),
        ] as [(String, JSONValue?, String)])
    func `that is broken says where`(name: String, value: JSONValue?, path: String) {
        var document = Self.example
        document[name] = value

        let error = #expect(throws: DocumentError.self) { try MultiplayerSession(document) }

        #expect(error?.path == path)
    }
}
