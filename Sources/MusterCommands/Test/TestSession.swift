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
    private let interrupts: InterruptFlag

    init(
        plan: TestRunPlan, worker: WorkerSettings, jobs: Int, reports: ReportOptions,
        interrupts: InterruptFlag
    ) {
        self.interrupts = interrupts
        self.plan = plan
        self.worker = worker
        self.jobs = jobs
        options = reports
    }

    /// Runs the tests; answers the exit code.
    func run() throws -> Int32 {
        // A process that ends while it is written to is noticed by its silence.
        signal(SIGPIPE, SIG_IGN)
        let writer = ReportWriter()
        let reports = options.reports(ConfigurationOptions.variable)
        do throws(UnwritableFile) { try writer.open(reports.map(\.destination)) } catch {
            Terminal.writeError("muster: \(error)\n")
            throw ExitStatus.misuse.error
        }
        var set = ReportSet(
            reports, redaction: Redaction(secrets: Pipeline.secrets),
            failureLimit: plan.failureLimit, progress: progress)
        let pool = WorkerPool(worker, limit: jobs)
        var elapsed = Duration.zero
        let run = TestRun(plan, pool) { event in
            writer.write(set.receive(event, elapsed: elapsed))
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
        writer.close()
        if let problem = writer.problem { Terminal.writeError("muster: \(problem)\n") }
        FailedTestsFile.keep(set.record)
        explain(set.record)
        return set.record.outcome.exitCode
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
