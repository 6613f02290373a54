internal import Lua

/// What one file of tests has declared in one state, and the test that runs there.
final class Suite {
    let file = SuiteBlock("")
    /// The block whose body runs; nil while nothing can be declared.
    var open: SuiteBlock?
    /// What the test that runs wants done after it, first to last; nil while none runs.
    var finalizers: [LuaFunction]?
    /// How many blocks, tests and hooks were declared.
    private var declarations = 0

    /// How many blocks, tests, each case counted, and hooks a file may have.
    static let declarationsLimit = 100_000

    /// Whether a test that is declared now is one that nobody wants, and was passed over.
    ///
    /// - Throws: ``LuaFault`` beyond ``declarationsLimit``.
    func passesOverTest(in call: borrowing LuaCall) throws(LuaFault) -> Bool {
        guard let open, let wanted = open.wanted else { return false }
        let line = wanted.isOnLine ? call.location?.line : nil
        guard open.passesOverTest(at: line) else { return false }
        try count(1)
        return true
    }

    /// Whether a block that is declared now is one that nobody wants, and was passed over.
    ///
    /// - Throws: ``LuaFault`` beyond ``declarationsLimit``.
    func passesOverBlock() throws(LuaFault) -> Bool {
        guard open?.passesOverBlock() == true else { return false }
        try count(1)
        return true
    }

    /// The block that takes a declaration.
    ///
    /// - Throws: ``LuaFault`` outside of a file's and a block's own text, and beyond
    ///   ``declarationsLimit``.
    func block(for what: String, count: Int = 1) throws(LuaFault) -> SuiteBlock {
        guard let open else {
            throw LuaFault(
                "'\(what)' cannot be called "
                    + (finalizers == nil ? "in a hook" : "inside of a test")
                    + ": tests are declared in the file or in the body of a 'describe'")
        }
        try self.count(count)
        return open
    }

    private func count(_ count: Int) throws(LuaFault) {
        declarations += count
        guard declarations <= Self.declarationsLimit else {
            throw LuaFault(
                "a file can declare \(Self.declarationsLimit) tests, blocks and hooks, and no more")
        }
    }
}

/// What ends a test that says of itself that it cannot run.
struct TestSkipped: CatchableError {
    let reason: String
    let kind = "skipped"

    var description: String { reason.isEmpty ? "the test was skipped" : reason }
}
