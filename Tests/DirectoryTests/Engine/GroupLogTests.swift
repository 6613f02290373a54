import Directory
import JSON
import Sessions
import Testing

/// The log of groups and encounters (14.6).
@Suite struct `The log of groups` {
    let world = World()
    var log: GroupLog { world.directory.groupLog }
    let session = DirectoryTarget.big.reference

    private func xuid(_ sender: Sender) throws -> Xuid { try #require(Xuid(sender.xuid)) }

    private func times(_ stays: [GroupStay]) -> [[Timestamp?]] { stays.map { [$0.from, $0.to] } }

    private func instant(_ offset: Duration) -> Timestamp { WireTime.instant(offset) }

    @Test func `has when a user came into a group and left it (14.6)`() throws {
        try world.a.given(.big, .act)
        world.move(to: .seconds(10))
        try world.a.given(.big, .status(["groups": ["Team", "all"]]))
        world.move(to: .seconds(20))
        try world.a.given(.big, .status(["groups": ["ALL"]]))
        world.move(to: .seconds(30))
        let open = log.stays(of: try xuid(world.a))
        try world.a.given(.big, .status(["groups": nil]))

        #expect(open.map(\.group) == ["Team", "all"])
        #expect(
            times(open) == [
                [instant(.seconds(10)), instant(.seconds(20))], [instant(.seconds(10)), nil],
            ])
        #expect(
            times(log.stays(in: "All", of: try #require(session)))
                == [[instant(.seconds(10)), instant(.seconds(30))]])
    }

    @Test func `ends a stay when the member leaves or is taken out by a timer (14.6)`() throws {
        try world.a.given(.big, .act.with(.status(["groups": ["g"]])))
        try world.b.given(.big, .act.with(.status(["groups": ["g"]])))
        world.move(to: .seconds(5))
        try world.b.given(.big, .status(["active": false]))
        try world.a.given(.big, .custom(["a": 1]))
        world.move(to: .seconds(9))
        #expect(world.a.put(.big, .leave).status == 204)

        let stays = log.stays(in: "g", of: try #require(session))
        #expect(stays.map(\.xuid) == [try xuid(world.a), try xuid(world.b)])
        #expect(stays.map(\.to) == [instant(.seconds(9)), instant(.seconds(5))])
    }

    @Test func `counts an encounter as 30 seconds in the group, without a commit (14.6, 5.9.4)`()
        throws
    {
        try world.a.given(.big, .act)
        world.move(to: .seconds(60))
        let before = world.a.get(.big)

        let answer = world.a.put(.big, .status(["encounters": ["e", "f"]]))

        #expect(answer.status == 200)
        #expect(answer.etag == before.etag)
        // The write was repeated by the world on a copy of the directory only.
        #expect(
            times(log.stays(of: try xuid(world.a)))
                == [
                    [instant(.seconds(30)), instant(.seconds(60))],
                    [instant(.seconds(30)), instant(.seconds(60))],
                ])
    }

    @Test func `tells who played together (14.6)`() throws {
        try world.a.given(.big, .act.with(.status(["groups": ["g"]])))
        try world.b.given(.big, .act.with(.status(["groups": ["G", "other"]])))
        try world.c.given(.big, .act.with(.status(["groups": ["other"]])))
        world.move(to: .seconds(100))
        try world.a.given(.big, .status(["groups": nil]))
        world.move(to: .seconds(140))
        // An encounter reaches back 30 seconds, and so misses the stay of A.
        try world.d.given(.big, .act.with(.status(["encounters": ["g"]])))

        #expect(log.companions(of: try xuid(world.a)) == [try xuid(world.b)])
        #expect(
            log.companions(of: try xuid(world.b))
                == [try xuid(world.a), try xuid(world.c), try xuid(world.d)].sorted())
        #expect(log.companions(of: try xuid(world.d)) == [try xuid(world.b)])
    }

    @Test func `knows nothing of what was refused or not committed (14.6)`() throws {
        try world.a.given(.big, .act)
        let body = JSONValue.status(["groups": ["g"], "encounters": ["e"]])

        #expect(world.a.put(.big, body, nocommit: true).status == 200)
        #expect(world.a.put(.big, body.with(.custom(["a": 1])), ifMatch: "\"x\"").status == 412)
        #expect(world.a.put(.big, .status(["groups": ["g"], "encounters": ["~"]])).status == 400)
        #expect(log.stays(of: try xuid(world.a)) == [])
    }

    @Test func `takes so many groups at once as its limit says (13.1)`() throws {
        try world.a.given(.big, .act)
        let names = (0...100).map { JSONValue.string("g\($0)") }

        #expect(world.a.put(.big, .status(["groups": .array(names)])).response.rule == "13.1")
        #expect(world.a.put(.big, .status(["encounters": .array(names)])).status == 400)
        #expect(world.a.put(.big, .status(["groups": .array(names.dropLast())])).status == 200)
    }

    @Test func `drops the oldest finished stays beyond its limit`() {
        var options = DirectoryOptions()
        options.groupStaysLimit = 20
        var directory = SessionDirectory(options: options)
        func put(_ system: JSONValue) {
            _ = directory.handle(
                .put(.big, .act.with(.status(system))), from: .a, at: WireTime.t0,
                entropy: Entropy(1, 2))
        }
        put(["groups": ["stays"]])
        for number in 0..<100 { put(["encounters": [.string("e\(number)")]]) }

        let names = directory.groupLog.stays(of: Xuid(rawValue: 2_814_660_000_000_001)).map(\.group)
        #expect(names.count <= 20)
        #expect(names.first == "stays")
        #expect(names.last == "e99")
        #expect(!names.contains("e0"))
    }
}
