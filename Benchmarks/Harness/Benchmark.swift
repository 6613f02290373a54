/// One row: what is measured, against what, and how many times the peer's time it may take.
struct Benchmark: Sendable {
    let name: String
    let peer: String
    /// The most that the ratio of the medians may be.
    let budget: Double
    /// How it is measured.
    let work: Work

    /// Both throw ``Unavailable`` when something that they need is not there.
    enum Work: Sendable {
        /// Builds two sides whose times are compared.
        case time(prepare: @Sendable () async throws -> Sides)
        /// Measures single moments of two sides, so many of each, in nanoseconds.
        case latency(measure: @Sendable (_ samples: Int) throws -> Latencies)
        /// Measures two sizes.
        case size(measure: @Sendable () throws -> Sizes)
    }

    init(
        _ name: String, against peer: String, budget: Double,
        prepare: @escaping @Sendable () async throws -> Sides
    ) {
        self.name = name
        self.peer = peer
        self.budget = budget
        work = .time(prepare: prepare)
    }

    init(
        _ name: String, againstLatencyOf peer: String, budget: Double,
        measure: @escaping @Sendable (_ samples: Int) throws -> Latencies
    ) {
        self.name = name
        self.peer = peer
        self.budget = budget
        work = .latency(measure: measure)
    }

    init(
        _ name: String, againstTextBytes peer: String, budget: Double,
        measure: @escaping @Sendable () throws -> Sizes
    ) {
        self.name = name
        self.peer = peer
        self.budget = budget
        work = .size(measure: measure)
    }

    /// What the figures of the row count.
    var unit: Unit {
        switch work {
        case .time, .latency: .nanoseconds
        case .size: .bytes
        }
    }

    enum Unit: Sendable {
        case nanoseconds
        case bytes
    }
}

/// Two ways to do the same work, each as often as it is told.
struct Sides {
    let ours: (Int) async throws -> Void
    let peer: (Int) async throws -> Void
}

/// How long single moments took, in nanoseconds.
struct Latencies {
    var ours: [Double] = []
    var peer: [Double] = []
}

/// Two sizes in bytes.
struct Sizes {
    let ours: Double
    let peer: Double
}

/// Why a row is left out.
struct Unavailable: Error {
    let reason: String
}
