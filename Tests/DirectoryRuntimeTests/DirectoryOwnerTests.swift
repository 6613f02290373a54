import Directory
import DirectoryRuntime
import JSON
import Sessions
import Testing

/// What the owner of a directory may tell and ask it, which no request can.
@Suite struct `The owner of a local directory` {
    private let clock = VirtualClock()
    private let directory: LocalDirectory
    private let ada = Caller.user(Xuid(rawValue: 5), gamertag: "ada")
    private let bo = Caller.user(Xuid(rawValue: 6), gamertag: "bo")
    private let reference = SessionReference(scid: "s", templateName: "quick", name: "one")

    init() {
        var templates = TemplateCatalog()
        templates.add(SessionTemplate(scid: "s", name: "quick", constants: ["system": [:]]))
        templates.add(
            SessionTemplate(
                scid: "s", name: "big",
                constants: ["system": ["capabilities": ["large": true, "gameplay": true]]]))
        directory = LocalDirectory(
            SessionDirectory(templates: templates), clock: clock, seed: 7)
    }

    private func join(
        _ reference: SessionReference, _ caller: Caller, _ properties: JSONObject = [:],
        session: JSONObject = [:]
    ) -> Int {
        var member: JSONObject = ["active": true]
        for property in properties { member[property.name] = property.value }
        let body: JSONValue = [
            "properties": ["system": .object(session)],
            "members": ["me": ["properties": ["system": .object(member)]]],
        ]
        return directory.answer(.put(.session(reference), body), from: caller).status
    }

    @Test func `changes who follows whom`() {
        #expect(join(reference, ada, session: ["joinRestriction": "followed"]) == 201)
        #expect(join(reference, bo) == 403)
        directory.changePeople { $0.follow(Xuid(rawValue: 6), by: Xuid(rawValue: 5)) }
        #expect(directory.people.people(of: Xuid(rawValue: 5)) == [Xuid(rawValue: 6)])
        #expect(join(reference, bo) == 200)
    }

    @Test func `switches the limits on rates`() {
        directory.rateLimits = RateLimits()
        let read = DirectoryRequest.get(.session(reference))
        let statuses = (1...31).map { _ in directory.answer(read, from: ada).status }
        #expect(statuses.last == 429)
        directory.rateLimits = nil
        #expect(directory.answer(read, from: ada).status == 204)
    }

    @Test func `lists invites until they end`() {
        #expect(join(reference, ada) == 201)
        let body: JSONValue = [
            "version": 1, "type": "invite", "invitedXuid": "6",
            "sessionRef": ["scid": "s", "templateName": "quick", "name": "one"],
        ]
        #expect(directory.answer(.post(.handles, body), from: ada).status == 201)

        let invites = directory.invites(to: Xuid(rawValue: 6))
        #expect(invites.map { $0["senderXuid"] } == ["5"])
        clock.advance(to: VirtualClock.start.adding(milliseconds: 3_600_000))
        #expect(directory.invites(to: Xuid(rawValue: 6)).isEmpty)
    }

    @Test func `reads who played with whom`() {
        let town = SessionReference(scid: "s", templateName: "big", name: "town")
        #expect(join(town, ada, ["encounters": ["well"]]) == 201)
        #expect(join(town, bo, ["encounters": ["well"]]) == 200)

        #expect(directory.groupLog.companions(of: Xuid(rawValue: 5)) == [Xuid(rawValue: 6)])
    }
}
