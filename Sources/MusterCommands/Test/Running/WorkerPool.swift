internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The processes of a run. One that is lost, or cannot be stopped, is replaced when it is needed.
final class WorkerPool {
    private let settings: WorkerSettings
    private let limit: Int
    private var workers: [Worker] = []

    /// What came of a piece of work, and what was printed meanwhile.
    enum Result {
        case answer(WorkerAnswer, [Attempt.OutputLine])
        /// The process is gone; how it ended.
        case lost(String, [Attempt.OutputLine])
        /// It did not end in time, and was ended.
        case tooLong([Attempt.OutputLine])
        /// It goes on, for longer than it should.
        case slow
    }

    /// A piece of work under way.
    struct Work {
        let kind: Kind
        let start: ContinuousClock.Instant
        let limit: Duration
        var slowAfter: Duration?

        enum Kind {
            case declare(String)
            case run(RunQueue.Job)
        }

        var elapsed: Duration { ContinuousClock.now - start }
    }

    /// A process and what it does.
    final class Worker {
        fileprivate let process: WorkerProcess
        fileprivate var work: Work?

        fileprivate init(_ process: WorkerProcess) { self.process = process }

        /// Notes what is asked for next.
        func begin(_ kind: Work.Kind, limit: Duration, slowAfter: Duration?) {
            work = Work(kind: kind, start: .now, limit: limit, slowAfter: slowAfter)
        }

        func send(_ request: WorkerRequest) { process.send(request) }
    }

    /// Makes a pool without processes.
    ///
    /// - Parameters:
    ///   - settings: What each process is told.
    ///   - limit: How many processes there are at most, 1 or more.
    init(_ settings: WorkerSettings, limit: Int) {
        self.settings = settings
        self.limit = limit
    }

    /// A process that does nothing; nil when all have something to do.
    func idle() throws(WorkerFailure) -> Worker? {
        if let worker = workers.first(where: { $0.work == nil }) { return worker }
        return try start()
    }

    /// Starts a process beside those that are busy, for what comes next: it begins meanwhile.
    func prepare() throws(WorkerFailure) {
        if workers.allSatisfy({ $0.work != nil }) { _ = try start() }
    }

    private func start() throws(WorkerFailure) -> Worker? {
        guard workers.count < limit else { return nil }
        let worker = Worker(try WorkerProcess(settings))
        workers.append(worker)
        return worker
    }

    /// Waits until something has come of the work under way, or for a tenth of a second.
    func wait() -> [(work: Work, result: Result)] {
        guard workers.contains(where: { $0.work != nil }) else { return [] }
        let arrivals = poll()
        var results: [(work: Work, result: Result)] = []
        for (worker, entries) in zip(workers, arrivals) {
            guard let work = worker.work, let result = result(of: worker, work, entries) else {
                continue
            }
            if case .slow = result { worker.work?.slowAfter = nil } else { worker.work = nil }
            results.append((work, result))
        }
        return results
    }

    private func result(
        of worker: Worker, _ work: Work, _ entries: ArraySlice<pollfd>
    ) -> Result? {
        switch worker.process.receive(entries) {
        case .answer(let answer): return .answer(answer, worker.process.output)
        case .lost(let how):
            remove(worker)
            return .lost(how, worker.process.output)
        case nil: break
        }
        let elapsed = work.elapsed
        if elapsed > work.limit + Self.grace {
            remove(worker)
            worker.process.end()
            return .tooLong(worker.process.output)
        }
        if let slowAfter = work.slowAfter, elapsed > slowAfter { return .slow }
        return nil
    }

    /// What hooks after a test that was stopped may take, and a process to answer.
    private static let grace = Duration.seconds(3)

    /// Ends all processes.
    func endAll() {
        for worker in workers { worker.process.end() }
        workers = []
    }

    private func remove(_ worker: Worker) { workers.removeAll { $0 === worker } }

    /// Waits until something arrives; gives what the system says, worker by worker.
    private func poll() -> [ArraySlice<pollfd>] {
        // Of those that do nothing, nothing is expected.
        var entries = workers.flatMap { $0.process.entries(isExpected: $0.work != nil) }
        #if canImport(Darwin)
        _ = Darwin.poll(&entries, nfds_t(entries.count), 100)
        #elseif canImport(Musl)
        _ = Musl.poll(&entries, nfds_t(entries.count), 100)
        #else
        _ = Glibc.poll(&entries, nfds_t(entries.count), 100)
        #endif
        let count = WorkerProcess.Channel.allCases.count
        return workers.indices.map { entries[$0 * count..<($0 + 1) * count] }
    }
}
