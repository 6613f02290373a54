internal import Lua
internal import TestRunner

extension TestSteps.End {
    /// What to tell of a part of a test that ended so; nil when all is well.
    func report(_ reading: FailureReading) -> TestReport? {
        switch self {
        case .finished: return nil
        case .failed(let error): return Self.report(error, reading)
        case .deadlocked(let waiters):
            var report = TestReport(
                .deadlocked,
                failure: reading.failure(
                    "every task waits, and nothing is left that could happen"
                        + Self.cut(waiters.count),
                    at: waiters.lazy.compactMap(\.since).first))
            report.waits = waiters.prefix(Self.shownWaits).map(Attempt.Wait.init)
            return report
        case .stopped(let place, let waiters):
            // A line of the host's own text tells nobody anything.
            let line = place.flatMap { $0.chunk == reading.ownChunk ? nil : $0 }
            var report = TestReport(
                .timedOut,
                failure: reading.failure(
                    "it took longer than it may" + Self.cut(waiters.count),
                    at: line ?? waiters.lazy.compactMap(\.since).first))
            // One task that computes waits for nothing.
            report.waits = waiters.filter { $0.since != nil }.prefix(Self.shownWaits)
                .map(Attempt.Wait.init)
            return report
        case .exited(let code):
            return TestReport(
                .error,
                failure: reading.failure(
                    "os.exit(\(code)) was called; a test ends when its function returns", at: nil))
        }
    }

    /// Of how many tasks it is told what they wait for.
    private static let shownWaits = 10

    private static func cut(_ count: Int) -> String {
        count > shownWaits ? " (\(count) tasks, of which \(shownWaits) are shown)" : ""
    }

    private static func report(_ error: LuaError, _ reading: FailureReading) -> TestReport {
        if let skipped = error.underlying as? TestSkipped {
            return TestReport(.skipped, skipReason: skipped.reason)
        }
        return TestReport(
            reading.isAssertion(error) ? .failed : .error, failure: reading.failure(error))
    }
}
