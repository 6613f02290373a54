import Directory
import Lua

@testable import Scripting

/// A world as a test file finds it: with the assertions, and with groups and tests in their
/// simplest form, of which one is run.
struct AssertionWorld {
    let world: ScriptWorld
    private let log = EventLog()

    init() throws {
        let log = log
        world = try ScriptWorld(ScriptOptions(), connection: .local(.builtIn)) { log.note($0) }
        world.host.assertions = try Assertions.install(in: world.lua)
    }

    /// Runs a chunk.
    ///
    /// - Returns: the error that it raised, if it raised one.
    func run(_ text: String, name: String = "test.lua") throws -> LuaError? {
        let function = try world.lua.load(text, name: name)
        switch world.host.scheduler.run(function, arguments: []) {
        case .finished(.success): return nil
        case .finished(.failure(let error)): return error.placed(outside: "muster")
        default: throw Unfinished()
        }
    }

    struct Unfinished: Error {}

    /// What was printed.
    var lines: [String] { log.run(endingWith: .finished).lines }

    /// How a chunk ends, as the runner of tests sees it.
    func verdict(of text: String, name: String = "test.lua") throws -> Verdict {
        guard let error = try run(text, name: name) else { return Verdict(status: "success") }
        let isFailure = Assertions.isFailure(error, in: world.host)
        return Verdict(
            status: isFailure ? "failure" : "error", line: error.location?.line,
            file: error.location?.chunk, message: error.message)
    }

    struct Verdict {
        var status: String
        var line: Int?
        var file: String?
        var message = ""
    }

    /// Runs the test of a file that has this name, with the groups that it lies in before it.
    func verdict(ofTest test: String, in text: String, name: String) throws -> Verdict? {
        try world.lua.globals.set("wanted", to: .string(LuaString(test)))
        _ = try run(Self.groups, name: "groups.lua")
        let verdict = try verdict(of: text, name: name)
        guard case .boolean(true) = try world.lua.globals.get("found") else { return nil }
        return verdict
    }

    private static let groups = """
        local titles, hooks = {}, {}
        local function group(title, body)
          titles[#titles + 1] = title
          local count = #hooks
          body()
          for position = #hooks, count + 1, -1 do hooks[position] = nil end
          titles[#titles] = nil
        end
        local function hook(body) hooks[#hooks + 1] = body end
        describe, context, setup, before_each = group, group, hook, hook
        function it(title, body)
          if table.concat(titles, " ") .. " " .. title ~= wanted then return end
          for _, each in ipairs(hooks) do each() end
          found = true
          body()
        end
        """
}
