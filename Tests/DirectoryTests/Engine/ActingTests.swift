import Directory
import JSON
import Sessions
import Testing

/// A server that acts for users (5.7, 2.3, auth A7a).
@Suite struct `A server that acts for users` {
    let world = World()
    let active: JSONValue = ["properties": ["system": ["active": true]]]

    @Test func `adds them in the order of its header (5.7.3)`() {
        let created = world.v.acting(for: world.d, world.a).put(
            .quick, ["members": ["me_all": active]])

        #expect(created.status == 201)
        #expect(created["members/0/constants/system/xuid"] == .string(world.d.xuid))
        #expect(created["members/1/constants/system/xuid"] == .string(world.a.xuid))
        #expect(!created.has("members/0/gamertag"))
    }

    @Test func `adds them when it says nothing of their members (5.4.1)`() {
        let server = world.v.acting(for: world.a, world.c)

        let created = server.put(.sticky, .custom(["a": 1]))

        #expect(created["membersInfo/count"] == 2)
        #expect(created["membersInfo/active"] == 0)
        #expect(server.put(.sticky, [:])["changeNumber"] == 1)
    }

    @Test func `leaves those alone of whom it says nothing (5.7.2)`() throws {
        try world.a.given(.quick, .act)
        let server = world.v.acting(for: world.a, world.c, world.d)

        let one = server.put(.quick, .member(of: world.c, active))

        #expect(one["membersInfo/count"] == 2)
        #expect(one["members/1/constants/system/xuid"] == .string(world.c.xuid))
    }

    @Test func `changes those alone who are members under me_allInSession (5.7.2)`() throws {
        try world.a.given(.quick, .act)
        let server = world.v.acting(for: world.a, world.c)

        let some = server.put(.quick, ["members": ["me_allInSession": ["properties": mark(1)]]])
        let all = server.put(
            .quick,
            [
                "members": [
                    "me_allInSession": ["properties": mark(2)], "me_all": ["properties": mark(3)],
                ]
            ])

        #expect(some["membersInfo/count"] == 1)
        #expect(some["members/0/properties/custom/n"] == 1)
        #expect(all["members/0/properties/custom/n"] == 2)
        #expect(all["members/1/properties/custom/n"] == 3)
    }

    private func mark(_ number: Int64) -> JSONValue { ["custom": ["n": .integer(number)]] }

    @Test func `lets the most exact key decide (5.7.2)`() throws {
        let server = world.v.acting(for: world.a, world.c)

        let answer = server.put(
            .quick,
            JSONValue.member(of: world.c, active).with([
                "members": ["me_all": ["properties": mark(1)]]
            ]))

        #expect(answer["members/0/properties"] == ["system": [:], "custom": ["n": 1]])
        #expect(answer["members/1/properties"] == ["system": ["active": true], "custom": [:]])
    }

    @Test func `takes them out (5.7.2)`() throws {
        try world.a.given(.sticky, .act)
        try world.c.given(.sticky, .act)

        let one = world.v.acting(for: world.a, world.c).put(.sticky, .member(of: world.c, nil))
        let rest = world.v.acting(for: world.a, world.c).put(
            .sticky, ["members": ["me_all": nil]])

        #expect(one.names("members") == ["0"])
        #expect(rest["membersInfo/count"] == 0)
    }

    @Test func `exchanges one for another in a full session (9.4.3)`() throws {
        try world.a.given(.sticky, .act)
        try world.c.given(.sticky, .act)

        let answer = world.v.acting(for: world.c, world.d).put(
            .sticky, JSONValue.member(of: world.c, nil).with(.member(of: world.d, active)))
        let tooMany = world.v.acting(for: world.c).put(.sticky, .member(of: world.c, active))

        #expect(answer.names("members") == ["0", "2"])
        #expect(tooMany.status == 400)
        #expect(tooMany.response.rule == "9.4.1")
    }

    @Test func `writes me for one and not for several (5.7.1)`() throws {
        let one = world.v.acting(for: world.c).put(.quick, .act)
        let several = world.v.acting(for: world.c, world.a)

        #expect(one["members/0/constants/system/xuid"] == .string(world.c.xuid))
        let body = several.put(.quick, .act)
        #expect(body.status == 400)
        #expect(body.response.rule == "5.7.1")
        #expect(several.get(DirectoryTarget.quick.me).status == 400)
        #expect(several.delete(DirectoryTarget.quick.me).status == 400)
        #expect(world.v.acting(for: world.c).get(DirectoryTarget.quick.me).status == 200)
        #expect(world.v.acting(for: world.c).delete(DirectoryTarget.quick.me).status == 204)
        #expect(world.v.get(.quick).status == 204)
    }

