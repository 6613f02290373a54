import Directory
import JSON
import Sessions
import Testing

@Suite struct `The evaluation of measurements` {
    @Test func `is that of a naive formulation in the first episode (8.6, 8.7)`() throws {
        var seen: Set<String> = []
        for seed in UInt64(1)...250 {
            var scenario = Scenario(seed: seed)
            try scenario.runFirstEpisode()
            seen.formUnion(scenario.seen)
        }

        // What never occurs is not tested.
        #expect(
            seen == [
                "timeout", "latency", "bandwidthdown", "bandwidthup", "network", "group",
                "episode", "failed", "succeeded", "candidates",
            ])
    }

    @Test func `is that of a naive formulation in a later episode (8.6)`() throws {
        var seen: Set<String> = []
        for seed in UInt64(1)...250 {
            var scenario = Scenario(seed: seed)
            try scenario.runLaterEpisode()
            seen.formUnion(scenario.seen)
        }

        #expect(
            seen == [
                "timeout", "latency", "bandwidthdown", "bandwidthup", "network", "group",
                "succeeded", "candidates",
            ])
    }

    @Test(
        arguments: [
            (.measured(250, down: 10_000, up: 10_000), nil),
            (.measured(251, down: 10_000, up: 10_000), "latency"),
            (.measured(250, down: 9999, up: 9999), "bandwidthdown"),
            (.measured(250, down: 10_000, up: 9999), "bandwidthup"),
            (["latency": 250.5, "bandwidthDown": 10_000, "bandwidthUp": 10_000], "latency"),
            (["latency": 1, "bandwidthDown": 10_000, "bandwidthUp": nil], "network"),
        ] as [(JSONValue, JSONValue?)])
    func `of pairs has the documented bounds, which are still good (6.2, 8.6)`(
        measured: JSONValue, failure: JSONValue?
    ) throws {
        let answer = try pair(["peerToPeerRequirements": [:]], measured)

        #expect(answer["members/1/initializationFailure"] == failure)
    }

    @Test(
        arguments: [
            (.measured(250, down: 100_000, up: 1000), nil),
            (.measured(251, down: 100_000, up: 1000), "latency"),
            (.measured(250, down: 99_999, up: 1000), "bandwidthdown"),
            (.measured(250, down: 100_000, up: 999), "bandwidthup"),
        ] as [(JSONValue, JSONValue?)])
    func `towards the host has the documented bounds, which are still good (6.2, 8.6)`(
        measured: JSONValue, failure: JSONValue?
    ) throws {
        let answer = try pair(["peerToHostRequirements": [:]], measured)

        #expect(answer["members/1/initializationFailure"] == failure)
    }

    /// What becomes of A, whose connection is good and who is the host, and of B, who measured A.
    private func pair(_ requirements: JSONValue, _ measured: JSONValue) throws -> Answer {
        let world = World()
        let settings: JSONValue = ["membersNeededToStart": 0]
        try world.a.given(
            .quick,
            .status(["active": true, "secureDeviceAddress": "AAAA"]).with(.initialize)
                .with(.reserveInitialized(world.b)).with(.system(["host": "709e80c8"]))
                .with(.constants(["capabilities": ["connectivity": true]]))
                .with(.constants(["memberInitialization": settings]))
                .with(.constants(requirements)))
        try world.b.given(.quick, .status(["active": true, "secureDeviceAddress": "ryY="]))
        try world.b.given(.quick, .measurements([("709e80c8" as JSONValue, measured)]))
        let good = JSONValue.measured(1, down: 1_000_000, up: 1_000_000)
        let answer = try world.a.given(.quick, .measurements([("c0674343" as JSONValue, good)]))
        #expect(!answer.has("initializing"))
        #expect(!answer.has("members/0/initializationFailure"))
        return answer
    }

    @Test func `copes with many members`() throws {
        var scenario = Scenario(seed: 7, count: 50)

        try scenario.runFirstEpisode()
    }
}

/// One session with random members, requirements and measurements, and what must become of it.
private struct Scenario {
    private var random: SeededRandom
    private var directory = SessionDirectory()
    private var naive: NaiveEvaluation
    private var now = 0
    private let count: Int
    private let needed: Int
    /// What this scenario was an example of.
    private(set) var seen: Set<String> = []

    /// Addresses and tokens of the devices in play.
    private static let devices: [(address: String, token: String)] = (0..<100).map { number in
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let address = "AA" + String([digits[number / 64], digits[number % 64]])
        var directory = SessionDirectory()
        let body = JSONValue.status(["secureDeviceAddress": .string(address)])
            .with(.constants(["capabilities": ["connectivity": true]]))
        let answer = directory.handle(
            .put(.quick, body), from: .a, at: WireTime.t0, entropy: Entropy(1, 2))
        return (
            address, Answer(response: answer.response)["members/0/deviceToken"]?.stringValue ?? ""
        )
    }

