import JSON
import Sessions
import Testing

@Suite struct `Servers of a session` {
    let world = World()

    @Test func `case 20: a user writes no servers`() throws {
        let before = try world.a.given(.q1, .act)
        let answer = world.a.put(.q1, ["servers": ["name": [:]]])

        #expect(answer.status == 403)
        #expect(answer.text == Text.servers)
        let now = world.a.get(.q1)
        #expect(now["servers"] == [:])
        #expect(now.etag == before.etag)
    }

    @Test func `case 21: a server adds and removes servers`() throws {
        try world.a.given(.q1, .act)
        let added = world.v.put(
            .q1, ["servers": ["name": ["constants": [:], "properties": [:]]]])
        #expect(added.status == 200)
        #expect(added.names("servers") == ["name"])
        #expect(added.names("servers/name") == ["constants", "properties"])

        let removed = world.v.put(.q1, ["servers": ["name": nil]])
        #expect(removed.status == 200)
        #expect(removed["servers"] == [:])
        #expect(removed["changeNumber"] == 3)
    }
}
