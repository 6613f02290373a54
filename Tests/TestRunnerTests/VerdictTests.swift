import Testing
import TestRunner

@Suite struct `A verdict` {
    @Test func `is a failure unless the test passed in the end or did not run`() {
        #expect(Verdict.allCases.filter { !$0.isFailure } == [.passed, .skipped, .flaky])
    }
}
