internal import Scripting
internal import TestRunner

/// A run of tests: finds out what files declare, plans, and has workers run it, on one thread.
///
/// All that happens goes to ``onEvent`` as it happens; nothing here depends on what a report shows.
final class TestRun {
    let plan: TestRunPlan
    let pool: WorkerPool
    let onEvent: (TestEvent) -> Void
    /// Takes what was kept of an attempt, or of a file that was read.
    var onTrace: (PlannedTest?, Int, AttemptTrace) -> Void = { _, _, _ in }
    private let start = ContinuousClock.now
    private var filesLeft: [String]
    private var declared: [String: [DeclaredTest]] = [:]
    private var queue: RunQueue?
    /// Why the run ends before all is done.
    private(set) var ending: RunEnding?

    init(_ plan: TestRunPlan, _ pool: WorkerPool, onEvent: @escaping (TestEvent) -> Void) {
        self.plan = plan
        self.pool = pool
        self.onEvent = onEvent
        filesLeft = plan.settings.files
    }

    /// Ends the run: what is under way is given up.
    func stop(_ ending: RunEnding) { self.ending = self.ending ?? ending }

    /// What the run has taken until now.
    var elapsed: Duration { ContinuousClock.now - start }

    /// Runs to the end.
    ///
    /// - Parameter attend: is called again and again, at least every tenth of a second.
    /// - Throws: ``WorkerFailure`` when no process can be started, and ``TestRunnerError`` when
    ///   what was found cannot be planned.
    func run(attend: () -> Void) throws {
        onEvent(.runStarted(plan.settings))
        try declareAll(attend)
        if ending == nil {
            let found = plan.settings.files.flatMap { declared[$0] ?? [] }
            let order = try plan.selection.plan(found.map(\.test))
            if plan.listsOnly {
                pool.endAll()
                return onEvent(.planned(order.map { PlannedTest($0) }))
            }
            queue = RunQueue(
                order, of: found, seeds: plan.seeds, repetition: plan.repetition,
                retries: plan.retries, forbidsRetries: plan.forbidsRetries)
            try runAll(attend)
        }
        pool.endAll()
        onEvent(.runEnded(ending ?? .complete, duration: elapsed))
    }

    private func declareAll(_ attend: () -> Void) throws {
        var inWork = 0
        while ending == nil, inWork > 0 || !filesLeft.isEmpty {
            while !filesLeft.isEmpty, let worker = try pool.idle() {
                let file = filesLeft.removeFirst()
                worker.begin(.declare(file), limit: plan.timeout, slowAfter: nil)
                worker.send(.declare(file: file, seed: plan.seeds.run, limit: plan.timeout))
                inWork += 1
            }
            // Nearly every file has tests for two.
            if !plan.listsOnly { try pool.prepare() }
            for (work, result) in pool.wait() {
                guard case .declare(let file) = work.kind else { continue }
                inWork -= 1
                take(result, of: file)
            }
            attend()
            checkTime()
        }
    }

    private func take(_ result: WorkerPool.Result, of file: String) {
        switch result {
        case .answer(.declared(let tests, let trace), _):
            declared[file] = tests
            onTrace(nil, 0, trace)
            onEvent(.fileLoaded(file, tests: tests.count))
        case .answer(.notLoaded(let failure), _): onEvent(.fileFailedToLoad(file, failure))
        case .answer(.ended, _): break
        case .lost(let how, _):
            onEvent(
                .fileFailedToLoad(
                    file, Failure(message: "the process that read it is gone: \(how)")))
        case .tooLong:
            onEvent(
                .fileFailedToLoad(
                    file, Failure(message: "it took longer than \(plan.timeout.shortText) to load"))
            )
        case .slow: break
        }
    }

    private func runAll(_ attend: () -> Void) throws {
        while ending == nil, queue?.isFinished == false {
            while ending == nil, let worker = try pool.idle(), let job = nextJob() {
                let limit = job.declared.timeout ?? plan.timeout
                // An exploration is as many attempts as it has schedules, each with its own limit.
                let attempts = plan.exploration.map { $0.seeds + 1 } ?? 1
                worker.begin(.run(job), limit: limit * attempts, slowAfter: plan.slowAfter)
                worker.send(.run(order(for: job, limit)))
            }
            for (work, result) in pool.wait() {
                guard case .run(let job) = work.kind else { continue }
                take(result, of: job, after: work.elapsed)
            }
            attend()
            checkTime()
        }
    }

    private func order(for job: RunQueue.Job, _ limit: Duration) -> WorkerRequest.Order {
        var order = WorkerRequest.Order(
            file: job.test.id.file, place: job.declared.place, seed: job.seed, limit: limit)
        order.schedule = plan.schedule
        order.exploration = plan.exploration
        return order
    }

    private func nextJob() -> RunQueue.Job? {
        guard let (job, events) = queue?.next() else { return nil }
        for event in events { onEvent(event) }
        return job
    }

    private func checkTime() {
        if let limit = plan.runTimeout, elapsed > limit { stop(.timedOut) }
    }

    private func take(_ result: WorkerPool.Result, of job: RunQueue.Job, after elapsed: Duration) {
        var attempt: Attempt
        var found = plan.schedule
        switch result {
        case .slow:
            onEvent(.slow(job.test, after: elapsed))
            return
        case .answer(.ended(let ended, let trace, let schedule), let output):
            attempt = ended
            attempt.output = output
            found = schedule
            onTrace(job.test, job.attempt, trace)
        case .answer:
            return
        case .lost(let how, let output):
            attempt = Attempt(
                verdict: .crashed, duration: elapsed, output: output,
                failure: Failure(message: "the process that ran it is gone: \(how)"),
                seed: job.seed)
        case .tooLong(let output):
            attempt = Attempt(
                verdict: .timedOut, duration: elapsed, output: output,
                failure: Failure(
                    message: "it took longer than it may, and could not be stopped: the process "
                        + "that ran it was ended"), seed: job.seed)
        }
        attempt.number = job.attempt
        if attempt.verdict.isFailure {
            let seed = plan.seeds.seed(
                ofRunRepeating: job.declared, repetition: job.test.repetition, attempt: job.attempt)
            attempt.repeatCommand = plan.repeatCommand.text(
                job.declared, runSeed: seed, schedule: found)
        }
        for event in queue?.ended(job, attempt) ?? [] { onEvent(event) }
    }
}
