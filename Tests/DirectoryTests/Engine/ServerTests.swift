import Directory
import JSON
import Sessions
import Testing

@Suite struct `A server of a session` {
    let world = World()

    @Test func `is merged like other bags (5.2, 5.6.5)`() throws {
        try world.a.given(.quick, .act)
        try world.v.given(
            .quick,
            [
                "servers": [
                    "Match making": [
                        "constants": ["custom": ["a": 1]],
                        "properties": ["system": ["status": "searching", "x": false]],
                    ]
                ]
            ])

        let answer = world.v.put(
            .quick,
            [
                "servers": [
                    "match making": [
                        "constants": ["custom": ["a": 1]],
                        "properties": ["system": ["status": nil, "y": 2], "custom": ["b": 3]],
                    ]
                ]
            ])

        #expect(
            answer["servers"] == [
                "Match making": [
                    "constants": ["custom": ["a": 1]],
                    "properties": ["system": ["y": 2], "custom": ["b": 3]],
                ]
            ])
    }

    @Test func `has constants that cannot be changed (5.3.8)`() throws {
        try world.a.given(.quick, .act)
        try world.v.given(.quick, ["servers": ["s": ["constants": ["custom": ["a": 1]]]]])

        let answer = world.v.put(.quick, ["servers": ["s": ["constants": ["custom": ["a": 2]]]]])

        #expect(answer.status == 409)
        #expect(answer.text == Text.constantConflict("/servers/s/constants/custom/a"))
    }

    @Test(
        arguments: [
            ["status": "lost"], ["statusDetails": 1], ["typicalWait": -1],
            ["targetSessionRef": "x"],
        ] as [JSONValue])
    func `named matchmaking has a schema (6.8)`(system: JSONValue) throws {
        try world.a.given(.quick, .act)

        let answer = world.v.put(
            .quick, ["servers": ["matchmaking": ["properties": ["system": system]]]])

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.8")
    }

    @Test func `is an element of its own (3.4)`() throws {
        guard case .session(let reference) = DirectoryTarget.quick else { return }
        let server = DirectoryTarget.server(reference, name: "my server")
        try world.a.given(.quick, .act)

        #expect(world.v.get(server).status == 204)
        let put = world.v.put(server, ["properties": ["custom": ["a": 1]]])
        let forbidden = world.a.put(server, ["properties": [:]])
        let got = world.a.get(server)
        let refused = world.a.delete(server)
        let deleted = world.v.delete(server)

        #expect(put.json == ["constants": [:], "properties": ["custom": ["a": 1]]])
        #expect(forbidden.status == 403)
        #expect(forbidden.text == Text.servers)
        #expect(got.json == put.json)
        #expect(refused.status == 403)
        #expect(deleted.status == 204)
        #expect(world.v.get(server).status == 204)
    }

    @Test func `has a legal name (1.8)`() throws {
        try world.a.given(.quick, .act)

        #expect(world.v.put(.quick, ["servers": ["a/b": [:]]]).status == 400)
    }
}
