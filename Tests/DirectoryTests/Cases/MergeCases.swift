import JSON
import Sessions
import Testing

@Suite struct `Merging a write` {
    let world = World()

    @Test func `case 11: a write without deltas changes nothing`() throws {
        let before = try world.a.given(.q1, .act)
        let answer = world.a.put(.q1, [:])

        #expect(answer.status == 200)
        #expect(answer["changeNumber"] == before["changeNumber"])
        #expect(answer.etag == before.etag)
        #expect(answer.json == before.json)
    }

    @Test func `case 35: a value inside custom is replaced whole`() throws {
        try world.a.given(.q1, .act.with(.custom(["a": ["x": 1, "y": 2]])))
        let answer = world.a.put(.q1, .custom(["a": ["x": 5]]))

        #expect(answer.status == 200)
        #expect(answer["properties/custom"] == ["a": ["x": 5]])
    }

    @Test func `case 36: null removes a name inside custom, and deeper it is data`() throws {
        try world.a.given(.q1, .act.with(.custom(["a": 1, "b": 2])))

        let removed = world.a.put(.q1, .custom(["a": nil]))
        #expect(removed.status == 200)
        #expect(removed["properties/custom"] == ["b": 2])

        let added = world.a.put(.q1, .custom(["c": ["d": nil]]))
        #expect(added.status == 200)
        #expect(added["properties/custom"] == ["b": 2, "c": ["d": nil]])
    }

    @Test func `case 37: an array is replaced, not appended to`() throws {
        try world.a.given(.q1, .act.with(.custom(["l": [1, 2, 3]])))
        let answer = world.a.put(.q1, .custom(["l": [9]]))

        #expect(answer.status == 200)
        #expect(answer["properties/custom"] == ["l": [9]])
    }

    @Test func `case 43: a write with one bad value applies none`() throws {
        let before = try world.a.given(.q1, .act)
        let answer = world.a.put(.q1, .custom(["z": 1]).with(.system(["turn": ["x"]])))

        #expect(answer.status == 400)
        let now = world.a.get(.q1)
        #expect(!now.has("properties/custom/z"))
        #expect(now.etag == before.etag)
    }

    @Test func `case 36: null removes a name of a member's properties alike`() throws {
        try world.a.given(
            .q1, .act.with(.me(["properties": ["custom": ["a": 1, "b": 2]]])))
        let answer = world.a.put(.q1, .me(["properties": ["custom": ["a": nil]]]))

        #expect(answer.status == 200)
        #expect(answer["members/0/properties/custom"] == ["b": 2])
    }

    @Test func `case 36: null removes a name of a server's properties alike`() throws {
        let server: (JSONValue) -> JSONValue = { ["servers": ["name": ["properties": $0]]] }
        try world.a.given(.q1, .act)
        try world.v.given(.q1, server(["system": ["lockId": "l"], "custom": ["a": 1, "b": 2]]))
        let answer = world.v.put(.q1, server(["system": ["lockId": nil], "custom": ["a": nil]]))

        #expect(answer.status == 200)
        #expect(!answer.has("servers/name/properties/system/lockId"))
        #expect(answer["servers/name/properties/custom"] == ["b": 2])
    }
}
