import JSON
import Sessions
import Testing

@Suite struct `The checks of every answer` {
    /// The worked example of 4.4.
    private static let sound: JSONValue = [
        "contractVersion": 107,
        "branch": "bd6c41c3-01c3-468a-a3b5-3e0fe8133862",
        "changeNumber": 5,
        "correlationId": "0fe81338-ee96-46e3-a3b5-2dbbd6c41c3b",
        "startTime": "2009-06-15T13:45:30.0900000Z",
        "nextTimer": "2009-06-15T13:46:00.0900000Z",
        "constants": ["system": ["visibility": "open"], "custom": [:]],
        "properties": ["system": ["turn": []], "custom": [:]],
        "members": [
            "1": [
                "reserved": true, "joinTime": "2009-06-15T13:45:30.0900000Z",
                "constants": ["system": ["index": 1, "xuid": "5500461"], "custom": [:]],
                "properties": ["system": [:], "custom": [:]], "next": 4,
            ],
            "4": [
                "gamertag": "stacy", "activeTitleId": "8397267",
                "joinTime": "2009-06-15T13:45:31.0000000Z",
                "constants": ["system": ["index": 4, "xuid": "2814660000000001"], "custom": [:]],
                "properties": ["system": ["active": true], "custom": [:]], "next": 5,
            ],
        ],
        "membersInfo": ["first": 1, "next": 5, "count": 2, "accepted": 1, "active": 1],
        "servers": [:],
    ]

    private static let expires = WireTime.parse("2009-06-15T13:46:01.0000000Z")

    @Test func `find nothing wrong with the worked example`() {
        #expect(Invariants(session: Self.sound, expires: Self.expires).problems.isEmpty)
        #expect(DocumentShape(session: Self.sound, contract: "107").problems.isEmpty)
    }

    @Test(
        arguments: [
            (1, ["members": ["1": ["next": 9]]]),
            (1, ["membersInfo": ["first": 0]]),
            (2, ["membersInfo": ["count": 3]]),
            (2, ["membersInfo": ["accepted": 2]]),
            (2, ["membersInfo": ["active": 0]]),
            (3, ["members": ["4": ["constants": ["system": ["xuid": "5500461"]]]]]),
            (3, ["constants": ["system": ["maxMembersCount": 1]]]),
            (4, ["properties": ["system": ["turn": [4]]]]),
            (4, ["properties": ["system": ["turn": [7]]]]),
            (4, ["properties": ["system": ["owners": [7]]]]),
            (5, ["properties": ["system": ["host": "ffffffff"]]]),
            (
                5,
                [
                    "properties": ["system": ["host": "aa"]], "hostCandidates": ["aa"],
                    "members": ["4": ["deviceToken": "aa"]],
                ]
            ),
            (6, ["members": ["1": ["gamertag": "stacy"]]]),
            (6, ["members": ["1": ["activeTitleId": "8397267"]]]),
            (6, ["members": ["4": ["properties": ["system": ["ready": true]]]]]),
            (7, ["members": ["4": ["initializationEpisode": 1]]]),
            (
                7,
                [
                    "constants": ["system": ["memberInitialization": [:]]],
                    "initializing": ["episode": 1], "members": ["4": ["initializationEpisode": 3]],
                ]
            ),
            (
                7,
                [
                    "constants": ["system": ["managedInitialization": [:]]],
                    "members": ["4": ["initializationEpisode": 1]],
                ]
            ),
            (8, ["members": ["4": ["properties": ["system": ["encounters": []]]]]]),
            (8, ["properties": ["system": ["initializationSucceeded": true]]]),
            (9, ["nextTimer": "2009-06-15T13:46:01.0000001Z"]),
            (9, ["nextTimer": "soon"]),
        ] as [(Int, JSONValue)])
    func `find the invariant that a document breaks`(number: Int, change: JSONValue) {
        let problems = Invariants(session: Self.sound.with(change), expires: Self.expires).problems

        #expect(problems.contains { $0.hasPrefix("invariant \(number): ") })
    }

    @Test(
        arguments: [
            ("2.1.6", ["contractVersion": 104]),
            ("4.1", ["branch": "BD6C41C3-01C3-468A-A3B5-3E0FE8133862"]),
            ("4.1", ["startTime": "2009-06-15T13:45:30Z"]),
            ("4.1", ["members": ["4": ["properties": ["custom": nil, "system": nil]]]]),
            ("4.1", ["hostCandidates": []]),
            ("4.2", ["members": ["4": ["reserved": false]]]),
            ("4.2", ["members": ["4": ["initializationFailure": "lag"]]]),
            ("7.4", ["initializing": ["stage": "measuring"], "nextTimer": nil]),
            ("8.1.4", ["initializing": ["stage": "joining", "episode": 1]]),
            ("8.3", ["initializing": ["stage": "joining", "episode": 1]]),
            ("8.1.4", ["initializing": ["stage": "waiting", "episode": 0]]),
            ("8.4", ["members": ["1": ["initializationFailure": "timeout"]]]),
            ("8.9.3", ["initializing": ["stage": "failed", "episode": 2]]),
            (
                "8.10.5",
                [
                    "initializing": ["stage": "failed", "episode": 1],
                    "members": ["4": ["initializationEpisode": 2]],
                ]
            ),
            ("4.3", ["membersInfo": ["active": nil]]),
            ("4.5.1", ["members": ["1": ["properties": ["system": ["ready": false]]]]]),
            ("4.5.3", ["constants": ["system": ["capabilities": ["large": false]]]]),
            ("4.5.5", ["members": ["4": ["constants": ["system": ["index": 1]]]]]),
        ] as [(String, JSONValue)])
    func `find what a document must have and has not`(rule: String, change: JSONValue) {
        let problems = DocumentShape(session: Self.sound.with(change), contract: "107").problems

        #expect(problems.contains { $0.hasPrefix("\(rule): ") })
    }

    @Test(
        arguments: [
            ("\"02\"", ["changeNumber": 4], "invariant 10: changeNumber fell"),
            ("\"01\"", ["servers": ["a": [:]]], "invariant 10: etag 01 also stood"),
            ("\"01\"", ["changeNumber": 6], "invariant 10: State"),
            ("\"02\"", [:], "2.4.2"),
            ("\"00\"", ["changeNumber": 6], "2.4.1a"),
        ] as [(String, JSONValue, String)])
    func `find what an answer takes back of one before`(
        etag: String, change: JSONValue, problem: String
    ) {
        var history = AnswerHistory()
        let first = exchange(Self.sound, etag: "\"01\"")
        #expect(history.problems(adding: first).isEmpty)
        #expect(history.problems(adding: first).isEmpty)

        let second = exchange(Self.sound.with(change), etag: etag)
        #expect(history.problems(adding: second).contains { $0.hasPrefix(problem) })
    }

    @Test func `find missing headers of a session`() {
        let problems = exchange(Self.sound, etag: nil).headerProblems

        #expect(problems.contains { $0.hasPrefix("ETag") })
        #expect(problems.contains { $0.hasPrefix("Content-Location") })
    }

    private func exchange(_ session: JSONValue, etag: String?) -> Exchange {
        Exchange(
            request: .get(.q1), caller: .a, now: WireTime.t0,
            response: DirectoryResponse(
                status: 200, body: .json(session), etag: etag, date: WireTime.t0,
                expires: Self.expires))
    }
}
