internal import Lua
internal import TestRunner

/// A block of tests: the file, or what a `describe` declares in it.
final class SuiteBlock {
    let name: String
    let options: SuiteOptions
    /// What declares the rest; nil for the file.
    let body: LuaFunction?
    /// The block around; it outlives this one.
    private(set) weak var parent: SuiteBlock?
    private(set) var blocks: [SuiteBlock] = []
    private(set) var tests: [SuiteTest] = []
    /// The blocks and tests in the order declared.
    private(set) var children: [Child] = []
    /// What alone is wanted of it; nil for all. All others are counted, and nothing else: a test of
    /// thousands that a loop declares needs but one.
    var wanted: Wanted?
    /// How many blocks and tests were declared, wanted or not.
    private var declared = (blocks: 0, tests: 0)
    private var hooks: [HookKind: [LuaFunction]] = [:]

    /// What stands in a block, by its place among those of its kind.
    enum Child {
        case block(Int)
        case test(Int)
    }

    /// A block or a test that alone is wanted.
    enum Wanted: Hashable {
        /// By its place among the blocks.
        case block(Int)
        /// By its place among the tests.
        case test(Int)
        /// The only one that a line declares; others may be missing in a masked file.
        case testOnLine(Int)

        var isOnLine: Bool {
            if case .testOnLine = self { true } else { false }
        }
    }

    /// When a hook runs.
    enum HookKind: String, Hashable {
        case beforeAll = "before_all"
        case beforeEach = "before_each"
        case afterEach = "after_each"
        case afterAll = "after_all"
    }

    /// Makes a block, with the options of those around it.
    init(_ name: String, _ options: SuiteOptions = SuiteOptions(), body: LuaFunction? = nil) {
        self.name = name
        self.options = options
        self.body = body
    }

    /// Counts the block that is declared now if it is not wanted; false when it is.
    func passesOverBlock() -> Bool {
        guard let wanted, wanted != .block(declared.blocks) else { return false }
        declared.blocks += 1
        return true
    }

    /// Counts the test that is declared now if it is not wanted; false when it is.
    func passesOverTest(at line: Int?) -> Bool {
        switch wanted {
        case nil: return false
        case .test(declared.tests): return false
        case .testOnLine(let wanted) where wanted == line: return false
        default:
            declared.tests += 1
            return true
        }
    }

    func add(_ block: SuiteBlock) {
        guard !passesOverBlock() else { return }
        declared.blocks += 1
        block.parent = self
        children.append(.block(blocks.count))
        blocks.append(block)
    }

    func add(_ test: SuiteTest) {
        guard !passesOverTest(at: test.location?.line) else { return }
        declared.tests += 1
        children.append(.test(tests.count))
        tests.append(test)
    }

    /// The block at a place among the blocks; nil when none was declared there, or is wanted.
    func block(at index: Int) -> SuiteBlock? {
        guard let wanted else { return blocks.element(at: index) }
        return wanted == .block(index) ? blocks.first : nil
    }

    /// The test at a place; nil when none was declared there, or one of another line.
    func test(at place: DeclaredTest.Place) -> SuiteTest? {
        var test = wanted == nil ? tests.element(at: place.test) : tests.first
        if let line = place.line, !place.sharesLine {
            let onLine = tests.filter { $0.location?.line == line }
            test = onLine.count == 1 ? onLine[0] : nil
        }
        guard let test, test.location?.line == place.line,
            place.caseIndex.map({ test.cases?.indices.contains($0) == true }) ?? true
        else { return nil }
        return test
    }

    func add(_ hook: LuaFunction, _ kind: HookKind) { hooks[kind, default: []].append(hook) }

    /// The hooks of a kind, in the order declared.
    func hooks(_ kind: HookKind) -> [LuaFunction] { hooks[kind] ?? [] }

    /// The blocks from the file to this one.
    var path: [SuiteBlock] { (parent?.path ?? []) + [self] }
}

/// A test as a file declares it; with cases, each of them is a test of its own.
struct SuiteTest {
    let name: String
    /// With those of the blocks around it.
    let options: SuiteOptions
    /// Nil for a test that is yet to be written.
    let body: LuaFunction?
    let cases: [LuaValue]?
    let location: LuaLocation?
}

extension Array {
    fileprivate func element(at index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
