internal import Lua
internal import TestRunner

/// What files of tests find beside what every script finds.
enum SuiteGlobals {
    /// Puts everything there.
    ///
    /// - Returns: what the host must keep of it.
    static func install(in lua: LuaState) throws(LuaError) -> Assertions {
        let globals = lua.globals
        let stack = lua.stack
        for (names, type) in [
            (["describe", "context", "insulate", "expose"], describeClass),
            (["it", "spec", "test"], itClass),
        ] {
            stack.push(SuiteForm(), as: type)
            let value = stack.value(at: -1)
            stack.pop()
            for name in names { try globals.set(.string(LuaString(name)), to: value) }
        }
        for function in functions { globals.set(function) }
        for function in ExpectFunctions.all { globals.set(function) }
        return try Assertions.install(in: lua)
    }

    static let functions = hooks + [cases, skip, pending, finally, randomize]

    private static let hooks: [HostFunction] = [
        hook("before_all", .beforeAll, "Runs before the tests of the block."),
        hook("before_each", .beforeEach, "Runs before each test of the block and of those in it."),
        hook("after_each", .afterEach, "Runs after each test of the block and of those in it."),
        hook("after_all", .afterAll, "Runs after the tests of the block."),
        hook("setup", .beforeAll, "The name that busted has for before_all."),
        hook("teardown", .afterAll, "The name that busted has for after_all."),
        hook("strict_setup", .beforeAll, "The same as setup."),
        hook("strict_teardown", .afterAll, "The same as teardown."),
        hook("lazy_setup", .beforeAll, "The same as setup."),
        hook("lazy_teardown", .afterAll, "The same as teardown."),
    ]

    private static func hook(
        _ name: String, _ kind: SuiteBlock.HookKind, _ doc: String
    ) -> HostFunction {
        HostFunction(name, [Parameter("body", .function, doc: "What runs.")], doc: doc) { call in
            guard let body = call.function(1) else { throw call.fault(1, expected: "function") }
            try call.host.openBlock(for: name).add(body, kind)
        }
    }

    private static let cases = HostFunction(
        "cases", [Parameter("list", .list(.any), doc: "What the body gets, one for each test.")],
        returns: "cases",
        doc: "Makes one test of each element of a list; {} in the name is the element, {field} "
            + "its field.",
        example: """
            it("knows a {visibility} lobby", cases {
              { visibility = "open" }, { visibility = "private" },
            }, function(case)
              local host = muster.service():users(1)[1]
              local lobby = host:create(muster.service():reference "quick",
                muster.request():visibility(case.visibility))
              expect(lobby.constants.system.visibility):to_be(case.visibility)
            end)
            """
    ) { call in
        let stack = call.stack
        guard stack.rawLength(at: call.index(1)) <= Suite.declarationsLimit else {
            throw LuaFault(argument: 1, "at most \(Suite.declarationsLimit) cases expected")
        }
        var elements: [LuaValue] = []
        for position in 0..<stack.rawLength(at: call.index(1)) {
            stack.pushElement(position + 1, of: call.index(1))
            elements.append(stack.value(at: -1))
            stack.pop()
        }
        guard !elements.isEmpty else { throw LuaFault(argument: 1, "at least one case expected") }
        call.push(SuiteCases(elements), as: casesClass)
    }

    private static let reason = Parameter.optional("reason", .string, doc: "Why.")

    private static let skip = HostFunction(
        "skip", [reason], doc: "Ends the test that calls it: it counts as skipped."
    ) { call in
        guard call.host.suite?.finalizers != nil else {
            throw LuaFault("'skip' is for tests that run; use it.skip to declare one")
        }
        throw TestSkipped(reason: call.string(1) ?? "")
    }

    private static let pending = HostFunction(
        "pending",
        [
            Parameter("name", .string, doc: "What it is about, or why it ends."),
            .optional("body", .function, doc: "The test, which does not run."),
        ],
        doc: "Declares a test that does not run, as busted does; inside of a test, ends it."
    ) { call in
        let name = String(showing: call.stack.bytes(at: call.index(1)) ?? [])
        if call.host.suite?.finalizers != nil { throw TestSkipped(reason: name) }
        let block = try call.host.openBlock(for: "pending")
        var options = SuiteOptions()
        options.addTags(of: name)
        options.skipReason = "pending"
        block.add(
            SuiteTest(
                name: name, options: options.inside(block.options), body: call.function(2),
                cases: nil, location: call.location))
    }

    private static let finally = HostFunction(
        "finally", [Parameter("body", .function, doc: "What runs.")],
        doc: "Has the test that calls it run this after it, however it ends."
    ) { call in
        guard let body = call.function(1) else { throw call.fault(1, expected: "function") }
        guard let suite = call.host.suite, suite.finalizers != nil else {
            throw LuaFault("'finally' is for tests that run")
        }
        suite.finalizers?.append(body)
    }

    private static let randomize = HostFunction(
        "randomize", [Parameter("...", .variadic)],
        doc: "Does nothing: the order of tests is the run's, see --shuffle."
    ) { _ in }
}