    @Test func `names no user but those in its header (5.7.2)`() throws {
        try world.a.given(.quick, .act)

        let other = world.v.acting(for: world.a).put(.quick, .member(of: world.c, active))
        let nobody = world.v.put(.quick, ["members": ["me_all": active]])
        let user = world.a.put(.quick, .member(of: world.a, active))

        for refused in [other, nobody, user] {
            #expect(refused.status == 403)
            #expect(refused.response.rule == "5.7.2")
        }
    }

    @Test func `keeps the constants of each to itself (5.3.7)`() {
        let body = JSONValue.member(
            of: world.c, ["constants": ["system": ["xuid": .string(world.a.xuid)]]])

        let answer = world.v.acting(for: world.c, world.a).put(.quick, body)

        #expect(answer.status == 403)
        #expect(answer.text?.contains("/members/me_\(world.c.xuid)/constants") == true)
    }

    @Test func `names the key where something is wrong (2.8.2)`() {
        let body: JSONValue = ["members": ["me_all": ["properties": ["system": ["ready": 1]]]]]

        let answer = world.v.acting(for: world.c).put(.quick, body)

        #expect(answer.text?.contains("/members/me_all/properties/system/ready") == true)
    }

    @Test func `reserves only when it creates the session (5.7.5)`() throws {
        let server = world.v.acting(for: world.a)

        let created = server.put(.quick, .reserve(world.b))
        let later = server.put(.quick, .reserve(world.c))

        #expect(created.status == 201)
        #expect(created["membersInfo/count"] == 2)
        #expect(later.status == 400)
        #expect(later.response.rule == "5.7.5")
        #expect(server.put(.quick, .reserve(world.b)).status == 200)
    }

    @Test func `mixes no reservation with members it acts for (5.5.8)`() {
        let body = JSONValue.member(of: world.a, active).with(.reserve(world.b))

        let answer = world.v.acting(for: world.a).put(.quick, body)

        #expect(answer.status == 400)
        #expect(answer.response.rule == "5.5.8")
    }

    @Test func `plays the title that it names (7.2)`() throws {
        let named = world.v.acting(for: world.a, title: "0077").put(.quick, .act)
        let unnamed = world.v.acting(for: world.c).put(.quick, .act)

        #expect(named["members/0/activeTitleId"] == "77")
        #expect(unnamed["members/1/activeTitleId"] == "0")
    }

    @Test func `keeps the rights of a server (9.2, 6.10.3)`() throws {
        try world.a.given(.raw, .act)
        try world.a.given(.endowned, .act)
        let server = world.v.acting(for: world.c.withoutPrivileges)

        let joined = server.put(
            .raw, .act.with(["servers": ["s": [:]], "members": ["0": nil]]))

        #expect(joined.status == 200)
        #expect(joined.names("members") == ["1"])
        #expect(joined.names("servers") == ["s"])
        #expect(server.put(.endowned, .system(["closed": true])).status == 200)
    }

    @Test func `acts for one at a time in a large session (5.7.4)`() throws {
        let both = world.v.acting(for: world.a, world.c)
        let body: JSONValue = ["members": ["me_all": active]]

        let created = both.put(.big, body)
        #expect(created.status == 403)
        #expect(created.text == Text.writeRefused)
        #expect(created.response.rule == "5.7.4")
        try world.v.acting(for: world.a).given(.big, body)
        #expect(both.put(.big, body).text == Text.writeRefused)
        #expect(both.get(.big).text == Text.readRefused)
        let one = world.v.acting(for: world.a).get(.big)
        #expect(one["members/me/constants/system/xuid"] == .string(world.a.xuid))
    }

    @Test func `sees in a refusal what its user may see (14.2)`() throws {
        try world.a.given(.big, .act)

        let refused = world.v.acting(for: world.a).send(
            DirectoryRequest(
                method: "PUT", target: .big, ifMatch: "\"other\"", body: .json(.act)))

        #expect(refused.status == 412)
        #expect(refused["members/me/constants/system/xuid"] == .string(world.a.xuid))
    }

    @Test func `asks for sessions in the name of its user (12.2)`() throws {
        try world.a.given(.raw, .act)
        func list(_ sender: Sender) -> Answer {
            sender.send(
                DirectoryRequest(
                    method: "GET", target: .sessions(scid: Scid.s, templateName: nil),
                    query: [
                        .init(name: "xuid", value: world.a.xuid),
                        .init(name: "private", value: "true"),
                    ]))
        }

        #expect(list(world.v.acting(for: world.a, deniesManage: true)).status == 200)
        #expect(list(world.v.acting(for: world.c, deniesManage: true)).status == 403)
        #expect(list(world.v.acting(for: world.c)).status == 200)
    }

