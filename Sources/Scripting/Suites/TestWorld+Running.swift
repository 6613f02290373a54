internal import Lua
public import TestRunner

extension TestWorld {
    /// Runs one of the tests that were declared, with the hooks of all blocks around it.
    ///
    /// Hooks before the test run from the outside to the inside, those after it the other way; of
    /// a block that was entered, those after run, however the test ends. What goes wrong first
    /// decides the verdict.
    ///
    /// - Parameter place: Where the test stands. When none stands there, the file has declared other
    ///   tests than before, and the verdict is an error.
    public func run(_ place: DeclaredTest.Place) -> TestReport {
        guard let (block, test) = find(place), let body = test.body else {
            return TestReport(
                .error,
                failure: reading.failure(
                    "the file did not declare this test when it ran again: what it declares has "
                        + "to depend on nothing but its seed", at: nil))
        }
        var run = Run(self)
        let path = block.path
        let isReady =
            path.allSatisfy { run.enter($0, .beforeAll) }
            && path.allSatisfy { run.enter($0, .beforeEach) }
        if isReady {
            suite.finalizers = []
            run.step(
                body, arguments: place.caseIndex.flatMap { test.cases?[$0] }.map { [$0] } ?? [])
            let finalizers = suite.finalizers ?? []
            suite.finalizers = nil
            for finalizer in finalizers { run.step(finalizer) }
        }
        for kind in [SuiteBlock.HookKind.afterEach, .afterAll] {
            for block in path.reversed() { run.leave(block, kind) }
        }
        return run.end(tolerates: test.options.toleratesLeaks)
    }

    private func find(_ place: DeclaredTest.Place) -> (SuiteBlock, SuiteTest)? {
        var block = suite.file
        for index in place.blocks {
            guard let inner = block.block(at: index) else { return nil }
            block = inner
        }
        return block.test(at: place).map { (block, $0) }
    }

    /// A test that runs.
    private struct Run {
        private let world: TestWorld
        private var report: TestReport?
        private var hasExited = false
        /// The blocks that were entered, by the kind of hook that leaves them.
        private var entered: [SuiteBlock.HookKind: Set<ObjectIdentifier>] = [:]

        init(_ world: TestWorld) { self.world = world }

        /// Runs the hooks before the tests of a block; false when the test cannot go on.
        mutating func enter(_ block: SuiteBlock, _ kind: SuiteBlock.HookKind) -> Bool {
            let counterpart: SuiteBlock.HookKind = kind == .beforeAll ? .afterAll : .afterEach
            entered[counterpart, default: []].insert(ObjectIdentifier(block))
            for hook in block.hooks(kind) where !step(hook) { return false }
            return true
        }

        /// Runs the hooks after the tests of a block, if it was entered.
        mutating func leave(_ block: SuiteBlock, _ kind: SuiteBlock.HookKind) {
            guard entered[kind]?.contains(ObjectIdentifier(block)) == true else { return }
            for hook in block.hooks(kind) { step(hook) }
        }

        /// Runs a part of the test; false when it did not come to its end.
        @discardableResult
        mutating func step(_ function: LuaFunction, arguments: [LuaValue] = []) -> Bool {
            guard !hasExited else { return false }
            let end = world.steps.run(function, arguments: arguments)
            if case .exited = end { hasExited = true }
            return take(end.report(world.reading))
        }

        private mutating func take(_ problem: TestReport?) -> Bool {
            guard let problem else { return true }
            guard let report, report.verdict != .skipped else {
                report = problem
                return false
            }
            if problem.verdict != .skipped, let failure = problem.failure {
                let place = failure.location.map { "\($0): " } ?? ""
                self.report?.notes.append("then, after the test: \(place)\(failure.message)")
            }
            return false
        }

        mutating func end(tolerates toleratesLeaks: Bool) -> TestReport {
            if !hasExited { _ = take(world.steps.settle().report(world.reading)) }
            if let report { return report }
            let leaks = toleratesLeaks ? [] : world.leaks
            var report = TestReport(leaks.isEmpty ? .passed : .leaked)
            report.leaks = leaks
            return report
        }
    }
}
