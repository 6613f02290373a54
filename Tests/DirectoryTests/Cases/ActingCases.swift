import JSON
import Sessions
import Testing

@Suite struct `Acting for users` {
    let world = World()

    @Test func `case 129: all users change under one key, but not under me`() throws {
        try world.a.given(.quick, .act)
        let server = world.v.acting(for: world.a, world.c)
        let active: JSONValue = ["properties": ["system": ["active": true]]]

        let answer = server.put(.quick, ["members": ["me_all": active]])

        #expect(answer.status == 200)
        #expect(answer["membersInfo/active"] == 2)
        #expect(answer["members/1/constants/system/xuid"] == .string(world.c.xuid))
        #expect(server.put(.quick, ["members": ["me": active]]).status == 400)
    }

    @Test func `case 130: a private session is joined, unless the server gives up its rights`()
        throws
    {
        let body = JSONValue.member(of: world.c, ["properties": ["system": ["active": true]]])
        let fresh = DirectoryTarget.target("raw", "fresh")
        try world.a.given(.raw, .act)
        try world.a.given(fresh, .act)

        #expect(world.v.acting(for: world.c).put(.raw, body).status == 200)
        let denied = world.v.acting(for: world.c, deniesManage: true).put(fresh, body)
        #expect(denied.status == 403)
        #expect(world.v.get(fresh)["membersInfo/count"] == 1)
    }
}
