import Directory
import JSON
import Sessions
import Testing

/// Handles of sessions with owners and roles, and handles that servers make for users
/// (6.10, 15, 5.7).
@Suite struct `A handle of an owned session` {
    let world = World()

    /// A owns the session, and B is a member of it.
    private func prepare(_ constants: JSONValue = [:]) throws {
        try world.a.given(.owned, .act.with(.me(["roles": ["class": "medic"]])).with(constants))
        try world.a.given(.owned, .reserve(world.b))
        try world.b.given(.owned, .act)
    }

    @Test func `invites by its owners alone (6.10.4, 11.5.1)`() throws {
        try prepare()

        let refused = world.b.post(.handles, .invite(.owned, world.c))
        #expect(refused.status == 403)
        #expect(refused.response.rule == "6.10.4")
        let invite = try world.a.givenHandle(.invite(.owned, world.c))
        #expect(world.c.put(.owned, .act).status == 403)
        #expect(world.c.put(invite.handleSession, .act).status == 200)
    }

    @Test func `invites by every member where the policies allow it (6.10.4)`() throws {
        let target = DirectoryTarget.target("quick", "club")
        try world.a.given(
            target,
            .act.with(
                .constants([
                    "capabilities": ["hasOwners": true],
                    "ownershipPolicies": ["allowNonOwnerInviteHandles": true],
                ])))
        try world.b.given(target, .act)

        #expect(world.b.post(.handles, .invite(target, world.c)).status == 201)
        #expect(world.d.post(.handles, .invite(target, world.c)).status == 403)
    }

    @Test func `is searchable by its owners alone (11.6.1, 11.6.6)`() throws {
        try prepare()

        #expect(world.b.post(.handles, .search(.owned)).status == 403)
        let made = try world.a.givenHandle(.search(.owned))
        let refused = world.b.delete(made.handle)
        #expect(refused.status == 403)
        #expect(refused.response.rule == "11.6.6")
        #expect(world.a.delete(made.handle).status == 204)
    }

    @Test func `tells of owners and roles (11.9.4, 11.9.5)`() throws {
        try prepare()
        try _ = world.a.givenHandle(.search(.owned))
        let query = JSONValue.searchQuery().with(["templateName": "owned"])

        let result = world.c.post(
            .handleQuery, query, include: "relatedInfo,roleInfo,customProperties"
        ).results[0]

        #expect(result.at("relatedInfo/sessionOwners") == [.string(world.a.xuid)])
        #expect(result.at("relatedInfo/membersCount") == 2)
        #expect(result.at("relatedInfo/joinRestriction") == "local")
        let roles = result.at("roleInfo/roleTypes/class/roles")
        #expect(
            roles
                == [
                    "medic": [
                        "max": 1, "target": 1, "count": 1, "memberXuids": [.string(world.a.xuid)],
                    ],
                    "tank": ["max": 2, "count": 0, "memberXuids": []],
                ])
    }

    @Test(
        arguments: [
            ("session/ownerXuids/any(x:x eq '2814660000000001')", true),
            ("session/ownerXuids/any(x:x eq '5500461')", false),
            ("OwnerXuids/any(x:x ne '5500461')", true),
            ("session/roles/class/medic/count eq 1", true),
            ("session/roles/CLASS/Medic/needs eq 0", true),
            ("session/roles/class/tank/needs eq 2", true),
            ("session/roles/class/tank/target gt 1", true),
            ("session/roles/class/healer/needs gt 0", false),
            ("session/roles/class/healer/needs ne 0", true),
        ])
    func `is found by owners and roles (11.10.3)`(filter: String, matches: Bool) throws {
        try prepare()
        try _ = world.a.givenHandle(.search(.owned))

        let query = JSONValue.searchQuery(filter).with(["templateName": "owned"])

        #expect(world.c.post(.handleQuery, query).results.count == (matches ? 1 : 0))
    }

    @Test func `ends when the last owner ends the session (6.10.6, 10.8)`() throws {
        try world.a.given(.endowned, .act)
        try world.c.given(.endowned, .act)
        let made = try world.c.givenHandle(.activity(.endowned))

        #expect(world.a.put(.endowned, .leave).status == 204)

        #expect(world.c.get(made.handle).status == 404)
    }

    @Test func `is no activity when a server makes it for a user (5.7.6)`() throws {
        try world.a.given(.quick, .act)

        for sender in [
            world.v.acting(for: world.a), world.v.acting(for: world.a, deniesManage: true),
        ] {
            let answer = sender.post(.handles, .activity(.quick))
            #expect(answer.status == 403)
            #expect(answer.response.rule == "5.7.6")
        }
    }

    @Test func `is an invite of the user for whom a server makes it (5.7, 11.5.1)`() throws {
        try world.a.given(.quick, .act)

        let made = world.v.acting(for: world.a, title: "7").post(
            .handles, .invite(.quick, world.c))
        #expect(made.status == 201)
        #expect(made["senderXuid"] == .string(world.a.xuid))
        #expect(made["inviteAttributes/titleId"] == "7")
        let denied = world.v.acting(for: world.d, deniesManage: true).post(
            .handles, .invite(.quick, world.c))
        #expect(denied.status == 403)
    }

    @Test func `gives to users of a denied server what it gives to each of them (5.7, 9.3)`() throws
    {
        try world.a.given(.quick, .act)
        try world.a.given(
            .quick, .system(["joinRestriction": "local", "readRestriction": "local"]))
        let invite = try world.a.givenHandle(.invite(.quick, world.c))
        func join(_ sender: Sender, _ key: String) -> Int {
            sender.put(
                invite.handleSession,
                ["members": .object([key: ["properties": ["system": ["active": true]]]])]
            ).status
        }

        #expect(join(world.v.acting(for: world.d, deniesManage: true), "me") == 403)
        #expect(join(world.v.acting(for: world.c, world.d, deniesManage: true), "me_all") == 403)
        #expect(join(world.v.acting(for: world.c, deniesManage: true), "me") == 200)
    }

    @Test func `shows a large session to its reader as the session itself does (14.2)`() throws {
        let target = DirectoryTarget.target("big")
        try world.a.given(target, .act)
        let made = try world.a.givenHandle(.activity(target))

        #expect(world.a.get(made.handleSession).names("members") == ["me"])
        #expect(world.c.get(made.handleSession).names("members") == [])
        let joined = world.c.put(made.handleSession, .act)
        #expect(joined.names("members") == ["me"])
        #expect(joined["membersInfo/count"] == 2)
    }
}
