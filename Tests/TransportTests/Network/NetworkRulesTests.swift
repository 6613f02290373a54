import Sessions
import Testing
import Transport

@Suite struct `What is said of a network` {
    private let ada = NetworkEndpoint.user(Xuid(rawValue: 1))
    private let grace = NetworkEndpoint.user(Xuid(rawValue: 2))
    private var rules = NetworkRules()

    private func latency(_ milliseconds: Int) -> LinkConditions {
        var conditions = LinkConditions()
        conditions.latency = .fixed(.milliseconds(milliseconds))
        return conditions
    }

    private func bandwidth(down: Int? = nil, up: Int? = nil) -> LinkConditions {
        var conditions = LinkConditions()
        conditions.bandwidthDown = down
        conditions.bandwidthUp = up
        return conditions
    }

    /// The milliseconds from one end to the other.
    private func way(
        _ sender: NetworkEndpoint, _ receiver: NetworkEndpoint,
        _ operation: NetworkOperation = .read
    ) -> [Int] {
        rules.conditions(from: sender, to: receiver, for: operation).latency.map {
            guard case .fixed(let duration) = $0 else { return -1 }
            return Int(duration / .milliseconds(1))
        }
    }

    @Test func `is nothing at first`() {
        #expect(rules.isEmpty)
        #expect(rules.conditions(from: ada, to: .service, for: .read) == WayConditions())
    }

    @Test mutating func `counts for what is more special in the end`() {
        rules.set(latency(1), at: .everywhere)
        #expect(way(ada, .service) == [1])
        rules.set(latency(2), at: .line(ada))
        #expect(way(ada, .service) == [2])
        #expect(way(grace, .service) == [1])
        rules.set(latency(3), at: .pair(ada, .service))
        #expect(way(ada, .service) == [3])
        #expect(way(.service, ada) == [3])
        #expect(way(ada, grace) == [2])
        rules.set(latency(4), at: .way(from: ada, to: .service))
        #expect(way(ada, .service) == [4])
        #expect(way(.service, ada) == [3])
        #expect(rules.count == 4)
    }

    @Test mutating func `of one operation counts before the rest of the same place alone`() {
        rules.set(latency(1), at: .everywhere)
        rules.set(latency(9), at: .everywhere, for: .write)
        #expect(way(ada, .service, .write) == [9])
        #expect(way(ada, .service, .read) == [1])
        rules.set(latency(2), at: .line(ada))
        #expect(way(ada, .service, .write) == [2])
    }

    @Test mutating func `is taken value by value`() {
        rules.set(latency(5), at: .everywhere)
        var lossy = LinkConditions()
        lossy.loss = 0.5
        rules.set(lossy, at: .pair(ada, .service))
        #expect(way(ada, .service) == [5])
        #expect(rules.conditions(from: ada, to: .service, for: .read).loss == 0.5)
        #expect(rules.conditions(from: grace, to: .service, for: .read).loss == 0)
    }

    @Test mutating func `stays until it is said anew`() {
        rules.set(latency(5), at: .everywhere)
        rules.set(bandwidth(up: 100), at: .everywhere)
        rules.set(latency(6), at: .everywhere)
        #expect(way(ada, .service) == [6])
        #expect(rules.conditions(from: ada, to: .service, for: .read).bandwidth == 100)
    }

    @Test mutating func `of both lines is met by one message`() {
        var one = latency(10)
        (one.jitter, one.loss, one.duplication) = (.milliseconds(1), 0.5, 0.5)
        var other = latency(20)
        (other.jitter, other.loss, other.reordering) = (.milliseconds(2), 0.5, 0.25)
        rules.set(one, at: .line(ada))
        rules.set(other, at: .line(grace))
        let found = rules.conditions(from: ada, to: grace, for: .measure)
        #expect(way(ada, grace) == [10, 20])
        #expect(found.jitter == .milliseconds(3))
        #expect(found.loss == 0.75)
        #expect(found.duplication == 0.5)
        #expect(found.reordering == 0.25)
    }

    @Test mutating func `of bandwidth has two directions, and the narrower end counts`() {
        rules.set(bandwidth(down: 50, up: 5), at: .everywhere)
        func width(_ sender: NetworkEndpoint, _ receiver: NetworkEndpoint) -> Int? {
            rules.conditions(from: sender, to: receiver, for: .read).bandwidth
        }
        #expect(width(ada, .service) == 5)
        #expect(width(.service, ada) == 50)
        #expect(width(ada, grace) == 5)
        rules.set(bandwidth(down: 8, up: 80), at: .line(grace))
        #expect(width(grace, .service) == 80)
        #expect(width(ada, grace) == 8)
        rules.set(bandwidth(down: 1, up: 2), at: .pair(ada, grace))
        #expect(width(ada, grace) == 2)
        #expect(width(grace, ada) == 1)
        // The same pair, named from its other end.
        rules.set(bandwidth(up: 3), at: .pair(grace, ada))
        #expect(width(grace, ada) == 3)
        #expect(width(ada, grace) == 2)
        #expect(rules.limitBandwidth)
    }
}
