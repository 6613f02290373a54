public import Sessions

/// How long messages take one way, as a distribution to draw from.
public enum LatencyDistribution: Sendable, Hashable {
    /// Always the same.
    case fixed(Duration)
    /// Anything between two durations, each as likely as the next.
    case uniform(from: Duration, to: Duration)
    /// Around a mean: the sum of twelve uniform draws, which is normal to within six deviations and
    /// the same on every machine. Never below zero.
    case normal(mean: Duration, deviation: Duration)
    /// One of a list, each entry as likely as the next; of an empty list, zero.
    case samples([Duration])

    /// The longest duration that conditions may name.
    public static let limit = Duration.seconds(3600)

    /// Draws one latency, from zero to a few times ``limit``.
    ///
    /// - Precondition: every duration of the distribution is from zero to ``limit``, and `from` is
    ///   not above `to`.
    public func draw(using random: inout SeededRandom) -> Duration {
        switch self {
        case .fixed(let duration):
            return duration
        case .uniform(let from, let to):
            precondition(from <= to, "a range that ends before it begins")
            return from + Duration(ticks: Int64(Double((to - from).ticks) * random.unit()))
        case .normal(let mean, let deviation):
            let sum = (0..<12).reduce(0.0) { sum, _ in sum + random.unit() }
            let ticks = Double(mean.ticks) + (sum - 6) * Double(deviation.ticks)
            return Duration(ticks: Int64(max(0, ticks)))
        case .samples(let samples):
            guard !samples.isEmpty else { return .zero }
            return samples[random.index(below: samples.count)]
        }
    }
}

extension SeededRandom {
    /// A number from 0 to 1, without 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number from 0 to `count`, without `count`.
    mutating func index(below count: Int) -> Int {
        Int(next().multipliedFullWidth(by: UInt64(count)).high)
    }

    /// Whether something of this probability happens; what is certain either way draws nothing.
    mutating func strikes(_ probability: Double) -> Bool {
        if probability <= 0 { return false }
        return probability >= 1 || unit() < probability
    }
}

extension Duration {
    /// A duration of the protocol's ticks, 100 ns each.
    init(ticks: Int64) {
        self = .seconds(ticks / 10_000_000) + .nanoseconds(ticks % 10_000_000 * 100)
    }

    /// The protocol's ticks, 100 ns each, without the rest.
    var ticks: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 10_000_000 + attoseconds / 100_000_000_000
    }
}

extension Timestamp {
    /// The instant after a duration that a simulated network can take.
    func adding(_ duration: Duration) -> Timestamp {
        Timestamp(ticks: ticks + duration.ticks)
    }
}
