@preconcurrency internal import Dispatch
internal import Lua
internal import Scripting
internal import TestRunner

/// Answers what it is asked about files of tests and tests in them, each in a world of its own.
final class TestWorker {
    private let settings: WorkerSettings
    private let connection: ServiceConnection
    private var files: [String: KnownFile] = [:]

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
        case .declare(let name, let seed, let limit):
            return declare(name, seed, limit)
        case .run(let name, let place, let seed, let limit):
            let start = ContinuousClock.now
            let report = run(name, place, seed, limit)
            for note in report.notes { Terminal.writeError(note + "\n") }
            return .ended(
                Attempt(
                    verdict: report.verdict, duration: ContinuousClock.now - start,
                    failure: report.failure, skipReason: report.skipReason, leaks: report.leaks,
                    waits: report.waits, seed: seed))
        }
    }

    private func declare(_ name: String, _ seed: UInt64, _ limit: Duration) -> WorkerAnswer {
        do {
            let world = try world(try known(name).file, seed)
            let deadline = TestDeadline(limit, world.stopper)
            defer { deadline.end() }
            if let report = world.declare() {
                return .notLoaded(report.failure ?? Failure(message: "it did not load"))
            }
            return .declared(world.tests)
        } catch {
            return .notLoaded(Failure(message: "\(error)"))
        }
    }

    private func run(
        _ name: String, _ place: DeclaredTest.Place, _ seed: UInt64, _ limit: Duration
    ) -> TestReport {
        do {
            let text = try text(of: name, for: place, seed, limit)
            let world = try world(try known(name).file, seed)
            let deadline = TestDeadline(limit, world.stopper)
            defer { deadline.end() }
            return world.declare(only: place.blocks, from: text) ?? world.run(place)
        } catch {
            return TestReport(.error, failure: Failure(message: "\(error)"))
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

    private func world(_ file: TestFile, _ seed: UInt64) throws(LuaError) -> TestWorld {
        var options = ScriptOptions(time: settings.time, seed: seed)
        options.memoryLimitBytes = settings.memoryLimitBytes
        options.environment = ConfigurationOptions.variable
        return try TestWorld(file, options, connection: connection, onEvent: Self.show)
    }

    /// What a test prints and logs goes where the worker's own output goes, which is the test's.
    private static func show(_ event: ScriptEvent) {
        switch event {
        case .printed(let line): Terminal.writeOutput(line + [UInt8(ascii: "\n")])
        case .logged(let text, let location, _):
            Terminal.writeError((location.map { "\($0): " } ?? "") + text + "\n")
        default: break
        }
    }
}

/// Stops a test that takes longer than it may, and then each hook after it that does.
///
/// What cannot be stopped is ended with the process, by who started it.
final class TestDeadline: Sendable {
    private let timer: any DispatchSourceTimer

    /// How long what comes after the deadline may take, again and again.
    static let grace = Duration.seconds(1)

    init(_ limit: Duration, _ stopper: StatementStopper) {
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(
            deadline: .now() + .milliseconds(Int(limit.wholeMilliseconds)),
            repeating: .milliseconds(Int(Self.grace.wholeMilliseconds)))
        timer.setEventHandler { stopper.stop() }
        timer.activate()
    }

    /// Stops nothing any more.
    func end() { timer.cancel() }
}
