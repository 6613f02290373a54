import Directory
import JSON
import Sessions
import Testing

@Suite struct `The presence of users` {
    let world = World()
    private let stacy = Xuid(rawValue: 5_500_461)

    private func change(_ body: (inout Presence) -> Void) {
        world.change { directory, _ in body(&directory.presence) }
    }

    @Test func `that is lost makes an active member inactive at the next access (7.6)`() throws {
        try world.a.given(.quick, .act)
        let joined = try world.b.given(.quick, .act)
        change { $0.lose(stacy) }
        #expect(world.directory.wake == nil)
        world.move(to: .seconds(3600))

        let first = world.a.get(.quick)
        #expect(first["members/1/properties/system"] == [:])
        #expect(!first.has("members/1/activeTitleId"))
        #expect(first["nextTimer"] == world.time(.seconds(3600)))
        let changeNumber = try #require(joined["changeNumber"]?.integerValue)
        #expect(first["changeNumber"] == .integer(changeNumber + 1))
        #expect(world.a.get(.quick).names("members") == ["0"], "7.3.2: one transition a run")
    }

    @Test func `counts for the title in which the member is active (7.6)`() throws {
        try world.a.given(.quick, .act)
        try world.b.given(.quick, .act)
        change { $0.lose(stacy, in: "1") }
        #expect(world.a.get(.quick)["membersInfo/active"] == 2)
        change { $0.lose(stacy, in: "8397267") }
        change { $0.see(stacy, in: "8397267") }
        #expect(world.a.get(.quick)["membersInfo/active"] == 2)
        change { $0.lose(stacy, in: "8397267") }
        #expect(world.a.get(.quick)["membersInfo/active"] == 1)
    }

    @Test func `is not asked for members who are not active (7.6)`() throws {
        try world.a.given(.sticky, .act)
        try world.a.given(.sticky, .reserve(world.b))
        change { $0.lose(stacy) }
        #expect(world.a.get(.sticky)["members/1/reserved"] == true)
        #expect(world.b.put(.sticky, .status(["ready": true])).status == 200)
        #expect(world.a.get(.sticky)["members/1/properties/system/ready"] == true)
        change { $0.see(stacy) }
        try world.b.given(.sticky, .act)
        #expect(world.a.get(.sticky)["membersInfo/active"] == 2)
    }

    @Test func `is not asked where its check is suppressed (7.6, 6.3)`() throws {
        try world.a.given(
            .quick,
            .act.with(.constants(["capabilities": ["suppressPresenceActivityCheck": true]])))
        try world.b.given(.quick, .act)
        change { $0.lose(stacy) }
        #expect(world.a.get(.quick)["membersInfo/active"] == 2)
    }

    @Test func `that is lost is one commit with other timers, and tapped (7.3.6, R66)`() throws {
        let ofA = world.a.connect()
        try world.a.given(.lobby, .act(over: ofA).with(.subscribe(["membersStatus"])))
        try world.a.given(.lobby, .reserve(world.b, world.c))
        try world.b.given(.lobby, .act(over: world.b.connect()))
        let told = world.taps(of: ofA).count
        change { $0.lose(stacy) }
        world.move(to: .seconds(30))

        let before = world.effects.count
        #expect(world.a.get(.lobby).names("members") == ["0", "1"])
        #expect(world.effects.count == before + 2)
        #expect(world.taps(of: ofA).count == told + 1)
    }

    @Test func `sees everybody unless told`() {
        var presence = Presence()
        #expect(presence.isComplete)
        presence.lose(stacy)
        #expect(!presence.isComplete)
        #expect(!presence.sees(stacy, in: "1"))
        presence.see(stacy, in: "1")
        #expect(!presence.sees(stacy, in: "1"), "it takes back only what it names")
        presence.see(stacy)
        #expect(presence.sees(stacy, in: "1"))
        #expect(presence == Presence())
    }
}
