internal import ArgumentParser
internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// One run of `muster test`: the tests, the reports, and who looks on.
final class TestSession {
    private let plan: TestRunPlan
    private let worker: WorkerSettings
    private let jobs: Int
    private let options: ReportOptions
    private let coverageOptions: CoverageOptions
    private let interrupts: InterruptFlag

    init(
        plan: TestRunPlan, worker: WorkerSettings, jobs: Int, reports: ReportOptions,
        coverage: CoverageOptions, interrupts: InterruptFlag
    ) {
        self.interrupts = interrupts
        self.plan = plan
        self.jobs = jobs
        options = reports
        coverageOptions = coverage
        var worker = worker
        worker.traces = RunCoverage.parts(for: coverage)
        if reports.report != nil { worker.traces.insert(.recording) }
        self.worker = worker
    }

    /// Runs the tests; answers the exit code.
    func run() throws -> Int32 {
        // A process that ends while it is written to is noticed by its silence.
        signal(SIGPIPE, SIG_IGN)
        let writer = ReportWriter()
        let reports = options.reports(ConfigurationOptions.variable)
        let others = [options.report, coverageOptions.file, coverageOptions.lcov]
            .compactMap(\.self).map { ReportDestination.file($0) }
        do throws(UnwritableFile) {
            try writer.open(reports.map(\.destination) + others)
        } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
        let redaction = Redaction(secrets: Pipeline.secrets)
        var set = ReportSet(
            reports, redaction: redaction,
            failureLimit: plan.failureLimit, progress: progress)
        let pool = WorkerPool(worker, limit: jobs)
        var elapsed = Duration.zero
        let run = TestRun(plan, pool) { event in
            writer.write(set.receive(event, elapsed: elapsed))
        }
        var coverage = RunCoverage(coverageOptions)
        var page = TestPage()
        run.onTrace = { test, attempt, trace in
            coverage.add(trace)
            guard let test, let recording = trace.recording else { return }
            page.note(recording, of: test, attempt: attempt)
        }
        try Self.reportingProblems {
            try run.run {
                if interrupts.isRaised { run.stop(.interrupted) }
                if set.hasReachedLimit { run.stop(.stoppedAtFailure) }
                guard run.elapsed - elapsed >= .milliseconds(100) else { return }
                elapsed = run.elapsed
                writer.write(set.tick(elapsed: elapsed))
            }
        }
        for (path, text) in coverage.files { writer.write(text, to: .file(path)) }
        if let path = options.report {
            writer.write(page.html(of: set.record, sources: sources, redaction), to: .file(path))
        }
        writer.close()
        let isForPeople = options.format == .pretty || options.format == .quiet
        writer.write(coverage.text, to: isForPeople ? .standardOutput : .standardError)
        if let problem = writer.problem { Terminal.writeError("muster: \(problem)\n") }
        FailedTestsFile.keep(set.record)
        explain(set.record)
        for shortfall in coverage.shortfalls { Terminal.writeError("muster: \(shortfall)\n") }
        let code = set.record.outcome.exitCode
        return code == 0 && !coverage.shortfalls.isEmpty ? ExitStatus.testFailed.rawValue : code
    }

    /// The texts of the files of tests that can be read.
    private var sources: [(name: String, text: String)] {
        plan.settings.files.compactMap { file in
            (try? Terminal.read(file)).map { (file, String(showing: $0)) }
        }
    }

    /// Shows the tests that would run; answers the exit code.
    func list() throws -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        var record = RunRecord()
        var plan = plan
        plan.listsOnly = true
        let run = TestRun(plan, WorkerPool(worker, limit: jobs)) { event in
            record.receive(event)
            guard case .planned(let tests) = event else { return }
            for test in tests { Terminal.writeOutput(Array("\(test)\n".utf8)) }
        }
        try Self.reportingProblems { try run.run {} }
        Terminal.flushOutput()
        for failure in record.loadFailures {
            let place = failure.failure.location.map { "\($0): " } ?? "\(failure.file): "
            Terminal.writeError("muster: \(place)\(failure.failure.message)\n")
        }
        explain(record)
        return record.loadFailures.isEmpty
            ? (record.planned == 0 ? ExitStatus.noTests.rawValue : 0)
            : ExitStatus.scriptFailed.rawValue
    }

    /// The live line, where there is a terminal to draw it on.
    private var progress: ProgressLine? {
        Terminal.isErrorTerminal && options.color != .never
            ? ProgressLine(columns: Terminal.columns) : nil
    }

    /// Says what to do about a run without tests.
    private func explain(_ record: RunRecord) {
        guard record.outcome == .noTests || record.planned == 0 && record.loadFailures.isEmpty
        else { return }
        if plan.settings.files.isEmpty {
            Terminal.writeError(
                "muster: no file of tests was found: their names end with "
                    + TestFiles.endings.joined(separator: ", ")
                    + ", or are given on the command line\n")
        } else {
            Terminal.writeError(
                "muster: no test was selected: 'muster test --list' shows what there is\n")
        }
    }

    private static func reportingProblems(_ body: () throws -> Void) throws {
        do { try body() } catch let error as WorkerFailure {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.bug.error
        } catch TestRunnerError.onlyRefused(let tests) {
            Terminal.writeError(
                "muster: tests are marked with 'only', which would hide all others in a pipeline "
                    + "(CI is set): take the mark away from\n"
                    + tests.prefix(10).map { "  \($0)\n" }.joined())
            throw ExitStatus.misuse.error
        }
    }
}
