public import TestRunner

/// Decides what a run leaves open: who goes first, what the network and the service do, how many
/// players there are.
///
/// Either a seed draws it, or it is a list of all decisions that differ from those of an ordinary
/// run. A run under a seed records its decisions; a run under that list is the same, byte for byte,
/// as long as script, seed of the script and service are.
public struct Schedule: Sendable, Hashable {
    /// Where decisions come from.
    public enum Source: Sendable, Hashable {
        /// A seed draws them.
        case seed(UInt64, intensity: Double, varying: Variation)
        /// These are made, and whatever else is left open is as in an ordinary run.
        case decisions([Decision])
    }

    /// Which parts of a run a seed varies.
    public struct Variation: OptionSet, Sendable, Hashable {
        public let rawValue: Int

        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Which task goes on next, and whether a time-out comes before what happens at its instant.
        public static let tasks = Variation(rawValue: 1)
        /// When messages arrive: late, overtaken, lost and sent again, twice.
        public static let network = Variation(rawValue: 2)
        /// A write that names an etag is told that somebody else wrote meanwhile (412).
        public static let faults = Variation(rawValue: 4)
        /// The service is overloaded (503) or limits a caller (429), or a connection ends before or
        /// after a request was acted on.
        public static let outages = Variation(rawValue: 8)
        /// How many players there are, where a script leaves that open.
        public static let players = Variation(rawValue: 16)

        /// What is varied unless told otherwise: everything but outages, which a flow survives only
        /// when it tries again by itself.
        public static let standard: Variation = [.tasks, .network, .faults, .players]
    }

    /// Where decisions come from.
    public let source: Source

    /// The intensity unless told otherwise.
    public static let standardIntensity = 0.2
    /// How many decisions a list may have.
    public static let decisionsLimit = 100_000

    /// Makes a schedule that a seed draws.
    ///
    /// - Parameters:
    ///   - seed: Decides everything.
    ///   - intensity: How often, on average, a choice differs from that of an ordinary run; 0 to 1.
    ///   - variation: Which parts are varied.
    public init(
        seed: UInt64, intensity: Double = standardIntensity,
        varying variation: Variation = .standard
    ) {
        precondition((0...1).contains(intensity), "an intensity is from 0 to 1")
        source = .seed(seed, intensity: intensity, varying: variation)
    }

    /// Makes a schedule of decisions; without any, it is that of an ordinary run.
    ///
    /// - Parameter decisions: Each choice at most once; of several for one choice, the last counts.
    public init(decisions: [Decision]) { source = .decisions(decisions) }
}
