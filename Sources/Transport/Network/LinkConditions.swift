internal import Sessions

/// What is said of a link; what is nil is left to something more general.
///
/// Down and up are seen from one end: of the line of an endpoint, from that endpoint; of a pair,
/// from the first.
public struct LinkConditions: Sendable, Hashable {
    /// How long a message takes one way.
    public var latency: LatencyDistribution?
    /// By how much a message may be faster or slower than that, evenly; never faster than nothing.
    public var jitter: Duration?
    /// The probability, from 0 to 1, that a message is lost one way.
    public var loss: Double?
    /// How fast messages come in, in kbit/s, above zero.
    public var bandwidthDown: Int?
    /// How fast messages go out, in kbit/s, above zero.
    public var bandwidthUp: Int?
    /// The probability, from 0 to 1, that a request arrives twice.
    public var duplication: Double?
    /// The probability, from 0 to 1, that a message is held back, so that later ones overtake it.
    public var reordering: Double?

    /// Says nothing.
    public init() {}

    /// Takes over what `other` says; the rest stays as it is.
    public mutating func merge(_ other: LinkConditions) {
        latency = other.latency ?? latency
        jitter = other.jitter ?? jitter
        loss = other.loss ?? loss
        bandwidthDown = other.bandwidthDown ?? bandwidthDown
        bandwidthUp = other.bandwidthUp ?? bandwidthUp
        duplication = other.duplication ?? duplication
        reordering = other.reordering ?? reordering
    }

    /// The same, seen from the other end.
    var reversed: LinkConditions {
        var reversed = self
        reversed.bandwidthDown = bandwidthUp
        reversed.bandwidthUp = bandwidthDown
        return reversed
    }
}

/// What a message one way meets, when everything that is said of its way is put together.
public struct WayConditions: Sendable, Hashable {
    /// How long it takes: the sum of what these give.
    public var latency: [LatencyDistribution] = []
    /// By how much it may be faster or slower.
    public var jitter = Duration.zero
    /// The probability that it is lost.
    public var loss = 0.0
    /// How fast it goes, in kbit/s; nil for no limit.
    public var bandwidth: Int?
    /// The probability that it arrives twice.
    public var duplication = 0.0
    /// The probability that it is held back.
    public var reordering = 0.0

    /// A way without any trouble.
    public init() {}

    /// Draws how long a message is under way, its own length aside.
    func drawLatency(using random: inout SeededRandom) -> Duration {
        var total = latency.reduce(Duration.zero) { $0 + $1.draw(using: &random) }
        if jitter > .zero {
            let ticks = Double(jitter.ticks) * (random.unit() * 2 - 1)
            total = max(.zero, total + Duration(ticks: Int64(ticks)))
        }
        return total
    }

    /// How long it takes to put a message on the line.
    ///
    /// - Parameter bytes: the length of the message, below 2^40.
    func duration(ofBytes bytes: Int) -> Duration {
        guard let bandwidth else { return .zero }
        // Kilobits in a second are bits in a millisecond, which has 10 000 ticks.
        return Duration(ticks: Int64(bytes) * 8 * 10_000 / Int64(max(1, bandwidth)))
    }
}
