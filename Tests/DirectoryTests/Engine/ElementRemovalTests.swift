import JSON
import Sessions
import Testing

/// DELETE of elements, as far as no conformance case shows it (session-directory 3.4, 3.5).
@Suite struct `Removing an element` {
    let world = World()
    let named = DirectoryTarget.server(
        SessionReference(scid: Scid.s, templateName: "quick", name: "session-49"), name: "relay")

    @Test func `takes a server out, and only a server may (3.4.7)`() throws {
        try world.a.given(.quick, .act)
        try world.v.given(.quick, ["servers": ["relay": [:]]])

        #expect(world.a.delete(named).status == 403)
        #expect(world.v.delete(named).status == 204)
        #expect(world.v.delete(named).status == 204)
        #expect(world.a.get(.quick)["servers"] == [:])
    }

    @Test func `honours If-Match as a PUT does (3.4.8)`() throws {
        let created = try world.a.given(.quick, .act)
        var request = DirectoryRequest.delete(DirectoryTarget.quick.me)
        request.ifMatch = "\"0000000000000000\""
        #expect(world.a.send(request).status == 412)
        request.ifMatch = created.etag

        #expect(world.a.send(request).status == 204)
        #expect(world.a.get(.quick).status == 204)
    }

    @Test func `ignores a body (3.4.10)`() throws {
        try world.a.given(.quick, .act)
        var request = DirectoryRequest.delete(DirectoryTarget.quick.me)
        request.body = .json(["foo": 1])

        #expect(world.a.send(request).status == 204)
    }

    @Test func `leaves templates alone, which every caller may read (3.5.4)`() {
        let names = DirectoryTarget.templates(scid: Scid.z)

        #expect(world.c.get(names).json == ["results": ["quick"]])
        #expect(world.v.get(names).status == 200)
        #expect(world.v.delete(names).status == 405)
    }
}
