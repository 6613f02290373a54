import Directory
import DirectoryRuntime
import JSON
import Sessions
import Testing

private let session = DirectoryTarget.session(
    SessionReference(scid: "s", templateName: "hall", name: "one"))
private let ada = Caller.user(Xuid(rawValue: 5), gamertag: "ada")
private let grace = Caller.user(Xuid(rawValue: 6), gamertag: "grace")

/// A directory with a template whose sessions keep inactive members.
private func makeDirectory() -> LocalDirectory {
    var templates = TemplateCatalog()
    templates.add(
        SessionTemplate(
            scid: "s", name: "hall",
            constants: [
                "system": [
                    "inactiveRemovalTimeout": nil,
                    "capabilities": ["connectionRequiredForActiveMembers": true],
                ]
            ]))
    return LocalDirectory(SessionDirectory(templates: templates), clock: VirtualClock(), seed: 7)
}

private func joining(_ connection: GUID?, subscribing types: JSONValue = []) -> JSONValue {
    [
        "members": [
            "me": [
                "properties": [
                    "system": [
                        "active": true, "connection": .string(connection?.description ?? ""),
                        "subscription": [
                            "id": "c0ffee00-1111-4222-8333-444455556666", "changeTypes": types,
                        ],
                    ]
                ]
            ]
        ]
    ]
}

extension DirectoryResponse {
    /// How many members are active.
    fileprivate var activeCount: JSONValue? {
        guard case .json(let body) = body else { return nil }
        return body["membersInfo"]?["active"]
    }
}

@Suite struct `The connections of a local directory` {
    @Test func `are given up when its clock says so`() throws {
        let directory = makeDirectory()
        let clock = try #require(directory.clock as? VirtualClock)
        let (first, second) = (
            directory.connect(Xuid(rawValue: 5)), directory.connect(Xuid(rawValue: 6))
        )
        var effects: [DirectoryEffect] = []
        directory.onEffect = { effects.append($0) }
        let one = joining(first, subscribing: ["membersStatus"])
        #expect(directory.answer(.put(session, one), from: ada).status == 201)
        #expect(directory.answer(.put(session, joining(second)), from: grace).status == 200)
        #expect(directory.wake == nil)
        effects = []

        clock.advance(to: VirtualClock.start.adding(milliseconds: 1_000))
        directory.disconnect(try #require(second))
        let wake = VirtualClock.start.adding(milliseconds: 31_000)
        #expect(directory.wake == wake)
        #expect(effects == [])
        clock.advance(to: wake)
        directory.runTimers()

        guard effects.count == 2, case .committed(_, let branch, changeNumber: 3) = effects[0],
            case .tapped(let connection, let event) = effects[1]
        else {
            Issue.record("\(effects)")
            return
        }
        #expect(connection == first)
        let tap = try #require(event.shoulderTaps.first)
        #expect(tap.timestamp == wake && tap.branch == branch && tap.changeNumber == 3)
        #expect(directory.wake == nil)
        #expect(directory.answer(.get(session), from: ada).activeCount == 1)
    }

    @Test func `come back, or end at once`() throws {
        let directory = makeDirectory()
        let id = try #require(directory.connect(Xuid(rawValue: 5)))
        #expect(directory.answer(.put(session, joining(id)), from: ada).status == 201)
        directory.disconnect(id)
        #expect(directory.connect(Xuid(rawValue: 5), resuming: id) == id)
        #expect(directory.wake == nil)
        directory.endConnection(id)
        #expect(directory.answer(.get(session), from: ada).activeCount == 0)
    }

    @Test func `do not help a user whom presence has lost`() throws {
        let directory = makeDirectory()
        let id = directory.connect(Xuid(rawValue: 5))
        #expect(directory.answer(.put(session, joining(id)), from: ada).status == 201)
        directory.presence.lose(Xuid(rawValue: 5))
        #expect(directory.answer(.get(session), from: ada).activeCount == 0)
    }
}

/// A pause that lasts until a test ends it.
private actor ManualPause {
    private var waiting: [CheckedContinuation<Void, any Error>] = []
    private let begun: AsyncStream<Duration>.Continuation
    private var beginnings: AsyncStream<Duration>.Iterator

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Duration.self)
        begun = continuation
        beginnings = stream.makeAsyncIterator()
    }

    /// Begins a pause and waits for its end.
    func wait(_ duration: Duration) async throws {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(continuation)
            begun.yield(duration)
        }
    }

    /// Ends the oldest pause.
    func end() { waiting.removeFirst().resume() }

    /// Ends the oldest pause as one that was cancelled.
    func cancel() { waiting.removeFirst().resume(throwing: CancellationError()) }

    /// Waits until the next pause begins, and answers how long it shall last.
    func nextBeginning() async -> Duration? {
        var iterator = beginnings
        let duration = await iterator.next(isolation: #isolation)
        beginnings = iterator
        return duration
    }
}

