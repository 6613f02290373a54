/// What is still to be done in a run: gives out attempts, takes in how they ended, and says what
/// that means.
///
/// Any number of attempts may be under way at a time; the order in which they end changes nothing
/// but the order of the events.
public struct RunQueue: Sendable {
    private let tests: [TestID: DeclaredTest]
    private let order: [TestID]
    private let seeds: TestSeed
    private let repetition: Repetition
    private let retries: Int
    private let forbidsRetries: Bool
    private var round = 0
    private var failuresOfRound = 0
    private var waiting: [Job] = []
    private var nextWaiting = 0
    private var open: [PlannedTest: (retrying: Retrying, duration: Duration)] = [:]
    private var isStopped = false

    /// One attempt at one test.
    public struct Job: Hashable, Sendable {
        /// The test and its repetition.
        public let test: PlannedTest
        /// Which attempt, from 1.
        public let attempt: Int
        /// The seed to run under.
        public let seed: UInt64
        /// How the file declares it.
        public let declared: DeclaredTest
    }

    /// Makes the queue of a run that has not begun.
    ///
    /// - Parameters:
    ///   - order: The tests of a round, in order.
    ///   - declared: How files declare them; at least all of `order`.
    ///   - seeds: Which seed each attempt runs under.
    ///   - repetition: How often the tests are run.
    ///   - retries: How often a failed test is run again, where its file does not say.
    ///   - forbidsRetries: Whether none is run again, whatever its file says.
    public init(
        _ order: [TestID], of declared: [DeclaredTest], seeds: TestSeed,
        repetition: Repetition = .times(1), retries: Int = 0, forbidsRetries: Bool = false
    ) {
        self.order = order
        tests = Dictionary(
            declared.map { ($0.test.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.seeds = seeds
        self.repetition = repetition
        self.retries = retries
        self.forbidsRetries = forbidsRetries
    }

    /// Whether nothing is left to do and nothing is under way.
    public var isFinished: Bool {
        open.isEmpty && (isStopped || (nextWaiting == waiting.count && !hasRound))
    }

    private var hasRound: Bool {
        !order.isEmpty && repetition.hasRound(after: round, failures: failuresOfRound)
    }

    /// Gives out nothing more: what is under way is the end.
    public mutating func stop() { isStopped = true }

    /// The next attempt, if there is one now, and what has happened with that.
    public mutating func next() -> (job: Job?, events: [TestEvent]) {
        guard !isStopped else { return (nil, []) }
        var events: [TestEvent] = []
        if nextWaiting == waiting.count {
            guard open.isEmpty, hasRound || round == 0 else { return (nil, []) }
            events = beginRound()
        }
        guard nextWaiting < waiting.count else { return (nil, events) }
        let job = waiting[nextWaiting]
        nextWaiting += 1
        if job.attempt == 1 {
            let retries = forbidsRetries ? 0 : job.declared.retries ?? retries
            open[job.test] = (Retrying(retries: retries), .zero)
            events.append(.testStarted(job.test))
        }
        return (job, events)
    }

    private mutating func beginRound() -> [TestEvent] {
        round += 1
        failuresOfRound = 0
        let planned = Repetition.round(round, of: order)
        waiting = []
        nextWaiting = 0
        var events: [TestEvent] = [.planned(planned)]
        for test in planned {
            guard let declared = tests[test.id] else { continue }
            let job = job(test, attempt: 1, declared)
            if let reason = declared.skipReason {
                events += [
                    .testStarted(test),
                    .attemptEnded(
                        test,
                        Attempt(
                            verdict: .skipped, duration: .zero, skipReason: reason, seed: job.seed)),
                    .testEnded(test, .skipped, duration: .zero),
                ]
            } else {
                waiting.append(job)
            }
        }
        return events
    }

    private func job(_ test: PlannedTest, attempt: Int, _ declared: DeclaredTest) -> Job {
        Job(
            test: test, attempt: attempt,
            seed: seeds.seed(of: declared, repetition: test.repetition, attempt: attempt),
            declared: declared)
    }

    /// Takes in how an attempt ended that ``next()`` gave out.
    public mutating func ended(_ job: Job, _ attempt: Attempt) -> [TestEvent] {
        guard var state = open[job.test] else { return [] }
        state.duration += attempt.duration
        var events: [TestEvent] = [.attemptEnded(job.test, attempt)]
        switch state.retrying.attemptEnded(attempt.verdict, isStopping: isStopped) {
        case .runAgain(let number):
            open[job.test] = state
            waiting.insert(self.job(job.test, attempt: number, job.declared), at: nextWaiting)
        case .finish(let verdict):
            open[job.test] = nil
            if verdict.isFailure { failuresOfRound += 1 }
            events.append(.testEnded(job.test, verdict, duration: state.duration))
        }
        return events
    }
}
