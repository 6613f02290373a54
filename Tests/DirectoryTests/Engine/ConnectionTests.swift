import Directory
import JSON
import Sessions
import Testing

/// A session in which active members need a connection.
private let lasting: JSONValue = .constants([
    "capabilities": ["connectionRequiredForActiveMembers": true]
])

@Suite struct `The connection of an active member` {
    let world = World()

    @Test func `must be live, and the caller's (7.5.1)`() throws {
        let (own, others) = (world.a.connect(), world.b.connect())
        let unknown = GUID(name: "unknown")
        for id in [others, unknown, .zero] {
            let answer = world.a.put(.lobby, .act(over: id))
            #expect(answer.status == 400)
            #expect(answer.response.rule == "7.5.1")
        }
        try world.a.given(.lobby, .act(over: own))
        #expect(world.a.put(.lobby, .act(over: others)).response.rule == "7.5.1")
        #expect(world.a.put(.lobby, .status(["connection": nil])).response.rule == "7.5.1")
        #expect(world.a.put(.lobby, .act).status == 200, "the stored one counts")
    }

    @Test(arguments: [1, "x", [], [:], true] as [JSONValue])
    func `is a GUID (6.7)`(value: JSONValue) throws {
        let answer = world.a.put(.quick, .status(["connection": value]))
        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.7")
        #expect(answer.text?.contains("/members/me/properties/system/connection") == true)
    }

    @Test func `compares without case, and zeros are none (6.7)`() throws {
        let id = world.a.connect()
        let text = JSONValue.string(id.description.uppercased())
        let joined = try world.a.given(.lobby, .status(["active": true, "connection": text]))
        #expect(
            joined["members/0/properties/system/connection"] == .string(id.description))

        try world.a.given(.quick, .act(over: id))
        let cleared = try world.a.given(.quick, .act(over: .zero))
        #expect(cleared["members/0/properties/system"] == ["active": true])
        world.disconnect(id)
        world.move(to: .seconds(60))
        #expect(world.a.get(.quick).etag == cleared.etag)
    }

    @Test func `may be stored before the member becomes active (7.5.1)`() throws {
        let id = world.a.connect()
        try world.v.given(.sticky, lasting)
        let stored = try world.a.given(
            .sticky, .status(["connection": .string(id.description)]))
        #expect(
            stored["members/0/properties/system"] == ["connection": .string(id.description)])

        #expect(world.a.put(.sticky, .act).status == 200)
        world.disconnect(id)
        world.move(to: .seconds(30))
        let lost = world.v.get(.sticky)
        #expect(lost["members/0/properties/system"] == [:])
        #expect(world.a.put(.sticky, .act).response.rule == "7.5.1")
    }

    @Test func `is stored and watched where it isn't needed (7.5.2)`() throws {
        let id = world.a.connect()
        try world.v.given(.sticky, [:])
        try world.a.given(.sticky, .act(over: id))
        world.disconnect(id)
        world.move(to: .milliseconds(29_999))
        #expect(world.v.get(.sticky)["membersInfo/active"] == 1)
        world.move(to: .seconds(30))
        #expect(world.v.get(.sticky)["members/0/properties/system"] == [:])
    }

    @Test func `that never lived is given up after the grace (R53)`() throws {
        try world.v.given(.sticky, [:])
        let joined = try world.a.given(.sticky, .act(over: GUID(name: "unknown")))
        #expect(joined["nextTimer"] == world.time(.seconds(30)))
        world.move(to: .seconds(20))
        try world.a.given(.sticky, .act(over: GUID(name: "another")))
        try world.b.given(.sticky, .act(over: world.a.connect()))

        world.move(to: .seconds(50))
        let first = world.v.get(.sticky)
        #expect(first["members/0/properties/system"] == [:])
        #expect(first["members/1/properties/system"] == [:], "the connection of somebody else")
    }

    @Test func `goes when the member stops being active (6.7)`() throws {
        let id = world.a.connect()
        try world.v.given(.sticky, lasting)
        try world.a.given(.sticky, .act(over: id).with(.subscribe(["host"])))
        let inactive = try world.a.given(.sticky, .status(["active": false]))
        #expect(inactive.names("members/0/properties/system") == ["subscription"])
        #expect(world.directory.wake == nil)
        world.disconnect(id)
        #expect(world.directory.wake == nil)
    }
}

@Suite struct `A lost connection` {
    let world = World()

