/// One row: what is measured, against what, and how many times the peer's time it may take.
struct Benchmark: Sendable {
    let name: String
    let peer: String
    /// The most that the ratio of the medians may be.
    let budget: Double
    /// Builds both sides; throws ``Unavailable`` when one of them is not there.
    let prepare: @Sendable () async throws -> Sides

    init(
        _ name: String, against peer: String, budget: Double,
        prepare: @escaping @Sendable () async throws -> Sides
    ) {
        self.name = name
        self.peer = peer
        self.budget = budget
        self.prepare = prepare
    }
}

/// Two ways to do the same work, each as often as it is told.
struct Sides {
    let ours: (Int) async throws -> Void
    let peer: (Int) async throws -> Void
}

/// Why a row is left out.
struct Unavailable: Error {
    let reason: String
}
