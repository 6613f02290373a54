import Directory
import JSON
import Sessions
import Testing

/// Seeded sequences of requests, losses and returns of connections, with time passing; who is tapped,
/// who is active and when the directory wants to wake is compared with a naive reading of documents.
@Suite struct `Any life of connections` {
    @Test(arguments: UInt64(1)...8)
    func `taps and gives up as the documents tell (3.7.5, 7.5)`(seed: UInt64) {
        var life = ConnectionLife(seed: seed)
        for _ in 0..<250 { life.step() }
        for problem in life.problems.prefix(3) { Issue.record("\(problem)") }
        #expect(life.tapCount > 50)
        #expect(life.givenUpCount > 1)
    }
}

/// A directory, the connections of its users, and what is known of them naively.
private struct ConnectionLife {
    var problems: [String] = []
    private(set) var tapCount = 0
    private(set) var givenUpCount = 0

    private var directory: SessionDirectory
    private var random: SeededRandom
    private var now = WireTime.t0
    private var live: [GUID: Xuid] = [:]
    private var lost: [GUID: (user: Xuid, end: Timestamp)] = [:]
    /// Every id that was ever given, in order.
    private var issued: [GUID] = []
    private var documents: [JSONValue] = []

    private static let users: [Caller] = [.a, .b, .c, .d]
    private static let targets = ["one", "two", "three"].map {
        DirectoryTarget.target("hall", $0)
    }
    private static let types = [
        "everything", "host", "matchmakingStatus", "membersList", "membersStatus", "joinability",
        "customProperty", "membersCustomProperty",
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        var catalog = TemplateCatalog()
        // No timer but the grace of connections changes such a session.
        let system: JSONValue = [
            "capabilities": ["connectionRequiredForActiveMembers": true],
            "maxMembersCount": 4, "reservedRemovalTimeout": nil, "inactiveRemovalTimeout": nil,
            "readyRemovalTimeout": nil, "sessionEmptyTimeout": nil,
        ]
        catalog.add(SessionTemplate(scid: Scid.s, name: "hall", constants: ["system": system]))
        directory = SessionDirectory(templates: catalog)
        for target in Self.targets {
            _ = directory.handle(
                .put(target, [:]), from: .server, at: now, entropy: random.entropy())
        }
        documents = look()
        for user in Self.users.compactMap({ $0.user?.xuid }) { connect(user) }
    }

    mutating func step() {
        switch random.next() % 16 {
        case 0, 6:
            if let user = pick(Self.users.compactMap { $0.user?.xuid }) { connect(user) }
        case 1: if let id = pick(live.keys.sorted()) { disconnect(id) }
        case 2: if let id = pick(lost.keys.sorted()) { resume(id) }
        case 3: if random.next() % 8 == 0, let id = pick(issued) { end(id) }
        case 4, 5: move(by: Int64(random.next() % 60_000))
        default: write()
        }
        checkStates()
    }

    // MARK: Steps

    private mutating func connect(_ user: Xuid) {
        guard let id = directory.connect(user, at: now, entropy: random.entropy()) else {
            return problems.append("no connection")
        }
        live[id] = user
        issued.append(id)
    }

    private mutating func disconnect(_ id: GUID) {
        directory.disconnect(id, at: now)
        guard let user = live.removeValue(forKey: id) else { return }
        lost[id] = (user, now.adding(milliseconds: 30_000))
        expect([], [], actor: nil, live: live)
    }

    private mutating func resume(_ id: GUID) {
        guard let (user, _) = lost[id] else { return }
        let given = directory.connect(user, resuming: id, at: now, entropy: random.entropy())
        if given != id { problems.append("\(id) was not resumed") }
        lost[id] = nil
        live[id] = user
        expect([], [], actor: nil, live: live)
    }

    private mutating func end(_ id: GUID) {
        let effects = directory.endConnection(id, at: now, entropy: random.entropy())
        let changed = holders.filter { $0.connection == id }.map(\.target)
        live[id] = nil
        lost[id] = nil
        expect(effects, changed, actor: nil, live: live)
    }

    /// Lets time pass, to each instant at which somebody is given up.
    private mutating func move(by milliseconds: Int64) {
        let target = now.adding(milliseconds: milliseconds)
        while let wake = expectedWake, wake <= target {
            now = wake
            let dead = lost.filter { $0.value.end <= wake }.map(\.key)
            let changed = Self.targets.indices.filter { position in
                holders.contains { $0.target == position && dead.contains($0.connection) }
            }
            for id in dead { lost[id] = nil }
            let effects = directory.runTimers(at: wake, entropy: random.entropy())
            givenUpCount += changed.count
            expect(effects, changed, actor: nil, live: live)
        }
        now = target
        lost = lost.filter { $0.value.end > now }
    }

    private mutating func write() {
        let caller = random.next() % 8 == 0 ? Caller.server : pick(Self.users) ?? .a
        let position = Int(random.next() % UInt64(Self.targets.count))
        let outcome = directory.handle(
            .put(Self.targets[position], body(for: caller)), from: caller, at: now,
            entropy: random.entropy())
        let isChange = look()[position].at("changeNumber") != documents[position].at("changeNumber")
        if isChange, outcome.response.status != 200 {
            problems.append("\(outcome.response.failureText) changed something")
        }
        expect(
            outcome.effects, isChange ? [position] : [], actor: caller.user?.xuid, live: live)
    }