    /// A and B active in a session that keeps inactive members.
    private func joined() throws -> (a: GUID, b: GUID) {
        let (ofA, ofB) = (world.a.connect(), world.b.connect())
        try world.v.given(.sticky, lasting)
        try world.a.given(.sticky, .act(over: ofA).with(.subscribe(["everything"])))
        try world.b.given(.sticky, .act(over: ofB))
        return (ofA, ofB)
    }

    @Test func `changes no document but for nextTimer (7.4, 5.9.5)`() throws {
        let (_, ofB) = try joined()
        let before = world.a.get(.sticky)
        #expect(!before.has("nextTimer"))
        world.disconnect(ofB)

        let after = world.a.get(.sticky)
        #expect(after["nextTimer"] == world.time(.seconds(30)))
        #expect(after.response.expires == WireTime.instant(.seconds(30)))
        #expect(after.etag == before.etag)
        #expect(world.directory.wake == WireTime.instant(.seconds(30)))
    }

    @Test func `may be replaced within 30 seconds (7.5.3, 7.5.5, 3.7.7)`() throws {
        let (ofA, _) = try joined()
        world.disconnect(ofA)
        world.move(to: .seconds(29))
        let new = world.a.connect()
        let answer = try world.a.given(.sticky, .act(over: new))
        #expect(!answer.has("nextTimer"))
        #expect(world.directory.wake == nil)

        world.move(to: .seconds(60))
        #expect(world.a.get(.sticky).etag == answer.etag)
        try world.b.given(.sticky, .custom(["a": 1]))
        #expect(world.taps(of: new).count == 2, "the subscription goes on (R51)")
        #expect(world.taps(of: ofA).count == 2, "taps in the gap are dropped")
    }

    @Test func `may be named in its grace, which goes on (R53)`() throws {
        let (_, ofB) = try joined()
        world.disconnect(ofB)
        world.move(to: .seconds(10))
        try world.d.given(.quick, .act)
        try world.b.given(.quick, .act(over: ofB))
        #expect(world.b.put(.sticky, .act(over: ofB)).status == 200)
        #expect(world.b.get(.quick)["nextTimer"] == world.time(.seconds(30)))

        world.move(to: .seconds(30))
        #expect(world.v.get(.sticky)["membersInfo/active"] == 1)
        #expect(world.d.get(.quick).names("members") == ["0"])
        #expect(world.b.put(.sticky, .act(over: ofB)).response.rule == "7.5.1")
    }

    @Test func `is given back to its user within the grace (R47)`() throws {
        let (_, ofB) = try joined()
        world.disconnect(ofB)
        world.move(to: .seconds(29))
        #expect(world.a.connect(resuming: ofB) != ofB)
        let etag = world.a.get(.sticky).etag
        #expect(world.b.connect(resuming: ofB) == ofB)
        #expect(world.directory.wake == nil)
        #expect(world.b.connect(resuming: ofB) != ofB, "it is not lost any more")

        world.move(to: .seconds(40))
        let answer = world.a.get(.sticky)
        #expect(answer.etag == etag)
        #expect(!answer.has("nextTimer"))
        world.disconnect(ofB)
        world.move(to: .seconds(70))
        #expect(world.a.get(.sticky)["membersInfo/active"] == 1)
        #expect(world.b.connect(resuming: ofB) != ofB)
    }

    @Test func `makes inactive at one instant all who lose it together, in one commit (7.3.6)`()
        throws
    {
        let (ofA, ofB) = try joined()
        let before = world.v.get(.sticky)
        world.disconnect(ofA)
        world.disconnect(ofB)
        world.disconnect(ofB)
        world.move(to: .seconds(30))

        let after = world.v.get(.sticky)
        let changeNumber = try #require(before["changeNumber"]?.integerValue)
        #expect(after["changeNumber"] == .integer(changeNumber + 1))
        #expect(after["membersInfo/active"] == 0)
    }

    @Test func `is one commit in each session (R70)`() throws {
        let id = world.a.connect()
        for name in ["b", "a", "c"] {
            try world.v.given(.target("sticky", name), [:])
            try world.a.given(.target("sticky", name), .act(over: id))
        }
        world.disconnect(id)
        let earlier = world.effects.count
        world.move(to: .seconds(31))

        let names = world.effects.dropFirst(earlier).map { effect -> String in
            guard case .committed(let reference, _, changeNumber: 3) = effect else { return "?" }
            return reference.name
        }
        #expect(names == ["a", "b", "c"])
    }

    @Test func `ends at once when it is closed for good (R70)`() throws {
        let (ofA, ofB) = try joined()
        let told = world.taps(of: ofA).count
        world.endConnection(ofB)

        #expect(world.taps(of: ofA).count == told + 1)
        #expect(world.v.get(.sticky)["members/1/properties/system"] == [:])
        #expect(world.b.put(.sticky, .act(over: ofB)).response.rule == "7.5.1")
        let earlier = world.effects.count
        world.endConnection(ofB)
        world.endConnection(GUID(name: "unknown"))
        #expect(world.effects.count == earlier)
    }

