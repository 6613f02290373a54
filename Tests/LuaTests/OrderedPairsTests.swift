import Lua
import Testing

@Suite struct `Ordered pairs` {
    private func keys(_ table: String, during: String = "") throws -> String {
        let state = try makeState()
        try state.useOrderedPairs()
        let text = """
            local t, out = \(table), {}
            for k, v in pairs(t) do out[#out + 1] = tostring(k) .. '=' .. tostring(v) \(during) end
            return table.concat(out, ' ')
            """
        return try run(state, text)[0].text ?? ""
    }

    @Test(arguments: [
        ("{}", ""),
        ("{10, 20, 30}", "1=10 2=20 3=30"),
        ("{b = 1, a = 2, ab = 3, [''] = 4}", "=4 a=2 ab=3 b=1"),
        (
            "{z = 1, [2] = 2, [1.5] = 3, [-1] = 4, [true] = 5, [false] = 6}",
            "-1=4 1.5=3 2=2 z=1 false=6 true=5"
        ),
        ("setmetatable({}, {__pairs = function() return next, {x = 1}, nil end})", "x=1"),
    ])
    func `walk numbers, then strings by their bytes, then booleans`(
        table: String, expected: String
    ) throws {
        #expect(try keys(table) == expected)
    }

    @Test func `pass over keys that were removed on the way`() throws {
        #expect(try keys("{a = 1, b = 2, c = 3}", during: "t.b = nil") == "a=1 c=3")
    }

    @Test func `let values change on the way`() throws {
        #expect(try keys("{a = 1, b = 2}", during: "t.b = 5") == "a=1 b=5")
    }

    @Test(arguments: ["pairs(1)", "pairs()"])
    func `refuse what is no table`(call: String) throws {
        let state = try makeState()
        try state.useOrderedPairs()
        #expect(throws: LuaError.self) { try run(state, call) }
    }

    @Test func `let a metamethod wait`() throws {
        let state = try makeState()
        try state.useOrderedPairs()
        let text = "for k in pairs(setmetatable({}, {__pairs = wait})) do return k end"
        let thread = state.makeThread(try state.load(text, name: "test"))
        guard case .suspended = thread.resume() else { throw Mismatch() }
    }
}