    private mutating func body(for caller: Caller) -> JSONValue {
        let number = JSONValue.integer(Int64(random.next() % 3))
        let indices = documents.flatMap { $0.at("members")?.objectValue?.names ?? [] }
            .compactMap { Int($0) }
        if caller.isServer {
            return pick([
                .remove(pick(indices) ?? 0), .system(["closed": false]),
                .remove(pick(indices) ?? 0), .custom(["a": number]),
                ["servers": ["matchmaking": ["properties": ["system": ["status": "found"]]]]],
                ["servers": ["matchmaking": nil]],
            ]) ?? [:]
        }
        let own = live.filter { $0.value == caller.user?.xuid }.keys.sorted()
        let joining = JSONValue.act(over: pick(own) ?? pick(issued) ?? .zero)
        var types: [JSONValue] = []
        for type in Self.types where random.next() % 2 == 0 { types.append(.string(type)) }
        if random.next() % 2 == 0 { return joining.with(.subscribe(.array(types))) }
        return pick([
            joining, joining, joining.with(.subscribe(.array(types))),
            joining.with(.subscribe(.array(types))), .act(over: pick(issued) ?? .zero),
            .subscribe(.array(types)), .leave, .status(["active": false]), .custom(["a": number]),
            .me(["properties": ["custom": ["a": number]]]),
            .system(["closed": .bool(random.next() % 4 == 0)]),
            .system(["turn": []]), .custom(["a": number]).with(joining),
        ]) ?? [:]
    }

    // MARK: What must be

    /// Active members with their connections, as the documents tell.
    private var holders: [(target: Int, xuid: String, connection: GUID)] {
        documents.enumerated().flatMap { position, document in
            (document.at("members")?.objectValue ?? [:]).compactMap { entry in
                let system = entry.value.at("properties/system")
                guard system?["active"] == true,
                    let id = system?["connection"]?.stringValue.flatMap({ GUID($0) })
                else { return nil }
                let xuid = entry.value.at("constants/system/xuid")?.stringValue ?? ""
                return (position, xuid, id)
            }
        }
    }

    private var expectedWake: Timestamp? { holders.compactMap { lost[$0.connection]?.end }.min() }

    /// Compares effects with what the documents tell of the sessions that must have changed.
    private mutating func expect(
        _ effects: [DirectoryEffect], _ changed: [Int], actor: Xuid?, live: [GUID: Xuid]
    ) {
        let (before, after) = (documents, look())
        documents = after
        for position in before.indices {
            let step = changed.contains(position) ? 1 as Int64 : 0
            let number = before[position].at("changeNumber")?.integerValue ?? 0
            if after[position].at("changeNumber")?.integerValue != number + step {
                problems.append("5.9.1: session \(position) changed \(number) not by \(step)")
            }
        }
        problems += EffectOrder(effects: effects).problems
        let found = effects.compactMap { effect -> TapOracle.Tap? in
            guard case .tapped(let connection, let event) = effect else { return nil }
            let tap = event.shoulderTaps[0]
            return TapOracle.Tap(
                connection: connection, subscription: tap.subscription.description,
                changeNumber: tap.changeNumber)
        }
        tapCount += found.count
        let order = effects.compactMap { effect -> Int? in
            guard case .committed(let reference, _, _) = effect else { return nil }
            return Self.targets.firstIndex(of: .session(reference))
        }
        let expected = order.flatMap { position in
            TapOracle(before: before[position], after: after[position], live: live, actor: actor)
                .taps
        }
        if order.sorted() != changed.sorted() {
            problems.append("7.3.6: commits in \(order), changes in \(changed)")
        }
        if found != expected { problems.append("3.7.5: taps \(found), expected \(expected)") }
    }

    private mutating func checkStates() {
        if directory.wake != expectedWake {
            problems.append("7.5.4: wake \(directory.wake as Any) not \(expectedWake as Any)")
        }
        for holder in holders {
            let user = live[holder.connection] ?? lost[holder.connection]?.user
            if user?.description != holder.xuid {
                problems.append("7.5.1: \(holder) is active over a connection that is not its own")
            }
        }
        for (position, document) in documents.enumerated() {
            let ends = holders.filter { $0.target == position }.compactMap {
                lost[$0.connection]?.end
            }
            if document.at("nextTimer")?.stringValue != ends.min()?.description {
                problems.append("7.4: nextTimer \(document.at("nextTimer") as Any), not \(ends)")
            }
        }
    }

    private func look() -> [JSONValue] {
        var copy = directory
        return Self.targets.map { target in
            let outcome = copy.handle(
                .get(target), from: .server, at: now, entropy: Entropy(0, 0))
            guard case .json(let document) = outcome.response.body else { return .null }
            return document
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(random.next() % UInt64(elements.count))]
    }
}