@Suite struct `A shared directory that nobody asks` {
    /// A shared directory whose effects arrive in a stream, and which pauses as a test says.
    private func make() -> (SharedDirectory, ManualPause, AsyncStream<DirectoryEffect>) {
        let (stream, continuation) = AsyncStream.makeStream(of: DirectoryEffect.self)
        let directory = makeDirectory()
        directory.onEffect = { continuation.yield($0) }
        let pause = ManualPause()
        return (SharedDirectory(directory, pause: { try await pause.wait($0) }), pause, stream)
    }

    private func advance(_ shared: SharedDirectory, to milliseconds: Int64) async {
        await shared.withDirectory { directory in
            (directory.clock as? VirtualClock)?
                .advance(to: VirtualClock.start.adding(milliseconds: milliseconds))
        }
    }

    @Test func `wakes when a lost connection is given up`() async throws {
        let (shared, pause, stream) = make()
        var effects = stream.makeAsyncIterator()
        let id = try #require(await shared.connect(Xuid(rawValue: 5)))
        #expect(await shared.answer(.put(session, joining(id)), from: ada).status == 201)
        _ = await effects.next()
        await advance(shared, to: 500)
        await shared.disconnect(id)
        #expect(await pause.nextBeginning() == .seconds(30))

        await advance(shared, to: 30_500)
        await pause.end()
        guard case .committed(_, _, changeNumber: 2)? = await effects.next() else {
            Issue.record("no commit")
            return
        }
        #expect(await shared.answer(.get(session), from: ada).activeCount == 0)
    }

    @Test func `pauses again when it is woken too early`() async throws {
        let (shared, pause, stream) = make()
        var effects = stream.makeAsyncIterator()
        let id = try #require(await shared.connect(Xuid(rawValue: 5)))
        #expect(await shared.answer(.put(session, joining(id)), from: ada).status == 201)
        _ = await effects.next()
        await shared.disconnect(id)
        #expect(await pause.nextBeginning() == .seconds(30))
        await advance(shared, to: 29_999)
        await pause.end()
        #expect(await pause.nextBeginning() == .milliseconds(1))
        await advance(shared, to: 30_000)
        await pause.end()
        guard case .committed(_, _, changeNumber: 2)? = await effects.next() else {
            Issue.record("no commit")
            return
        }
    }

    @Test func `gives up a pause that is not needed any more`() async throws {
        let (shared, pause, _) = make()
        let first = try #require(await shared.connect(Xuid(rawValue: 5)))
        #expect(await shared.answer(.put(session, joining(first)), from: ada).status == 201)
        await shared.disconnect(first)
        #expect(await pause.nextBeginning() == .seconds(30))
        #expect(await shared.connect(Xuid(rawValue: 5), resuming: first) == first)

        await advance(shared, to: 10_000)
        await shared.disconnect(first)
        #expect(await pause.nextBeginning() == .seconds(30))
        // The first pause was cancelled: that it ends wakes nobody, whatever the clock says.
        await advance(shared, to: 30_000)
        await pause.cancel()
        await shared.endConnection(first)
        #expect(await shared.answer(.get(session), from: ada).activeCount == 0)
    }

    @Test func `does not live on for a pause`() async throws {
        let pause = ManualPause()
        weak var released: SharedDirectory?
        do {
            let shared = SharedDirectory(makeDirectory(), pause: { try await pause.wait($0) })
            released = shared
            let id = try #require(await shared.connect(Xuid(rawValue: 5)))
            #expect(await shared.answer(.put(session, joining(id)), from: ada).status == 201)
            await shared.disconnect(id)
            #expect(await pause.nextBeginning() == .seconds(30))
        }
        #expect(released == nil)
        await pause.end()
    }
}
