public import Lua
public import TestRunner

/// One Lua state with a directory, a clock and a seed of its own, in which a file of tests declares
/// what it has, and one of them runs.
///
/// Everything happens on the thread that makes it. A world is for one attempt at one test: what the
/// test changes is gone with it.
public final class TestWorld {
    private let world: ScriptWorld
    let suite = Suite()
    let steps: TestSteps
    let reading: FailureReading
    var host: ScriptHost { world.host }
    private let file: TestFile

    /// Opens a state.
    ///
    /// - Parameters:
    ///   - file: The file of tests.
    ///   - options: The seed, the time and the limits.
    ///   - connection: The way to the directory.
    ///   - image: What the world begins from, if no other does just now; otherwise, and when it is
    ///     nil, its state is filled anew.
    ///   - onEvent: Gets every event as it happens, on the calling thread.
    /// - Throws: ``LuaError`` when there is no memory for a state.
    public init(
        _ file: TestFile, _ options: ScriptOptions, connection: ServiceConnection,
        from image: TestWorldImage? = nil, onEvent: @escaping (ScriptEvent) -> Void
    ) throws(LuaError) {
        self.file = file
        let filled = image?.open()
        world = try ScriptWorld(
            options, connection: connection, in: filled.map { ($0.lua, $0.libraries) },
            onEvent: onEvent)
        reading = FailureReading(file: file, host: world.host)
        steps = TestSteps(world)
        world.host.suite = suite
        world.host.tracksLeaks = true
        if let filled {
            world.host.assertions = filled.assertions
        } else {
            world.host.assertions = try SuiteGlobals.install(in: world.lua)
        }
    }

    /// Stops what runs, the text of the file, a hook or a test, from any thread. What comes after it
    /// runs, and can be stopped again.
    public var stopper: StatementStopper { steps.stopper }

    /// Runs the text of the file, and then the bodies of its blocks, so that all tests are declared.
    ///
    /// - Parameters:
    ///   - place: The test that is going to run: then the bodies of blocks that it does not lie in
    ///     do not run, and other tests are counted, and no more. Nil declares all.
    ///   - text: What to run instead of the file's text; see ``MaskedFile``.
    /// - Returns: why the file did not load; nil when it did.
    public func declare(
        only place: DeclaredTest.Place? = nil, from text: [UInt8]? = nil
    ) -> TestReport? {
        let chunk: LuaFunction
        do throws(LuaError) {
            try world.setArguments([], script: file.name)
            chunk = try world.lua.load(text ?? file.source, name: file.name)
        } catch {
            return TestReport(.error, failure: reading.failure(error))
        }
        guard let place else {
            return declare(suite.file, by: chunk) ?? declareBlocks(in: suite.file)
        }
        var block = suite.file
        var body: LuaFunction? = chunk
        for index in place.blocks {
            block.wanted = .block(index)
            if let body, let report = declare(block, by: body) { return report }
            guard let inner = block.block(at: index) else { return nil }
            (block, body) = (inner, inner.body)
        }
        let line = place.sharesLine ? nil : place.line
        block.wanted = line.map { .testOnLine($0) } ?? .test(place.test)
        return body.flatMap { declare(block, by: $0) }
    }

    private func declareBlocks(in block: SuiteBlock) -> TestReport? {
        for inner in block.blocks {
            if let body = inner.body, let report = declare(inner, by: body) { return report }
            if let report = declareBlocks(in: inner) { return report }
        }
        return nil
    }

    private func declare(_ block: SuiteBlock, by body: LuaFunction) -> TestReport? {
        suite.open = block
        defer { suite.open = nil }
        let arguments: [LuaValue] =
            block === suite.file ? [.string(LuaString(file.name))] : []
        switch steps.run(body, arguments: arguments) {
        case .finished: return nil
        case let end: return end.report(reading)
        }
    }

    /// The tests that the file has declared, in order.
    public var tests: [DeclaredTest] {
        var found: [DeclaredTest] = []
        collect(suite.file, path: [], place: [], into: &found)
        let identities = TestID.numbered(found.map(\.test.id))
        for index in found.indices { found[index].test.id = identities[index] }
        return found
    }

    private func collect(
        _ block: SuiteBlock, path: [String], place: [Int], into found: inout [DeclaredTest]
    ) {
        var lines: Set<Int> = []
        let shared = Set(
            block.tests.compactMap { $0.location?.line }.filter { !lines.insert($0).inserted })
        for child in block.children {
            switch child {
            case .test(let index): collect(block, test: index, path, place, shared, &found)
            case .block(let index):
                let inner = block.blocks[index]
                collect(inner, path: path + [inner.name], place: place + [index], into: &found)
            }
        }
    }

    private func collect(
        _ block: SuiteBlock, test index: Int, _ path: [String], _ place: [Int],
        _ shared: Set<Int>, _ found: inout [DeclaredTest]
    ) {
        let test = block.tests[index]
        let line = test.location?.line
        let options = test.options
        let elements = test.cases.map { $0.map(Optional.init) } ?? [nil]
        for (position, element) in elements.enumerated() {
            let name = CaseName(template: test.name, stack: world.lua.stack)
            let id = TestID(
                file: file.name, path: path + [element.map(name.name) ?? test.name],
                caseNumber: element == nil ? nil : position + 1)
            found.append(
                DeclaredTest(
                    DiscoveredTest(id, tags: Set(options.tags), isOnly: options.isOnly),
                    at: DeclaredTest.Place(
                        blocks: place, test: index, caseIndex: element == nil ? nil : position,
                        line: line, sharesLine: line.map(shared.contains) ?? false),
                    skipReason: options.skipReason, timeout: options.timeout,
                    retries: options.retries, seed: options.seed))
        }
    }
}
