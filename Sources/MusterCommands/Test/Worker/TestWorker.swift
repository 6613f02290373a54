internal import Lua
internal import Scripting
internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Answers what it is asked about files of tests and tests in them, each in a world of its own.
final class TestWorker {
    private let settings: WorkerSettings
    private let connection: ServiceConnection
    private var files: [String: KnownFile] = [:]
    /// What worlds begin from; nil where there is none.
    private lazy var image = try? TestWorldImage()

    /// A file that was read, and what is known of it.
    private struct KnownFile {
        let file: TestFile
        /// How many of its tests have run here.
        var runs = 0
        /// The file without the tests that do not run, and the seed under which that is right.
        var masked: (file: MaskedFile, seed: UInt64)?
    }

    /// After how many tests of a file it pays to find out what of it can be left out.
    private static let runsBeforeMasking = 3

    init(_ settings: WorkerSettings, connection: ServiceConnection) {
        self.settings = settings
        self.connection = connection
    }

    func answer(_ request: WorkerRequest) -> WorkerAnswer? {
        switch request {
        case .settings: return nil
        case .declare(let name, let seed, let limit): return declare(name, seed, limit)
        case .run(let order):
            if let exploring = order.exploration { return explore(order, exploring) }
            let run = run(order, under: order.schedule.flatMap { try? Schedule($0) })
            for note in run.notes { Terminal.writeError(note + "\n") }
            return .ended(run.attempt, run.trace, schedule: order.schedule)
        }
    }

    private func declare(_ name: String, _ seed: UInt64, _ limit: Duration) -> WorkerAnswer {
        do {
            let file = try known(name).file
            let world = try world(file, seed)
            let deadline = TestDeadline(limit, world.stopper)
            defer { deadline.end() }
            if let report = world.declare() {
                return .notLoaded(report.failure ?? Failure(message: "it did not load"))
            }
            var trace = AttemptTrace()
            if settings.traces.contains(.lineCoverage) {
                trace.lineCoverage = try world.lines(of: file)
            }
            let tests = world.tests
            if tests.count > Self.runsBeforeMasking {
                files[name]?.masked = (MaskedFile(file, declaring: tests), seed)
            }
            return .declared(tests, trace)
        } catch {
            return .notLoaded(Failure(message: "\(error)"))
        }
    }

    /// What came of one run of a test.
    struct Run {
        var attempt: Attempt
        var trace = AttemptTrace()
        var notes: [String] = []
        var decisions: [Decision] = []
        var players = 0
    }

    /// Runs a test once, in a world of its own.
    func run(
        _ order: WorkerRequest.Order, under schedule: Schedule?, isRecorded: Bool = true
    ) -> Run {
        let start = ContinuousClock.now
        // The only thing of a process that Lua can change and that outlives a state.
        setlocale(LC_ALL, "C")
        func attempt(_ report: TestReport) -> Attempt {
            Attempt(
                verdict: report.verdict, duration: ContinuousClock.now - start,
                failure: report.failure, skipReason: report.skipReason, leaks: report.leaks,
                waits: report.waits, seed: order.seed)
        }
        do {
            let text = try text(of: order.file, for: order.place, order.seed, order.limit)
            let recorder = TraceRecorder(settings.traces, printing: isRecorded)
            let world = try world(try known(order.file).file, order.seed, schedule, recorder.note)
            let deadline = TestDeadline(order.limit, world.stopper)
            defer { deadline.end() }
            let report =
                world.declare(only: order.place, from: text) ?? world.run(order.place)
            return Run(
                attempt: attempt(report), trace: recorder.trace(of: world), notes: report.notes,
                decisions: world.decisions, players: world.players)
        } catch {
            return Run(
                attempt: attempt(TestReport(.error, failure: Failure(message: "\(error)"))))
        }
    }

    /// What is to be read for one test: the file without others of its tests, once that pays.
    private func text(
        of name: String, for place: DeclaredTest.Place, _ seed: UInt64, _ limit: Duration
    ) throws -> [UInt8]? {
        var known = try known(name)
        known.runs += 1
        if known.runs > Self.runsBeforeMasking, known.masked?.seed != seed {
            let world = try world(known.file, seed)
            let deadline = TestDeadline(limit, world.stopper)
            defer { deadline.end() }
            if world.declare() == nil {
                known.masked = (MaskedFile(known.file, declaring: world.tests), seed)
            }
        }
        files[name] = known
        guard let masked = known.masked, masked.seed == seed else { return nil }
        return masked.file.text(for: place)
    }

    /// Reads a file when it is first needed.
    private func known(_ name: String) throws(UnreadableFile) -> KnownFile {
        if let known = files[name] { return known }
        let known = KnownFile(file: TestFile(name: name, source: try Terminal.read(name)))
        files[name] = known
        return known
    }

    private func world(
        _ file: TestFile, _ seed: UInt64, _ schedule: Schedule? = nil,
        _ note: @escaping (ScriptEvent) -> Void = TraceRecorder.print
    ) throws(LuaError) -> TestWorld {
        var options = ScriptOptions(time: settings.time, seed: seed)
        options.memoryLimitBytes = settings.memoryLimitBytes
        options.environment = ConfigurationOptions.variable
        options.schedule = schedule
        options.countsLines = settings.traces.contains(.lineCoverage)
        options.tellsWhatHolds = settings.traces.contains(.recording)
        return try TestWorld(
            file, options, connection: connection, from: image, onEvent: note)
    }
}
