import JSON
import Sessions
import Testing

@Suite struct `The body of a write` {
    @Test func `that is empty changes nothing`() throws {
        #expect(try MultiplayerSessionRequest(json: [:]) == MultiplayerSessionRequest())
    }

    @Test func `is read into its parts`() throws {
        let request = try MultiplayerSessionRequest(json: [
            "constants": ["system": ["visibility": "open"]],
            "properties": ["system": [:], "custom": ["KANWE": "MGMSY"]],
            "members": [
                "me": ["properties": ["system": ["active": true]]],
                "reserve_1": ["constants": ["system": ["xuid": "2"]]],
                "reserve_0": ["constants": ["system": ["xuid": "1"]]],
                "4": nil, "3": nil,
            ],
            "servers": ["gone": nil, "here": ["properties": ["custom": ["a": 1]]]],
        ])

        #expect(request.constants == PropertyBag(system: ["visibility": "open"]))
        #expect(request.properties == PropertyBag(custom: ["KANWE": "MGMSY"]))
        #expect(
            request.me == .merge(.init(properties: PropertyBag(system: ["active": true]))))
        #expect(request.reservations.map { $0.system["xuid"] } == ["1", "2"])
        #expect(request.removedIndices == [4, 3])
        #expect(request.servers?.map(\.name) == ["gone", "here"])
        #expect(request.servers?.first?.delta == nil)
        #expect(request.servers?.last?.delta?.properties?.custom == ["a": 1])
    }

    @Test func `whose member is null says that the caller leaves`() throws {
        let request = try MultiplayerSessionRequest(json: ["members": ["me": nil]])

        #expect(request.me == .leave)
    }

    @Test func `may speak of users that a server acts for`() throws {
        let request = try MultiplayerSessionRequest(json: [
            "members": ["me_all": [:], "me_5": nil, "me_allInSession": ["roles": ["a": "b"]]]
        ])

        #expect(
            request.actingMembers == [
                .init(users: .all, change: .merge(.init())),
                .init(users: .user(Xuid(rawValue: 5)), change: .leave),
                .init(users: .allInSession, change: .merge(.init(roles: ["a": "b"]))),
            ])
        #expect(request.actingMembers.map(\.users.key) == ["me_all", "me_5", "me_allInSession"])
    }

    @Test(
        arguments: [
            ([], "", "5.1"),
            (["foo": 1], "/foo", "5.1"),
            (["membersInfo": [:]], "/membersInfo", "5.1"),
            (["properties": nil], "/properties", "5.1"),
            (["properties": ["system": nil]], "/properties/system", "5.1"),
            (["properties": ["other": [:]]], "/properties/other", "5.1"),
            (["members": ["me": ["next": 3]]], "/members/me/next", "5.1"),
            (["members": ["me": 1]], "/members/me", "5.1"),
            (["members": ["you": [:]]], "/members/you", "5.1"),
            (["members": ["01": nil]], "/members/01", "5.1"),
            (["members": ["me_": nil]], "/members/me_", "5.1"),
            (["members": ["me_05": nil]], "/members/me_05", "5.1"),
            (["members": ["me_ALL": nil]], "/members/me_ALL", "5.1"),
            (["members": ["me_5": ["next": 1]]], "/members/me_5/next", "5.1"),
            (["members": ["1": [:]]], "/members/1", "5.6.2"),
            (["members": ["reserve_0": nil]], "/members/reserve_0", "5.1"),
            (["members": ["reserve_1": [:]]], "/members/reserve_1", "5.5.1"),
            (
                ["members": ["reserve_0": ["properties": [:]]]], "/members/reserve_0/properties",
                "5.5.3"
            ),
            (["servers": ["a": ["members": [:]]]], "/servers/a/members", "5.1"),
        ] as [(JSONValue, String, String)])
    func `names the field that may not be there`(
        body: JSONValue, path: String, rule: String
    ) throws {
        let error = #expect(throws: DocumentError.self) {
            try MultiplayerSessionRequest(json: body)
        }

        #expect(error?.path == path)
        #expect(error?.rule == rule)
    }
}
