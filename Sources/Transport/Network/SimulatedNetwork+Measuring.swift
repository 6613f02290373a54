public import Sessions

/// What a device finds out about its way to another one.
public struct LinkMeasurement: Sendable, Hashable {
    /// The round trip: the median of the probes that came back.
    public let latency: Duration
    /// How fast data comes from the other device, in kbit/s.
    public let bandwidthDown: Int
    /// How fast data goes to the other device, in kbit/s.
    public let bandwidthUp: Int

    /// Makes a measurement.
    ///
    /// - Parameters:
    ///   - latency: the round trip.
    ///   - bandwidthDown: how fast data comes from the other device, in kbit/s.
    ///   - bandwidthUp: how fast data goes to the other device, in kbit/s.
    public init(latency: Duration, bandwidthDown: Int, bandwidthUp: Int) {
        self.latency = latency
        self.bandwidthDown = bandwidthDown
        self.bandwidthUp = bandwidthUp
    }
}

extension SimulatedNetwork {
    /// How a measurement is made: probes go out one after the other, each when the one before has
    /// come back or was given up.
    public struct Probing: Sendable, Hashable {
        /// How many probes are sent.
        public var count: Int
        /// How long each is waited for.
        public var timeout: Duration

        /// Says how to measure: eight probes, half a second each.
        ///
        /// - Parameters:
        ///   - count: how many probes are sent, above zero.
        ///   - timeout: how long each is waited for.
        public init(count: Int = 8, timeout: Duration = .milliseconds(500)) {
            self.count = count
            self.timeout = timeout
        }
    }

    /// Why there is no measurement.
    public enum MeasuringFailure: String, Sendable, Hashable {
        /// The devices cannot connect through their NATs.
        case nat
        /// A partition lies between them.
        case partition
        /// No probe came back in time.
        case lost
    }

    /// What came of a measurement, and how long it took.
    public struct Measuring: Sendable, Hashable {
        /// What was found.
        public let result: Result<LinkMeasurement, FailedMeasuring>
        /// How long it took.
        public let duration: Duration
    }

    /// A measurement that failed.
    public struct FailedMeasuring: Error, Hashable {
        /// Why.
        public let cause: MeasuringFailure
    }

    /// What a way without limit is found to carry, in kbit/s.
    public static let bandwidthCeiling = 1_000_000
    /// What is sent each way to find the bandwidth.
    private static let sampleBytes = 16_384

    /// Measures the way from one device to another and back, under the conditions of this moment.
    ///
    /// - Parameters:
    ///   - one: who measures.
    ///   - other: what is measured.
    ///   - ends: how open the networks of both are.
    ///   - probing: how to measure.
    ///   - random: decides what is left to chance.
    public func measure(
        from one: NetworkEndpoint, to other: NetworkEndpoint, nat ends: (NATType, NATType),
        probing: Probing = Probing(), using random: inout SeededRandom
    ) -> Measuring {
        let failed = { (cause: MeasuringFailure) in
            Measuring(
                result: .failure(FailedMeasuring(cause: cause)),
                duration: probing.timeout * probing.count)
        }
        guard ends.0.connects(to: ends.1) else { return failed(.nat) }
        guard !isCut(one, other) else { return failed(.partition) }
        let out = rules.conditions(from: one, to: other, for: .measure)
        let back = rules.conditions(from: other, to: one, for: .measure)
        var found: [Duration] = []
        var total = Duration.zero
        for _ in 0..<probing.count {
            let isLost = random.strikes(out.loss) || random.strikes(back.loss)
            let trip = out.drawLatency(using: &random) + back.drawLatency(using: &random)
            if isLost || trip > probing.timeout {
                total += probing.timeout
            } else {
                total += trip
                found.append(trip)
            }
        }
        guard !found.isEmpty else { return failed(.lost) }
        found.sort()
        total += out.duration(ofBytes: Self.sampleBytes) + back.duration(ofBytes: Self.sampleBytes)
        let measurement = LinkMeasurement(
            latency: found[found.count / 2],
            bandwidthDown: min(back.bandwidth ?? Self.bandwidthCeiling, Self.bandwidthCeiling),
            bandwidthUp: min(out.bandwidth ?? Self.bandwidthCeiling, Self.bandwidthCeiling))
        return Measuring(result: .success(measurement), duration: total)
    }
}
