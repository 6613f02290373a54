import Sessions
import Testing
import Transport

@Suite struct `A measurement of a way` {
    private let ada = NetworkEndpoint.user(Xuid(rawValue: 1))
    private let grace = NetworkEndpoint.user(Xuid(rawValue: 2))
    private var network = SimulatedNetwork()
    private var random = SeededRandom(seed: 1)

    private mutating func measure(
        _ nat: (NATType, NATType) = (.open, .open), count: Int = 8
    ) -> SimulatedNetwork.Measuring {
        network.measure(
            from: ada, to: grace, nat: nat, probing: .init(count: count), using: &random)
    }

    private mutating func set(
        _ place: NetworkPlace, _ change: (inout LinkConditions) -> Void
    ) {
        var conditions = LinkConditions()
        change(&conditions)
        network.rules.set(conditions, at: place)
    }

    private func failure(_ measuring: SimulatedNetwork.Measuring) -> String? {
        guard case .failure(let failed) = measuring.result else { return nil }
        return failed.cause.rawValue
    }

    @Test mutating func `of a quiet network finds nothing in the way and takes no time`() {
        let found = measure()
        let ceiling = SimulatedNetwork.bandwidthCeiling
        #expect(
            found.result
                == .success(.init(latency: .zero, bandwidthDown: ceiling, bandwidthUp: ceiling)))
        #expect(found.duration == .zero)
    }

    @Test mutating func `finds the round trip and both bandwidths`() throws {
        set(.way(from: ada, to: grace)) {
            ($0.latency, $0.bandwidthUp) = (.fixed(.milliseconds(30)), 1_024)
        }
        set(.way(from: grace, to: ada)) {
            ($0.latency, $0.bandwidthUp) = (.fixed(.milliseconds(10)), 4_096)
        }
        let found = measure()
        #expect(
            found.result
                == .success(
                    .init(latency: .milliseconds(40), bandwidthDown: 4_096, bandwidthUp: 1_024)))
        // Eight round trips, and 16 KiB each way: 128 ms there and 32 ms back.
        #expect(found.duration == .milliseconds(8 * 40 + 128 + 32))
    }

    @Test mutating func `waits for lost probes and leaves them out`() throws {
        set(.everywhere) { ($0.latency, $0.loss) = (.fixed(.milliseconds(20)), 0.3) }
        let found = measure(count: 40)
        let latency = try found.result.get().latency
        #expect(latency == .milliseconds(40))
        let lost = (found.duration - .milliseconds(40 * 40)) / .milliseconds(460)
        #expect(lost == lost.rounded() && (10...30).contains(lost))
    }

    @Test mutating func `fails when no probe comes back in time`() {
        set(.everywhere) { $0.latency = .fixed(.milliseconds(251)) }
        let found = measure()
        #expect(failure(found) == "lost")
        #expect(found.duration == .seconds(4))
    }

    @Test mutating func `fails across a partition`() {
        network.partition([[ada], [grace]])
        #expect(failure(measure()) == "partition")
    }

    @Test mutating func `fails where NATs do not connect`() {
        var connecting: [String] = []
        for one in NATType.allCases {
            for other in NATType.allCases where failure(measure((one, other))) == nil {
                connecting.append("\(one)-\(other)")
            }
        }
        #expect(
            connecting == [
                "open-open", "open-moderate", "open-strict", "moderate-open", "moderate-moderate",
                "strict-open",
            ])
        #expect(failure(measure((.strict, .moderate))) == "nat")
    }
}
