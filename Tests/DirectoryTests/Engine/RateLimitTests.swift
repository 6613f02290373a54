import Directory
import JSON
import Sessions
import Testing

@Suite struct `Rate limits` {
    private func makeWorld(burst: Int = 3, sustained: Int = 5) -> World {
        World { options in
            var limits = RateLimits()
            limits.directory = RateLimits.Group(
                burst: .init(requests: burst, periodSeconds: 15),
                sustained: .init(requests: sustained, periodSeconds: 300))
            options.rateLimits = limits
        }
    }

    @Test func `are off unless told (13.2)`() {
        let world = World()
        for _ in 1...400 { #expect(world.a.get(.quick).status == 204) }
    }

    @Test func `are switched on and off between requests (13.2)`() {
        let world = World()
        for _ in 1...40 { #expect(world.a.get(.quick).status == 204) }
        world.change { directory, _ in directory.rateLimits = RateLimits() }
        #expect((1...31).map { _ in world.a.get(.quick).status }.last == 429)
        world.change { directory, _ in directory.rateLimits = nil }
        #expect(world.a.get(.quick).status == 204)
    }

    @Test func `are those of the documentation (13.2)`() {
        let world = World { $0.rateLimits = RateLimits() }
        var statuses: [Int] = []
        for second in 0..<300 {
            world.move(to: .seconds(second))
            for _ in 1...2 { statuses.append(world.a.get(.quick).status) }
        }
        // 30 in each of the periods of 15 s; the 301st request comes in the eleventh of them.
        #expect(statuses.prefix(300).allSatisfy { $0 == 204 })
        #expect(statuses.dropFirst(300).allSatisfy { $0 == 429 })
        world.move(to: .seconds(300))
        #expect((1...31).map { _ in world.a.get(.quick).status }.last == 429)
    }

    @Test func `refuse a burst until its period has ended (2.8.3, 2.5)`() {
        let world = makeWorld()
        for _ in 1...3 { #expect(world.a.get(.quick).status == 204) }
        world.move(to: .milliseconds(2_500))

        let refused = world.a.get(.quick)
        #expect(refused.status == 429)
        #expect(refused.response.rule == "13.2")
        #expect(refused.response.retryAfter == .seconds(13))
        #expect(
            refused.json == [
                "version": 1, "currentRequests": 4, "maxRequests": 3, "periodInSeconds": 15,
                "limitType": "rate",
            ])
        world.move(to: .milliseconds(14_999))
        #expect(world.a.get(.quick).status == 429)
        world.move(to: .seconds(15))
        #expect(world.a.get(.quick).status == 429, "five in 300 s, the refused ones counted")
    }

    @Test func `count refused requests in the long run (13.2)`() {
        let world = makeWorld(burst: 1, sustained: 3)
        #expect((1...3).map { _ in world.a.get(.quick).status } == [204, 429, 429])
        world.move(to: .seconds(15))
        let refused = world.a.get(.quick)
        #expect(refused.json?.at("maxRequests") == 3)
        #expect(refused.json?.at("currentRequests") == 4)
        #expect(refused.json?.at("periodInSeconds") == 300)
        #expect(refused.response.retryAfter == .seconds(285))
        world.move(to: .seconds(300))
        #expect(world.a.get(.quick).status == 204)
    }

    @Test func `are each user's and title's own, and no server's (13.2)`() {
        let world = makeWorld(burst: 1)
        var elsewhere = world.a
        elsewhere.caller?.titleID = "1"
        for sender in [world.a, elsewhere, world.b] {
            #expect(sender.get(.quick).status == 204)
            #expect(sender.get(.quick).status == 429)
        }
        for _ in 1...10 { #expect(world.v.get(.quick).status == 204) }
    }

    @Test func `come after the token and the version, before path and body (2.7)`() {
        let world = makeWorld(burst: 1)
        #expect(world.a.get(.quick, contract: 103).status == 406)
        #expect(world.a.get(.unknown(path: "/x")).status == 404)
        #expect(world.a.get(.target("none")).status == 404)
        #expect(world.a.get(.target("none")).status == 429)
        #expect(world.a.put(.quick, ["foo": 1]).status == 429)
        #expect(world.a.get(.quick, contract: 103).status == 406)
    }

    @Test func `change nothing but what is counted (2.7)`() throws {
        let world = makeWorld(burst: 3)
        try world.a.given(.quick, .act)
        try world.a.given(.quick, .reserve(world.b))
        world.move(to: .seconds(14))
        #expect(world.a.get(.quick).status == 200)
        let effects = world.effects.count
        #expect(world.a.put(.quick, .leave).status == 429)
        #expect(world.effects.count == effects)
        #expect(world.v.get(.quick).names("members") == ["0", "1"])
    }

    @Test func `are narrower for making and deleting search handles, and for reading them (13.2)`()
        throws
    {
        let world = World { $0.rateLimits = RateLimits() }
        try world.a.given(.quick, .searchable)
        let made = try world.a.givenHandle(.search(.quick))
        #expect(world.a.delete(made.handle).status == 429)
        #expect(world.a.get(made.handle).status == 200)
        #expect(world.a.post(.handleQuery, .searchQuery()).status == 429)
        #expect(world.a.post(.handles, .activity(.quick)).status == 201)
        #expect(world.a.get(.handle(id: world.a.xuid)).status == 404)

        world.move(to: .seconds(15))
        #expect(world.a.post(.handleQuery, .searchQuery()).status == 200)
        #expect(world.a.get(made.handle).status == 429)
        #expect(world.a.delete(made.handle).status == 204)
        #expect(world.a.post(.handles, .search(.quick)).response.retryAfter == .seconds(15))
    }

    @Test func `forget users who have been away`() {
        var options = DirectoryOptions()
        options.rateLimits = RateLimits()
        var directory = SessionDirectory(options: options)
        func ask(_ user: UInt64, at offset: Duration) -> Int {
            let caller = Caller(user: UserClaims(xuid: Xuid(rawValue: user)))
            return directory.handle(
                .get(.quick), from: caller, at: WireTime.instant(offset), entropy: Entropy(1, 2)
            ).response.status
        }
        for user in 1...5_000 { #expect(ask(UInt64(user), at: .zero) == 204) }
        for _ in 2...30 { #expect(ask(1, at: .zero) == 204) }
        for user in 1...5_000 { _ = ask(UInt64(user + 5_000), at: .seconds(10)) }
        #expect(ask(1, at: .seconds(14)) == 429)
    }
}