    @Test func `does not add its users with a DELETE (5.4.1)`() throws {
        try world.a.given(.quick, .act.with(.reserve(world.b)))

        let answer = world.v.acting(for: world.c).delete(DirectoryTarget.quick.member(1))

        #expect(answer.status == 204)
        #expect(world.v.get(.quick).names("members") == ["0"])
    }
}

/// A server that denies itself its own rights (2.3, 9.2), and headers that nobody else may send.
@Suite struct `A server without its own rights` {
    let world = World()

    @Test func `is as good as the users that it acts for (9.2)`() throws {
        try world.a.given(.raw, .act)
        let member = world.v.acting(for: world.a, deniesManage: true)
        let stranger = world.v.acting(for: world.c, deniesManage: true)
        let both = world.v.acting(for: world.a, world.c, deniesManage: true)

        #expect(member.get(.raw).status == 200)
        #expect(member.put(.raw, .custom(["a": 1])).status == 200)
        #expect(stranger.get(.raw).text == Text.readRefused)
        #expect(both.get(.raw).text == Text.readRefused)
        #expect(both.put(.raw, ["members": ["me_allInSession": [:]]]).status == 403)
        #expect(member.put(.raw, ["servers": ["s": [:]]]).text == Text.servers)
        #expect(member.put(.raw, .remove(0)).text == Text.memberReference)
    }

    @Test func `joins what all its users may join (9.3)`() throws {
        try world.a.given(
            .quick, .act.with(.system(["joinRestriction": "followed"])))
        world.follow(world.c, by: world.a)
        let body: JSONValue = ["members": ["me_all": ["properties": ["custom": ["a": 1]]]]]

        let refused = world.v.acting(for: world.c, world.d, deniesManage: true).put(.quick, body)
        let joined = world.v.acting(for: world.a, world.c, deniesManage: true).put(.quick, body)

        #expect(refused.status == 403)
        #expect(refused.session?.at("membersInfo/count") == 1)
        #expect(joined["membersInfo/count"] == 2)
    }

    @Test func `needs the privilege of its users (5.4.7)`() throws {
        let server = world.v.acting(for: world.c.withoutPrivileges, deniesManage: true)

        #expect(server.put(.quick, .act).text == Text.writeRefused)
        try world.a.given(.quick, .act)
        #expect(server.get(.quick).text == Text.readRefused)
    }

    @Test func `creates what its users may create (6.2)`() {
        let server = world.v.acting(for: world.c, world.a, deniesManage: true)
        let body: JSONValue = .constants(["initiators": [.string(world.a.xuid)]])

        #expect(server.put(.quick, body).status == 403)
        #expect(world.v.acting(for: world.c, world.a).put(.quick, body).status == 201)
    }

    @Test func `without users has no right left (2.3)`() throws {
        try world.a.given(.quick, .act)
        let server = world.v.acting(deniesManage: true)

        for answer in [server.get(.quick), server.get(.templates(scid: Scid.s))] {
            #expect(answer.status == 403)
            #expect(answer.response.rule == "2.3")
        }
    }

    @Test func `keeps those of the user in its token (auth A7)`() throws {
        try world.a.given(.quick, .act)
        var both = world.a.acting(deniesManage: true)
        both.caller?.isServer = true

        #expect(both.put(.quick, .custom(["a": 1])).status == 200)
        #expect(both.put(.quick, .remove(0)).status == 403)
    }

    @Test func `is what a user can't be (auth A7a)`() throws {
        try world.a.given(.quick, .act)

        for sender in [
            world.a.acting(for: world.c), world.a.acting(title: "1"),
            world.a.acting(deniesManage: true),
        ] {
            let answer = sender.get(.quick)
            #expect(answer.status == 403)
            #expect(answer.response.rule == "2.3")
        }
    }

    @Test(
        arguments: [
            ("x", nil, nil, "2.3"), (nil, "", nil, "2.3"), (nil, "1,x", nil, "2.3"),
            (nil, "1,1", nil, "2.3"), (nil, "1;priv=chat", nil, "2.3"), (nil, nil, "All", "2.3"),
            (nil, (1...101).map(String.init).joined(separator: ","), nil, "13.1"),
        ] as [(String?, String?, String?, String)])
    func `is refused when its headers are malformed (2.3)`(
        title: String?, users: String?, scope: String?, rule: String
    ) throws {
        try world.a.given(.quick, .act)
        var request = DirectoryRequest.get(.quick)
        request.onBehalfOfTitle = title
        request.onBehalfOfUsers = users
        request.denyScope = scope

        let answer = world.v.send(request)
        let fromUser = world.a.send(request)

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(fromUser.status == 403)
    }
}
