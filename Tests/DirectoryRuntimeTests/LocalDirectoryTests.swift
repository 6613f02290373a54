import Directory
import DirectoryRuntime
import JSON
import Sessions
import Testing

private let session = DirectoryTarget.session(
    SessionReference(scid: "s", templateName: "quick", name: "one"))
private let joining: JSONValue = [
    "members": ["me": ["properties": ["system": ["active": true]]]]
]
private let ada = Caller.user(Xuid(rawValue: 5), gamertag: "ada")

private func makeDirectory(
    clock: any DirectoryClock = VirtualClock(), seed: UInt64 = 7
) -> LocalDirectory {
    var templates = TemplateCatalog()
    templates.add(SessionTemplate(scid: "s", name: "quick", constants: ["system": [:]]))
    return LocalDirectory(SessionDirectory(templates: templates), clock: clock, seed: seed)
}

/// A clock that its owner may set to any time.
private final class WaywardClock: DirectoryClock {
    var now = VirtualClock.start
}

@Suite struct `A local directory` {
    @Test func `answers at the time of its clock`() {
        let clock = VirtualClock()
        let directory = makeDirectory(clock: clock)
        #expect(directory.answer(.get(session), from: ada).date == VirtualClock.start)

        let later = VirtualClock.start.adding(milliseconds: 1_500)
        clock.advance(to: later)
        #expect(directory.answer(.get(session), from: ada).date == later)
    }

    @Test func `does not follow a clock that is set back`() {
        let clock = WaywardClock()
        let directory = makeDirectory(clock: clock)
        clock.now = VirtualClock.start.adding(milliseconds: 60_000)
        let noon = clock.now
        #expect(directory.answer(.get(session), from: ada).date == noon)

        clock.now = VirtualClock.start
        #expect(directory.now == noon)
        #expect(directory.answer(.get(session), from: ada).date == noon)
    }

    @Test func `gives equal answers for equal seeds and others for other seeds`() {
        let answers = [7, 7, 8].map { seed in
            makeDirectory(seed: seed).answer(.put(session, joining), from: ada)
        }
        #expect(answers[0].status == 201)
        #expect(answers[0] == answers[1])
        #expect(answers[0] != answers[2])
    }

    @Test func `reports effects before it answers`() {
        let directory = makeDirectory()
        var effects: [DirectoryEffect] = []
        directory.onEffect = { effects.append($0) }

        let answer = directory.answer(.put(session, joining), from: ada)

        #expect(answer.status == 201)
        #expect(effects.count == 1)
        guard case .committed(let reference, _, changeNumber: 1) = effects.first else {
            Issue.record("\(effects)")
            return
        }
        #expect(DirectoryTarget.session(reference) == session)
    }

    @Test func `knows its caller by an authorization header`() {
        let directory = makeDirectory()
        let written = directory.answer(.put(session, joining), authorization: ada.authorization)
        #expect(written == makeDirectory().answer(.put(session, joining), from: ada))

        let refused = directory.answer(.get(session), authorization: "Bearer abc")
        #expect(refused == directory.answer(.get(session), from: nil))
        #expect(refused.status == 401)
    }

    @Test func `lets a token expire at the time of its clock`() {
        // {"v":1,"exp":1893456001,"users":[{"xid":"5"}]}
        let token =
            "XBL3.0 x=5;L1.eyJ2IjoxLCJleHAiOjE4OTM0NTYwMDEsInVzZXJzIjpbeyJ4aWQiOiI1In1dfQ"
        let clock = VirtualClock()
        let directory = makeDirectory(clock: clock)
        #expect(directory.answer(.get(session), authorization: token).status == 204)
        clock.advance(to: VirtualClock.start.adding(milliseconds: 1_000))
        #expect(directory.answer(.get(session), authorization: token).status == 401)
    }
}

@Suite struct `A shared directory` {
    @Test func `answers as the directory it took over`() async {
        let shared = SharedDirectory(makeDirectory())
        let local = makeDirectory()

        #expect(await shared.now == VirtualClock.start)
        #expect(
            await shared.answer(.put(session, joining), from: ada)
                == local.answer(.put(session, joining), from: ada))
        #expect(
            await shared.answer(.get(session), authorization: ada.authorization)
                == local.answer(.get(session), from: ada))
    }

    @Test func `serves many tasks one after the other`() async {
        let shared = SharedDirectory(makeDirectory())
        let statuses = await withTaskGroup(of: Int.self) { group in
            for number in 1...32 {
                let caller = Caller.user(Xuid(rawValue: UInt64(number)))
                group.addTask { await shared.answer(.put(session, joining), from: caller).status }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses.sorted() == Array(repeating: 200, count: 31) + [201])
    }

    @Test func `lets its directory be used in between`() async {
        let shared = SharedDirectory(makeDirectory())
        let later = VirtualClock.start.adding(milliseconds: 1_000)
        await shared.withDirectory { ($0.clock as? VirtualClock)?.advance(to: later) }
        #expect(await shared.now == later)
        #expect(await shared.answer(.get(session), from: ada).date == later)
    }
}
