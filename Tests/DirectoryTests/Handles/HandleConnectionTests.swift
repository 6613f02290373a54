import Directory
import JSON
import Sessions
import Testing

/// Handles beside connections, taps and rate limits (7.5, 3.7.5, 13.2).
@Suite struct `A handle of a watched session` {
    private let hall = DirectoryTarget.target("quick", "hall")

    private func body(_ connection: GUID) -> JSONValue {
        .act(over: connection).with(
            .constants([
                "inactiveRemovalTimeout": nil,
                "capabilities": ["connectionRequiredForActiveMembers": true, "searchable": true],
            ]))
    }

    @Test func `ends when the connection of its user is given up (7.5.3, 11.4.3)`() throws {
        let world = World()
        let connection = world.a.connect()
        try world.a.given(hall, body(connection))
        let made = try world.a.givenHandle(.activity(hall))
        world.disconnect(connection)

        world.move(to: .milliseconds(29_999))
        #expect(world.b.get(made.handle).status == 200)
        world.move(to: .seconds(30))

        #expect(world.b.get(made.handle).status == 404)
        let id = try #require(GUID(made.handleID))
        #expect(world.effects.last == .handleDeleted(id))
    }

    @Test func `ends with a connection that ends without grace (R70)`() throws {
        let world = World()
        let connection = world.a.connect()
        try world.a.given(hall, body(connection))
        let made = try world.a.givenHandle(.activity(hall))
        world.endConnection(connection)

        #expect(world.effects.last == .handleDeleted(try #require(GUID(made.handleID))))
        #expect(world.b.get(made.handle).status == 404)
    }

    @Test func `taps those who asked for everything when it makes the session searchable (3.7.5)`()
        throws
    {
        let world = World()
        let connection = world.a.connect()
        try world.a.given(hall, body(connection).with(.subscribe(["everything"])))

        let made = try world.a.givenHandle(.search(hall))
        #expect(world.taps(of: connection) == [1, 2])
        #expect(world.a.delete(made.handle).status == 204)
        #expect(world.taps(of: connection) == [1, 2, 3])
        try _ = world.a.givenHandle(.activity(hall))
        #expect(world.taps(of: connection) == [1, 2, 3])
    }

    @Test func `counts once for each request, and searches for themselves (13.2)`() throws {
        let world = World { options in
            var limits = RateLimits()
            limits.directory.burst = .init(requests: 4, periodSeconds: 15)
            options.rateLimits = limits
        }
        let reader = world.b
        let connection = world.a.connect()
        try world.a.given(hall, body(connection))
        let made = try world.a.givenHandle(.activity(hall))

        for _ in 1...4 { #expect(reader.get(made.handleSession).status == 200) }
        #expect(reader.get(made.handleSession).status == 429)
        #expect(reader.post(.handleQuery, .searchQuery()).status == 200)
        #expect(reader.post(.handleQuery, .searchQuery()).status == 429)
        #expect(world.a.post(.handles, .search(hall)).status == 201)
        #expect(world.a.post(.handles, .search(hall)).status == 429)
    }
}
