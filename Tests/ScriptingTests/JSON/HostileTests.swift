import JSON
import Lua
import Scripting
import Testing

@Suite struct `What is hostile to the bridge` {
    static let scripts = [
        "return encode(decode('[1,{\"a\":[null,2.5,\"x\"]},[]]'))",
        "return encode{a = {1, 2, {b = thing()}}, c = array{}, d = null}",
        "local t = {} for i = 1, 100 do t['key' .. i] = {i} end return #encode(t)",
        "local t = {} for i = 1, 100 do t[i] = {x = i} end return #encode(t, {indent = 2})",
        "return pcall(encode, {a = {print}})", "return pcall(decode, '[[[x')",
        "return tostring(null) .. encode(array{1})",
    ]

    @Test(arguments: scripts) func `cannot crash it by refusing memory`(text: String) throws {
        for count in 0... {
            let state = try makeJSONState()
            let function = try state.load(text, name: "test")
            state.refuseAllocations(after: count)
            _ = try? function.call()
            let used = state.countedAllocations
            state.refuseAllocations(after: nil)
            #expect(try state.text("return encode(decode('[1]'))") == "[1]")
            #expect(state.stack.count == 0)
            if used < count { break }
        }
    }

    @Test func `changes tables from finalizers while they are read`() throws {
        let state = try makeJSONState()
        let text = """
            collectgarbage('incremental', 1, 1000)
            local inner = {}
            for i = 1, 100 do inner['k' .. i] = i end
            local list, record = {}, {}
            for i = 1, 200 do list[i] = inner record['k' .. i] = inner end
            local rounds = 0
            local function disturb()
                setmetatable({}, {__gc = function()
                    rounds = rounds + 1
                    list[rounds] = nil
                    record['k' .. rounds] = nil
                    record['new' .. rounds] = rounds
                    disturb()
                end})
            end
            for i = 1, 20 do
                disturb()
                local ok, message = pcall(encode, list)
                assert(ok or message:find('is nil') or message:find('without element'), message)
                assert(type(encode(record)) == 'string')
            end
            return rounds > 0
            """
        #expect(try state.text(text) == "true")
    }

    @Test func `fills the stack, and is told so`() throws {
        let state = try makeJSONState()
        let text = "local t = {} for i = 1, 600000 do t['k' .. i] = 1 end return encode(t)"
        #expect(
            try state.failure(text)
                == "test:1: could not encode as JSON: "
                + "the value does not fit on Lua's stack; encode less at once")
    }

    @Test func `is a million elements long`() throws {
        let state = try makeJSONState()
        let text = "local t = {} for i = 1, 1e6 do t[i] = i % 10 end return #encode(t)"
        #expect(try state.text(text) == "2000001")
    }

    @Test func `asks for more than the memory limit`() throws {
        let state = try makeJSONState()
        state.memoryLimit = state.memoryInUse + 1_000_000
        let message = try state.failure("return decode('[' .. ('[],'):rep(1e5) .. '1]')")
        #expect(message.hasSuffix("not enough memory"))
    }

    @Test func `interrupts an encoding`() throws {
        let state = try makeJSONState()
        state.globals.set(HostFunction("stop", doc: "") { $0.state.interrupt() })
        state.stack.pushTable()
        state.interrupt()
        #expect(throws: LuaJSONError.self) { try state.stack.jsonText(at: -1) }
        #expect(state.stack.count == 1)
    }
}
