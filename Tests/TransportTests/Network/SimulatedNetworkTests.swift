import Sessions
import Testing
import Transport

@Suite struct `A simulated network` {
    private let ada = NetworkEndpoint.user(Xuid(rawValue: 1))
    private let grace = NetworkEndpoint.user(Xuid(rawValue: 2))
    private let start = Timestamp(ticks: 1_000_000)
    private var network = SimulatedNetwork()
    private var random = SeededRandom(seed: 1)

    private mutating func set(_ change: (inout LinkConditions) -> Void) {
        var conditions = LinkConditions()
        change(&conditions)
        network.rules.set(conditions, at: .everywhere)
    }

    private func message(bytes: Int = 0) -> SimulatedNetwork.Message {
        SimulatedNetwork.Message(from: ada, to: .service, for: .write, bytes: bytes)
    }

    /// How many milliseconds after the start a message arrives that is sent then.
    private mutating func arrival(
        at milliseconds: Int64 = 0, bytes: Int = 0
    ) throws -> Double {
        let now = start.adding(milliseconds: milliseconds)
        let transmission = network.transmit(message(bytes: bytes), at: now, using: &random)
        guard case .arrives(let instant) = transmission else { throw Lost() }
        return Double(instant.ticks - start.ticks) / 10_000
    }

    private struct Lost: Error {}

    @Test mutating func `of which nothing is said delivers at once and draws nothing`() throws {
        #expect(network.isQuiet)
        #expect(try arrival(bytes: 1_000_000) == 0)
        #expect(random == SeededRandom(seed: 1))
    }

    @Test mutating func `keeps the order of one way though latencies differ`() throws {
        set { $0.latency = .fixed(.milliseconds(50)) }
        set { $0.jitter = .milliseconds(50) }
        var last = 0.0
        var held = 0
        for number in 0..<200 {
            let arrival = try arrival(at: Int64(number))
            #expect(arrival >= last)
            if arrival == last { held += 1 }
            last = arrival
        }
        #expect(held > 50)
    }

    @Test mutating func `lets later messages overtake one that is held back`() throws {
        set { $0.latency = .fixed(.milliseconds(50)) }
        set { $0.reordering = 1 }
        #expect(try arrival() == 100)
        set { $0.reordering = 0 }
        #expect(try arrival(at: 10) == 60)
    }

    @Test mutating func `puts messages on the line one after the other`() throws {
        set { $0.latency = .fixed(.milliseconds(5)) }
        set { $0.bandwidthUp = 80 }
        // 1 000 bytes at 80 kbit/s are 100 ms.
        #expect(try arrival(bytes: 1_000) == 105)
        #expect(try arrival(bytes: 500) == 155)
        #expect(try arrival(at: 1_000, bytes: 500) == 1_055)
    }

    @Test mutating func `sends what is lost again, ever later, and gives up`() {
        set { $0.loss = 1 }
        var pauses: [Int64] = []
        var attempt = 0
        var now = start
        while true {
            let sent = network.transmit(message(), attempt: attempt, at: now, using: &random)
            guard case .lost(.chance, let retry) = sent else {
                Issue.record("\(sent)")
                return
            }
            guard let retry else { break }
            pauses.append((retry.ticks - now.ticks) / 10_000)
            now = retry
            attempt += 1
        }
        #expect(pauses.prefix(5) == [200, 400, 800, 1600, 3200])
        #expect(pauses.last == 60_000)
        #expect(attempt + 1 == SimulatedNetwork.transmissionsLimit)
    }

    @Test mutating func `loses and doubles as often as it is told`() {
        set { $0.loss = 0.25 }
        set { $0.duplication = 0.1 }
        var lost = 0
        var doubled = 0
        for _ in 0..<4_000 {
            if case .lost = network.transmit(message(), at: start, using: &random) { lost += 1 }
            if network.isDuplicated(message(), using: &random) { doubled += 1 }
        }
        #expect((900...1_100).contains(lost))
        #expect((340...460).contains(doubled))
    }

    // MARK: Partitions

    @Test mutating func `is cut where groups are apart`() {
        network.partition([[ada], [grace, .service]])
        #expect(network.isCut(ada, .service))
        #expect(network.isCut(grace, ada))
        #expect(!network.isCut(grace, .service))
        #expect(!network.isCut(ada, .backend))
        #expect(!network.isQuiet)
        let retry = start.adding(milliseconds: 200)
        #expect(
            network.transmit(message(), at: start, using: &random)
                == .lost(.partition, retry: retry))
        network.heal()
        #expect(
            network.transmit(message(), attempt: 1, at: retry, using: &random)
                == .arrives(at: retry))
    }

    @Test mutating func `is cut between one group and all the rest`() {
        network.partition([[ada, grace]])
        #expect(network.isCut(ada, .service))
        #expect(network.isCut(.backend, grace))
        #expect(!network.isCut(ada, grace))
        #expect(!network.isCut(.backend, .service))
    }

    @Test mutating func `is cut as long as one of several partitions holds`() {
        network.partition([[ada], [grace]])
        network.partition([[ada], [.service]])
        #expect(network.isCut(ada, grace))
        #expect(network.isCut(ada, .service))
        #expect(!network.isCut(grace, .service))
    }
}