    init(seed: UInt64, count: Int? = nil) {
        var random = SeededRandom(seed: seed)
        let size = count ?? 1 + Int(random.next() % 6)
        var naive = NaiveEvaluation(peers: [])
        let kinds = random.next() % 3
        if kinds != 0 { naive.peerToPeer = .init(latency: 250, down: 1000, up: 1000) }
        if kinds != 1 { naive.peerToHost = .init(latency: 200, down: 2000, up: 900) }
        naive.metric = ["latency", "bandwidthup", "bandwidthdown", "bandwidth"].pick(&random)
        needed = Int(random.next() % UInt64(size + 1))
        self.count = size
        self.naive = naive
        self.random = random
    }

    /// A number below `limit`.
    private mutating func roll(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    // MARK: Members

    private mutating func people(from first: Int) -> [NaiveEvaluation.Peer] {
        let variety = count > 6 ? count : 4
        var joined = now
        return (first..<first + count).map { index in
            joined += roll(2)
            let device = roll(8) == 0 ? nil : Self.devices[roll(variety)].token
            let others = (first..<first + count).filter { _ in roll(3 * count) == 0 }
            return NaiveEvaluation.Peer(
                index: index, joined: joined, device: device, uploads: roll(12) != 0,
                group: roll(3) == 0 ? others : [])
        }
    }

    /// Measurements of every device in the session, some of them bad or missing.
    private mutating func measure(_ peers: [NaiveEvaluation.Peer], badness: Int) -> [NaiveEvaluation
        .Peer]
    {
        let devices = Set((peers + naive.established).compactMap(\.device)).sorted()
        return peers.map { peer in
            var peer = peer
            for device in devices where device != peer.device && roll(15) >= badness {
                var entry: [String: Int] = [:]
                if roll(40) >= badness {
                    entry["latency"] = roll(12) < badness ? 260 : 20 + 10 * roll(8)
                }
                if roll(40) >= badness {
                    entry["bandwidthDown"] = roll(12) < badness ? 900 : 3000 + 1000 * roll(4)
                }
                if roll(40) >= badness {
                    entry["bandwidthUp"] =
                        roll(12) < badness ? 950 - 100 * roll(2) : 2000 + 500 * roll(4)
                }
                peer.measured[device] = entry
            }
            return peer
        }
    }

    private func caller(_ index: Int) -> Caller {
        Caller(
            user: UserClaims(xuid: Xuid(rawValue: UInt64(1000 + index)), gamertag: "p\(index)"),
            titleID: "1", deviceID: "D\(index)")
    }

    // MARK: Requests

    @discardableResult
    private mutating func send(_ body: JSONValue?, from index: Int) throws -> Answer {
        var request = DirectoryRequest.get(.quick)
        if let body { request = .put(.quick, body) }
        let response = directory.handle(
            request, from: caller(index), at: WireTime.t0.adding(milliseconds: Int64(now) * 1000),
            entropy: random.entropy()
        ).response
        let answer = Answer(response: response)
        try #require(answer.status < 300, "\(response.failureText)")
        let problems =
            Invariants(session: answer.json ?? nil, expires: response.expires).problems
            + DocumentShape(session: answer.json ?? nil, contract: "107").problems
        #expect(problems == [])
        return answer
    }

    private func constants(needed: Int) -> JSONValue {
        var system: [(String, JSONValue)] = [
            ("capabilities", ["connectivity": true]), ("inactiveRemovalTimeout", nil),
            (
                "memberInitialization",
                ["membersNeededToStart": .integer(Int64(needed)), "joinTimeout": 1_000_000]
            ),
        ]
        if let thresholds = naive.peerToPeer {
            let requirements: JSONValue = [
                "latencyMaximum": .integer(Int64(thresholds.latency)),
                "bandwidthMinimum": .integer(Int64(thresholds.down)),
            ]
            system.append(("peerToPeerRequirements", requirements))
        }
        if let thresholds = naive.peerToHost {
            let requirements: JSONValue = [
                "latencyMaximum": .integer(Int64(thresholds.latency)),
                "bandwidthDownMinimum": .integer(Int64(thresholds.down)),
                "bandwidthUpMinimum": .integer(Int64(thresholds.up)),
                "hostSelectionMetric": .string(naive.metric),
            ]
            system.append(("peerToHostRequirements", requirements))
        }
        return .constants(.object(JSONObject(system)))
    }

    private func reserve(_ peers: some Collection<NaiveEvaluation.Peer>) -> JSONValue {
        let entries = peers.enumerated().map { position, peer -> (String, JSONValue) in
            let system: JSONValue = ["xuid": .string("\(1000 + peer.index)"), "initialize": true]
            return ("reserve_\(position)", ["constants": ["system": system]])
        }
        return ["members": .object(JSONObject(entries))]
    }

    private func join(_ peer: NaiveEvaluation.Peer) -> JSONValue {
        var system: [(String, JSONValue)] = [("active", true)]
        if let device = Self.devices.first(where: { $0.token == peer.device }) {
            system.append(("secureDeviceAddress", .string(device.address)))
        }
        system.append(
            ("initializationGroup", .array(peer.group.map { .integer(Int64($0)) })))
        return .status(.object(JSONObject(system)))
    }

    private func upload(_ peer: NaiveEvaluation.Peer) -> JSONValue {
        let entries = peer.measured.sorted { $0.key < $1.key }.map { device, entry in
            let metrics = entry.sorted { $0.key < $1.key }
                .map { ($0.key, JSONValue.integer(Int64($0.value))) }
            let name = peer.index.isMultiple(of: 2) ? device : device.uppercased()
            return (name, JSONValue.object(JSONObject(metrics)))
        }
        return .status(["measurements": .object(JSONObject(entries))])
    }

    private func hostIfAny() -> JSONValue {
        naive.host.map { .system(["host": .string($0)]) } ?? [:]
    }

    // MARK: Episodes

    mutating func runFirstEpisode() throws {
        var peers = people(from: 0)
        peers = measure(peers, badness: roll(3))
        naive.peers = peers
        if roll(4) == 0 { naive.host = peers.compactMap(\.device).first }
        let creator = join(peers[0]).with(.initialize).with(reserve(peers.dropFirst()))
        now = peers[0].joined
        let last = peers.count == 1 ? hostIfAny() : [:]
        try send(creator.with(constants(needed: needed)).with(last), from: 0)
        try joinAndMeasure(peers.dropFirst())
        try checkOutcome(isFirst: true)
    }

    mutating func runLaterEpisode() throws {
        // Those who are there before have initialized with good connections, or never.
        let initializes = roll(2) == 0
        let old = people(from: 0).map { peer in
            NaiveEvaluation.Peer(index: peer.index, joined: 0, device: peer.device)
        }
        naive.peers = measure(old, badness: 0)
        let start = join(naive.peers[0]).with(constants(needed: 0))
        if initializes {
            try send(start.with(.initialize).with(reserve(naive.peers.dropFirst())), from: 0)
        } else {
            try send(start, from: 0)
        }
        try joinAndMeasure(naive.peers.dropFirst(), measures: initializes)
        let (failures, candidates) = naive.result()
        naive.earlierCandidates = initializes ? candidates : []
        #expect(failures.isEmpty)
        #expect(try send(nil, from: 0)["hostCandidates"] == shown(naive.earlierCandidates ?? []))

        naive.established = naive.peers
        if naive.established.count > 1, roll(2) == 0 {
            let gone = naive.established.removeLast()
            try send(.leave, from: gone.index)
            let tokens = naive.established.compactMap(\.device)
            naive.earlierCandidates?.removeAll { !tokens.contains($0) }
        }
        now += 100
        if roll(4) == 0 {
            naive.host = naive.established.compactMap(\.device).first
            if naive.host != nil { naive.earlierCandidates = [] }
        }
        naive.peers = measure(people(from: count), badness: roll(3))
        try send(reserve(naive.peers).with(hostIfAny()), from: 0)
        try joinAndMeasure(naive.peers[...])
        try checkOutcome(isFirst: false)
    }

    /// Lets members join one after the other, the last of them with the host, and upload.
    private mutating func joinAndMeasure(
        _ joining: ArraySlice<NaiveEvaluation.Peer>, measures: Bool = true
    ) throws {
        for peer in joining {
            now = peer.joined
            let isLast = peer.index == joining.last?.index
            try send(join(peer).with(isLast ? hostIfAny() : [:]), from: peer.index)
        }
        guard measures else { return }
        now += 1
        for peer in naive.peers where peer.uploads {
            try send(upload(peer), from: peer.index)
        }
        now += 60
        try send(nil, from: naive.peers[0].index)
    }

    private mutating func checkOutcome(isFirst: Bool) throws {
        let answer = try send(nil, from: naive.peers[0].index)
        var (failures, candidates) = naive.result()
        if let earlier = naive.earlierCandidates { candidates = earlier }
        let survivors = naive.peers.filter { failures[$0.index] == nil }
        let fails = isFirst && survivors.count < needed
        if fails { for peer in survivors { failures[peer.index] = "episode" } }

        for peer in naive.peers {
            #expect(
                answer["members/\(peer.index)/initializationFailure"]
                    == failures[peer.index].map { .string($0) })
        }
        for peer in naive.established {
            #expect(!answer.has("members/\(peer.index)/initializationFailure"))
        }
        #expect(answer["initializing/stage"] == (fails ? "failed" : nil))
        #expect(answer["hostCandidates"] == shown(candidates))
        seen = Set(failures.values).union([fails ? "failed" : "succeeded"])
        if !candidates.isEmpty { seen.insert("candidates") }
    }

    private func shown(_ tokens: [String]) -> JSONValue? {
        tokens.isEmpty ? nil : .array(tokens.map { .string($0) })
    }
}

extension Array {
    fileprivate func pick(_ random: inout SeededRandom) -> Element {
        self[Int(random.next() % UInt64(count))]
    }
}
