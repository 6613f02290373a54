internal import ArgumentParser
internal import Scripting
internal import TestRunner

/// `muster test`: finds and runs tests.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Finds and runs tests.",
        usage: "muster test [options] [<paths> ...]",
        discussion: "In a folder, files of tests are those whose names end with "
            + TestFiles.endings.joined(separator: ", ") + ".")

    @OptionGroup var world: WorldOptions

    @OptionGroup(title: "Which tests") var filters: FilterOptions

    @OptionGroup(title: "How they run") var running: RunningOptions

    @OptionGroup(title: "Schedules") var exploration: ExplorationOptions

    @OptionGroup(title: "Reports") var reports: ReportOptions

    @OptionGroup(title: "Coverage") var coverage: CoverageOptions

    @Flag(help: "Show the tests that would run, and run none.")
    var list = false

    @Flag(help: "Run again whenever a file has changed: the tests of that file, or all.")
    var watch = false

    @Argument(help: "Files and folders; this folder by default.")
    var paths: [String] = []

    mutating func validate() throws {
        try world.checkLocalOptions()
        guard !watch || !list else {
            throw ValidationError("--list shows what there is once: leave --watch out.")
        }
    }

    mutating func run() throws {
        let interrupts = InterruptFlag()
        let (settings, command) = try told()
        guard watch else { return try end(session(settings, command, try files(), interrupts)) }
        var watch = watched(settings)
        var code = try session(settings, command, try files(), interrupts)
        while !interrupts.isRaised {
            Terminal.writeError("muster: waiting for a change; Ctrl-C ends\n")
            guard let changed = watch.next(until: { interrupts.isRaised }) else { break }
            code = again(changed, interrupts)
        }
        try end(interrupts.isRaised ? ExitStatus.interrupted.rawValue : code)
    }

    /// What the run is told by all places, and the command that repeats a part of it.
    private func told() throws -> (settings: Configuration, command: RepeatCommand) {
        let found = try world.configured.sources()
        let settings = try world.settings(timeout: running.timeout, over: found.both)
        let command = RepeatCommand(
            world: world, exploration: exploration, settings: settings,
            assumed: [found.file, found.both])
        return (settings, command)
    }

    private func end(_ code: Int32) throws {
        guard code == 0 else { throw ExitCode(code) }
    }

    /// Begins to look at what the tests depend on: the scripts, the settings and the templates.
    private func watched(_ settings: Configuration) -> TestWatch {
        let written = [
            reports.junit, reports.tap, reports.jsonLines, reports.report, coverage.file,
            coverage.lcov,
        ]
        return TestWatch(
            paths.isEmpty ? ["."] : paths,
            and: [world.configured.path].compactMap(\.self) + (settings.templates ?? []),
            except: written.compactMap(\.self))
    }

    /// Runs tests once more, by the settings as they are now; answers the exit code. What cannot be
    /// run now may be mended, so that the wait goes on.
    private func again(_ files: [String], _ interrupts: InterruptFlag) -> Int32 {
        do {
            let (settings, command) = try told()
            return try session(settings, command, files, interrupts)
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            Terminal.writeError("muster: \(error)\n")
            return ExitStatus.misuse.rawValue
        }
    }

    /// Runs the tests of some files, or lists them; answers the exit code.
    private func session(
        _ settings: Configuration, _ command: RepeatCommand, _ files: [String],
        _ interrupts: InterruptFlag
    ) throws -> Int32 {
        let session = TestSession(
            plan: try plan(settings, command, files), worker: workerSettings(settings),
            jobs: running.jobs ?? Pipeline.processorCount, reports: reports, coverage: coverage,
            interrupts: interrupts)
        return list ? try session.list() : try session.run()
    }

    private func files() throws(ExitCode) -> [String] {
        do throws(UnreadableFile) {
            return try TestFiles.found(at: paths.isEmpty ? ["."] : paths)
        } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
    }

    private func plan(
        _ settings: Configuration, _ command: RepeatCommand, _ files: [String]
    ) throws -> TestRunPlan {
        let isLocal = (settings.service ?? "local") == "local"
        let seed = settings.seed ?? (isLocal ? 1 : .random(in: .min ... .max))
        let filter = filters.testFilter
        var selection = TestSelection(
            filter: filter, shard: filters.shard, shuffleSeed: filters.shuffle ? seed : nil,
            refusesOnly: Pipeline.isRunning)
        if filters.rerunFailed { selection.rerun = try FailedTestsFile.read().tests }
        return TestRunPlan(
            settings: RunSettings(
                seed: seed, shard: filters.shard, jobs: running.jobs ?? Pipeline.processorCount,
                filters: filter.descriptions, files: files),
            selection: selection, seeds: TestSeed(run: seed, isShared: !isLocal),
            repetition: running.repetition, retries: running.retries ?? 0,
            forbidsRetries: running.retries == 0,
            timeout: settings.timeout ?? RunningOptions.defaultTimeout,
            runTimeout: running.runTimeout, slowAfter: running.slow,
            failureLimit: running.failureLimit, schedule: exploration.schedule,
            exploration: exploration.exploring, repeatCommand: command)
    }

    private func workerSettings(_ settings: Configuration) -> WorkerSettings {
        var worker = WorkerSettings()
        worker.service = settings.service ?? "local"
        worker.templates = settings.templates ?? []
        worker.time = worker.isLocal ? settings.time ?? .virtual : .real
        worker.memoryLimitBytes = world.memoryLimit
        return worker
    }
}
