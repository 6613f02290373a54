import JSON
import Sessions

/// A seeded sequence of operations.
package struct Workload {
    var random: Choice
    /// How often which kind of sender asks, different for each seed.
    let senders: [Operation.Sender]
    private let waits: [Int64]

    private init(_ choice: Choice) {
        random = choice
        var senders: [Operation.Sender] = [.server]
        for sender in Operation.Sender.allCases {
            let weight: Int
            switch sender {
            case .nobody, .unprivileged, .phone: weight = random.below(3)
            default: weight = random.below(8) + 2
            }
            senders += Array(repeating: sender, count: weight)
        }
        self.senders = senders
        waits = random.isOne(in: 2) ? Self.waits : Self.shortWaits
    }

    package static func operations(seed: UInt64, count: Int) -> [Operation] {
        // Mixed, since a generator whose state is a multiple of its step gives the next seed the same
        // numbers, one later.
        var mixing = SeededRandom(seed: ~seed)
        var workload = Workload(Choice(seed: mixing.next()))
        return (0..<count).map { _ in workload.next() }
    }

    /// As many operations as the bytes choose, and no more than `limit`.
    static func operations(bytes: some Sequence<UInt8>, limit: Int) -> [Operation] {
        var workload = Workload(Choice(bytes: bytes))
        var operations: [Operation] = []
        while operations.count < limit, !workload.random.isExhausted {
            operations.append(workload.next())
        }
        return operations
    }

    private mutating func next() -> Operation {
        let session = random.pick([0, 0, 0, 0, 1, 1, 2])
        var operation: Operation
        switch random.below(30) {
        case 20...21: operation = query()
        case 22...29: operation = handleOperation()
        case 0...3: operation = read(session)
        case 4: operation = delete(session)
        case 5...6: operation = writeElement(session)
        case 7 where random.isOne(in: 5): operation = odd(session)
        default: operation = write(session)
        }
        operation.wait = random.pick(waits)
        if random.isOne(in: 10) { operation.contractVersion = random.pick(Self.versions) }
        if random.isOne(in: 6) { addPreconditions(&operation) }
        return operation
    }

    private static let waits: [Int64] = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 500, 999, 1000, 1000, 4000, 5000, 5000, 25_000, 30_000,
        180_000, 7_200_000,
    ]
    /// Among these, sessions live long enough to grow.
    private static let shortWaits: [Int64] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 10, 500, 1000, 4000]
    private static let versions = [
        "104", "104", "105", "106", "107", "108", "104", "103", "1.07", nil,
    ]

    private mutating func addPreconditions(_ operation: inout Operation) {
        let tags: [Operation.Tag] = [
            .star, .current, .current, .current, .unquoted, .weak, .earlier, .unknown,
        ]
        if operation.method == "GET", random.isOne(in: 2) {
            operation.ifNoneMatch = [random.pick([.current, .current, .weak, .unknown])]
            return
        }
        if random.isOne(in: 3) {
            operation.ifNoneMatch = [random.pick([.star, .star, .current, .earlier, .unknown])]
            if random.isOne(in: 4) {
                operation.ifNoneMatch.append(random.pick([.current, .unknown]))
            }
        }
        if random.isOne(in: 2) {
            operation.ifMatch = [random.pick(tags)]
            if random.isOne(in: 6) { operation.ifMatch.append(random.pick(tags)) }
        }
    }

    private mutating func read(_ session: Int) -> Operation {
        let places: [Operation.Place] = [
            .session(session), .session(session), .session(session), .properties(session),
            .me(session), .member(session, String(random.below(4))), .server(session, "alice"),
            .server(session, "Matchmaking"),
        ]
        let place = random.pick(places)
        var sender = random.pick(senders)
        if case .me = place, sender == .server { sender = .alpha }
        return Operation(sender: sender, method: "GET", place: place)
    }

    private mutating func delete(_ session: Int) -> Operation {
        let places: [Operation.Place] = [
            .me(session), .me(session), .member(session, String(random.below(4))),
            .server(session, random.pick(["alice", "MATCHMAKING"])),
        ]
        return Operation(sender: random.pick(senders), method: "DELETE", place: random.pick(places))
    }

    private mutating func query() -> Operation {
        let name = random.pick([nil, nil, "t0", "T1", "t2", "none"])
        var items: [DirectoryRequest.QueryItem] = []
        func add(_ name: String, _ value: String) { items.append(.init(name: name, value: value)) }
        let xuid = String(random.below(8) + 1)
        let isBatch = random.isOne(in: 4)
        if !isBatch, !random.isOne(in: 5) { add("xuid", random.isOne(in: 20) ? "x" : xuid) }
        if random.isOne(in: 4) { add("keyword", random.pick(["one", "TWO", "three"])) }
        if random.isOne(in: 3) { add("reservations", random.isOne(in: 20) ? "false" : "true") }
        if random.isOne(in: 2) { add("inactive", "true") }
        if random.isOne(in: 4) { add("private", "true") }
        if random.isOne(in: 6) { add("visibility", random.pick(["open", "private", "full"])) }
        if random.isOne(in: 8) { add("version", random.pick(["1", "4", "8", "0", "x"])) }
        if random.isOne(in: 6) { add("take", random.pick(["0", "1", "2", "100", "101", "-1"])) }
        if random.isOne(in: 20) { add("take", "5") }
        if random.isOne(in: 10) { add("color", "red") }
        let sender = random.isOne(in: 2) ? .server : random.pick(senders)
        let scid = random.isOne(in: 20) ? "nowhere" : Scenario.scid
        var operation = Operation(
            sender: sender, method: "GET",
            place: .elsewhere(.sessions(scid: scid, templateName: name)))
        if isBatch {
            operation.method = "POST"
            operation.place = .elsewhere(.batch(scid: scid, templateName: name))
            operation.body = .json(
                random.pick(
                    [
                        ["xuids": [.string(xuid), "3", "1"]], ["xuids": [.string(xuid)]],
                        ["xuids": []], ["xuids": ["x"]], [:], 5,
                    ] as [JSONValue]))
        }
        operation.query = items
        return operation
    }

    private mutating func odd(_ session: Int) -> Operation {
        let places: [Operation.Place] = [
            .elsewhere(.templates(scid: Scenario.scid)), .elsewhere(.templates(scid: "nowhere")),
            .elsewhere(.unknown(path: "/nothing")),
            .elsewhere(
                .session(
                    SessionReference(scid: Scenario.scid, templateName: "none", name: "lobby"))),
            .elsewhere(
                .session(SessionReference(scid: Scenario.scid, templateName: "t0", name: "a~b"))),
            .member(session, "-1"), .member(session, "x"), .session(session), .properties(session),
            .server(session, "a/b"),
        ]
        return Operation(
            sender: random.pick(senders), method: random.pick(["GET", "DELETE", "POST", "PUT"]),
            place: random.pick(places), body: random.pick([.json([:]), .none, .json(5)]))
    }

    private mutating func writeElement(_ session: Int) -> Operation {
        var bodies = Bodies(random: random)
        defer { random = bodies.random }
        var operation = Operation(
            sender: random.pick(senders), method: "PUT", place: .properties(session))
        switch bodies.random.below(5) {
        case 0...1: operation.body = .json(bodies.properties())
        case 2...3:
            operation.place = .me(session)
            operation.body = .json(bodies.member())
        default:
            operation.place = .server(session, "Alice")
            operation.sender = bodies.random.isOne(in: 4) ? .alpha : .server
            operation.body = .json(bodies.server())
        }
        return operation
    }

    private mutating func write(_ session: Int) -> Operation {
        write(session, from: random.pick(senders))
    }

    mutating func write(_ session: Int, from sender: Operation.Sender) -> Operation {
        var bodies = Bodies(random: random)
        let body = bodies.body(fromServer: sender == .server)
        random = bodies.random
        var operation = Operation(
            sender: sender, method: "PUT", place: .session(session), body: .json(body))
        if random.isOne(in: 40) { operation.body = .unreadable(reason: "No JSON.") }
        operation.asksNoCommit = random.isOne(in: 10)
        return operation
    }
}
