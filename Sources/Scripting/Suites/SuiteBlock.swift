internal import Lua

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
    private var hooks: [HookKind: [LuaFunction]] = [:]

    /// What stands in a block, by its place among those of its kind.
    enum Child {
        case block(Int)
        case test(Int)
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

    func add(_ block: SuiteBlock) {
        block.parent = self
        children.append(.block(blocks.count))
        blocks.append(block)
    }

    func add(_ test: SuiteTest) {
        children.append(.test(tests.count))
        tests.append(test)
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