    @Test func `ends at once even in its grace (R70)`() throws {
        let (_, ofB) = try joined()
        world.disconnect(ofB)
        world.endConnection(ofB)
        #expect(world.directory.wake == nil)
        #expect(world.v.get(.sticky)["membersInfo/active"] == 1)
    }

    @Test func `does not matter to a member who has left`() throws {
        let (_, ofB) = try joined()
        try world.b.given(.sticky, .leave)
        world.disconnect(ofB)
        #expect(world.directory.wake == nil)
        try world.b.given(.sticky, .act(over: world.b.connect()))
        #expect(world.directory.wake == nil)
    }

    @Test func `is not waited for when its member or its session is gone`() throws {
        let (ofA, ofB) = try joined()
        world.disconnect(ofA)
        world.move(to: .seconds(1))
        world.disconnect(ofB)
        try world.a.given(.sticky, .leave)
        #expect(world.directory.wake == WireTime.instant(.seconds(31)))
        try world.b.given(.sticky, .status(["ready": true]))
        #expect(world.directory.wake == nil)

        let id = world.c.connect()
        try world.c.given(.quick, .act(over: id))
        world.disconnect(id)
        #expect(world.directory.wake == WireTime.instant(.seconds(31)))
        #expect(world.c.put(.quick, .leave).status == 204)
        #expect(world.directory.wake == nil)
    }

    @Test func `is given up at its time, however late anybody looks (7.5.4)`() throws {
        func run(_ offsets: [Int64]) throws -> (SessionDirectory, [DirectoryEffect], Answer) {
            var directory = SessionDirectory()
            var effects: [DirectoryEffect] = []
            func put(_ body: JSONValue, from caller: Caller) {
                _ = directory.handle(
                    .put(.quick, body), from: caller, at: WireTime.t0, entropy: Entropy(1, 2))
            }
            put(.act, from: .a)
            let id = directory.connect(
                Xuid(rawValue: 5_500_461), at: WireTime.t0, entropy: Entropy(3, 4))
            put(.act(over: try #require(id)), from: .b)
            directory.disconnect(try #require(id), at: WireTime.t0)
            for offset in offsets {
                effects += directory.runTimers(
                    at: WireTime.t0.adding(milliseconds: offset), entropy: Entropy(5, 6))
            }
            let outcome = directory.handle(
                .get(.quick), from: .a, at: WireTime.instant(.seconds(100)), entropy: Entropy(7, 8))
            effects += outcome.effects
            return (directory, effects, Answer(response: outcome.response))
        }

        let punctual = try run([30_000])
        let late = try run([])
        #expect(punctual.2.names("members") == ["0"])
        #expect(punctual.2.response == late.2.response)
        #expect(punctual.1 == late.1)
        #expect(punctual.1.count == 2)
        #expect(try run([10_000, 99_000]).1 == punctual.1)
    }

    @Test func `lets its member's other timeouts begin when it is given up (7.5.3)`() throws {
        try world.a.given(.quick, .act.with(.constants(["inactiveRemovalTimeout": 60_000])))
        let id = world.b.connect()
        try world.b.given(.quick, .act(over: id))
        world.disconnect(id)
        world.move(to: .seconds(89))
        let before = world.a.get(.quick)
        #expect(before.names("members") == ["0", "1"])
        #expect(before["nextTimer"] == world.time(.seconds(90)))
        world.move(to: .seconds(90))
        #expect(world.a.get(.quick).names("members") == ["0"])
    }

    @Test func `is forgotten after its grace, and there is a limit of connections`() {
        let world = World { $0.connectionsLimit = 2 }
        let (first, second) = (world.a.connect(), world.a.connect())
        #expect(first != second)
        #expect(world.a.tryConnecting() == nil)
        world.disconnect(first)
        world.move(to: .milliseconds(29_999))
        #expect(world.a.tryConnecting() == nil)
        world.move(to: .seconds(30))
        #expect(world.a.tryConnecting() != nil)
    }

    @Test func `has the grace that is configured`() throws {
        let world = World { $0.connectionGraceMilliseconds = 1_000 }
        let id = world.a.connect()
        try world.v.given(.sticky, [:])
        try world.a.given(.sticky, .act(over: id))
        world.disconnect(id)
        #expect(world.directory.wake == WireTime.instant(.seconds(1)))
    }
}
