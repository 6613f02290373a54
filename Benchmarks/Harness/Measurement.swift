/// The nanoseconds that one repetition took, sample by sample; or bytes, in a row of sizes.
struct Measurement {
    private let sorted: [Double]

    init(_ samples: [Double]) { sorted = samples.sorted() }

    var count: Int { sorted.count }
    var median: Double { quantile(0.5) }
    var p99: Double { quantile(0.99) }

    /// The smallest sample that at least `share` of all samples do not exceed.
    private func quantile(_ share: Double) -> Double {
        sorted[max(0, Int((share * Double(count)).rounded(.up)) - 1)]
    }
}

/// One row as measured.
struct Row {
    let benchmark: Benchmark
    let ours: Measurement
    let peer: Measurement

    var ratio: Double { ours.median / peer.median }
    var isMet: Bool { ratio <= benchmark.budget }
}

/// Measures both sides of a row in turn, so that what disturbs the machine disturbs both.
struct Sampler {
    let samples: Int
    let sampleDuration: Duration
    private let clock = ContinuousClock()

    init(_ arguments: Arguments) {
        samples = arguments.samples
        sampleDuration = arguments.sampleDuration
    }

    func measure(_ benchmark: Benchmark) async throws -> Row {
        let sides: Sides
        switch benchmark.work {
        case .time(let prepare): sides = try await prepare()
        case .latency(let measure):
            let found = try measure(samples)
            return Row(
                benchmark: benchmark, ours: Measurement(found.ours), peer: Measurement(found.peer))
        case .size(let measure):
            let sizes = try measure()
            return Row(
                benchmark: benchmark, ours: Measurement([sizes.ours]),
                peer: Measurement([sizes.peer]))
        }
        let ourTimes = try await times(sides.ours)
        let peerTimes = try await times(sides.peer)
        var ours: [Double] = []
        var peer: [Double] = []
        for _ in 0..<samples {
            ours.append(try await sample(sides.ours, ourTimes))
            peer.append(try await sample(sides.peer, peerTimes))
        }
        return Row(benchmark: benchmark, ours: Measurement(ours), peer: Measurement(peer))
    }

    /// Warms up, and finds how many repetitions a sample needs to last long enough.
    private func times(_ work: (Int) async throws -> Void) async throws -> Int {
        let wanted = sampleDuration / .nanoseconds(1)
        var times = 1
        while true {
            let nanoseconds = try await sample(work, times)
            if nanoseconds * Double(times) >= wanted { return times }
            // The first repetitions are slow: grow step by step.
            times = min(times * 10, max(times + 1, Int(wanted / nanoseconds * 1.1)))
        }
    }

    /// The nanoseconds that each of `times` repetitions took.
    private func sample(_ work: (Int) async throws -> Void, _ times: Int) async throws -> Double {
        let elapsed = try await clock.measure { try await work(times) }
        return elapsed / .nanoseconds(1) / Double(times)
    }
}
