import Directory
import JSON
import Sessions
import Testing

@Suite struct `The constants of a session` {
    let world = World()

    @Test func `sent in the older schema are upgraded at every version (2.2)`() {
        let timeouts: JSONValue = .act.with(.constants(["timeouts": ["sessionEmpty": 5]]))

        let old = world.a.put(.target("quick", "one"), timeouts, contract: 104)
        let new = world.a.put(.target("quick", "two"), timeouts)

        #expect(old["constants/system"] == ["timeouts": ["sessionEmpty": 5]])
        #expect(new["constants/system"] == ["sessionEmptyTimeout": 5])
    }

    @Test func `refuse a timeout that is given under both names (2.2)`() {
        let answer = world.a.put(
            .quick,
            .act.with(.constants(["timeouts": ["ready": 1], "readyRemovalTimeout": 1])))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "2.2")
    }

    @Test func `are stored as documented and null is not rendered (4.5)`() {
        let answer = world.a.put(
            .quick,
            .act.with(
                .constants([
                    "version": 1, "visibility": "OPEN", "inviteProtocol": "Game",
                    "reservedRemovalTimeout": nil, "initiators": [2_814_660_000_000_001],
                    "broadcastViewerTitleIds": [],
                    "capabilities": ["crossPlay": true, "gameplay": false],
                ])))

        #expect(answer.status == 201)
        #expect(
            answer["constants/system"] == [
                "version": 1, "visibility": "open", "inviteProtocol": "game",
                "initiators": ["2814660000000001"], "capabilities": ["crossPlay": true],
            ])
    }

    @Test func `may be repeated as they were sent at creation (5.3.5)`() throws {
        let body: JSONValue = .act.with([
            "constants": [
                "system": ["inactiveRemovalTimeout": nil, "visibility": "Visible"],
                "custom": ["a": nil, "b": ["c": nil]],
            ]
        ])
        try world.a.given(.quick, body)

        let again = world.a.put(.quick, body)
        let other = world.a.put(.quick, ["constants": ["custom": ["a": 1]]])

        #expect(again.status == 200)
        #expect(again["constants/custom"] == ["b": ["c": nil]])
        #expect(again["changeNumber"] == 1)
        #expect(other.status == 409)
        #expect(other.text == Text.constantConflict("/constants/custom/a"))
    }

    @Test func `that a template forces to stay unset cannot be given (5.3.4)`() {
        let answer = world.a.put(.vis, .act.with(.constants(["inactiveRemovalTimeout": 5])))

        #expect(answer.status == 409)
        #expect(answer.text == Text.constantConflict("/constants/system/inactiveRemovalTimeout"))
        #expect(answer.response.rule == "5.3.3")
    }

    @Test(
        arguments: [
            (["version": 2], "2.1.7"), (["maxMembersCount": 0], "6.2"),
            (["maxMembersCount": 101], "6.4"), (["visibility": "secret"], "6.2"),
            (["readyRemovalTimeout": -1], "6.2"), (["inviteProtocol": "mail"], "6.2"),
            (["initiators": ["x"]], "6.2"), (["capabilities": ["fly": true]], "6.3"),
            (["capabilities": ["gameplay": 1]], "6.3"), (["unknown": 1], "6.2"),
            (["timeouts": ["lunch": 1]], "2.2"),
        ] as [(JSONValue, String)])
    func `are refused when they are not legal`(system: JSONValue, rule: String) {
        let answer = world.a.put(.quick, .act.with(.constants(system)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
    }

    @Test func `conflict before they are judged (2.7)`() {
        let answer = world.a.put(.raw, .act.with(.constants(["unknown": 1, "version": 7])))

        #expect(answer.status == 409)
    }

    @Test func `of a viewer's title open the session to it (9.2)`() throws {
        try world.a.given(
            .quick,
            .act.with(.constants(["visibility": "private", "broadcastViewerTitleIds": ["77"]])))
        var viewer = world.c
        viewer.caller?.titleID = "77"

        #expect(viewer.get(.quick).status == 200)
        #expect(world.c.get(.quick).status == 403)
    }
}
