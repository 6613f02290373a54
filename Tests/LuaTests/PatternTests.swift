import Dispatch
import Lua
import Testing

@Suite struct `The string functions of the library` {
    private func compare(_ state: LuaState, _ expression: String) throws {
        guard case .function(let compare) = try state.globals.get("compare") else {
            throw Mismatch()
        }
        let results = try compare.call(.string(LuaString(expression)))
        #expect(results[0].text == results[1].text, "\(expression)")
    }

    @Test(arguments: ["find", "match", "gmatch", "gsub", "rep"])
    func `are not Lua's own, and strings have them as methods`(name: String) throws {
        let state = try makeComparingState()
        let results = try run(
            state, "return string.\(name) ~= original.\(name), ('').\(name) == string.\(name)")
        #expect(results[0].truth)
        #expect(results[1].truth)
    }

    @Test(arguments: PatternCases.calls)
    func `answer as Lua's own`(expression: String) throws {
        try compare(try makeComparingState(room: 300_000), expression)
    }

    @Test(arguments: PatternCases.searches.indices)
    func `search as Lua's own`(index: Int) throws {
        let state = try makeComparingState()
        let (subject, patterns) = PatternCases.searches[index]
        for pattern in patterns {
            try compare(state, "S.find(\(subject), \(pattern))")
            try compare(state, "S.find(\(subject), \(pattern), 3)")
            try compare(state, "S.find(\(subject), \(pattern), -2)")
            try compare(state, "S.find(\(subject), \(pattern), 1, true)")
            try compare(state, "S.match(\(subject), \(pattern))")
            try compare(state, "collect(S.gmatch(\(subject), \(pattern)))")
            try compare(state, "collect(S.gmatch(\(subject), \(pattern), 2))")
            try compare(state, "S.gsub(\(subject), \(pattern), '<%0>')")
            try compare(state, "S.gsub(\(subject), \(pattern), '%1', 2)")
            try compare(state, "S.gsub(\(subject), \(pattern), function(...) return show(...) end)")
        }
    }

    @Test(arguments: 1...6)
    func `do with anything what Lua's own do`(seed: Int64) throws {
        let state = try makeComparingState()
        let compare = try state.load(randomComparison, name: "random")
        let results = try compare.call(.integer(seed), 2000)
        guard case .integer(12_000) = results[0], case .integer(let errors) = results[1] else {
            throw Mismatch()
        }
        #expect(errors > 500)
        #expect(results[2].text == "")
    }

    @Test(arguments: [
        ("('x'):find('[a')", "test:1: malformed pattern (missing ']')"),
        ("('x'):find('%')", "test:1: malformed pattern (ends with '%')"),
        ("('x'):find('x)%w')", "test:1: invalid pattern capture"),
        ("string.find(nil, 'x')", "test:1: bad argument #1 to 'find' (string expected, got nil)"),
        ("('x'):rep({})", "test:1: bad argument #1 to 'rep' (number expected, got table)"),
        ("('x'):rep(1 << 40)", "test:1: resulting string too large"),
        (
            "('x'):gsub('x', true)",
            "test:1: bad argument #2 to 'gsub' (string/function/table expected, got boolean)"
        ),
        (
            "('x'):gsub('x', function() return {} end)",
            "test:1: invalid replacement value (a table)"
        ),
    ])
    func `name what is wrong and where`(text: String, message: String) throws {
        let error = try #require(throws: LuaError.self) { try run(try makeState(), text) }
        #expect(error.message == message)
    }

    @Test func `go on with a search in whichever coroutine asks`() throws {
        let results = try run(
            try makeState(),
            """
            local f = string.gmatch('a b c', '%w')
            local g = coroutine.wrap(function() while true do coroutine.yield(f()) end end)
            return f() .. g() .. f() .. tostring((f())) .. tostring((g()))
            """)
        #expect(results[0].text == "abcnilnil")
    }

    @Test func `fail in the same way each time a pattern is too complex`() throws {
        let results = try run(
            try makeState(),
            """
            local f = string.gmatch(('b'):rep(300), ('b?'):rep(300))
            for i = 1, 3 do
              local done, message = pcall(f)
              assert(not done and message == 'pattern too complex', message)
            end
            return (string.gsub('abc', 'b', 'x'))
            """)
        #expect(results[0].text == "axc")
    }
}

@Suite struct `What a string function may take` {
    @Test(arguments: [
        "('a'):rep(40):find(('a*'):rep(30) .. 'b')",
        "('a'):rep(40):match(('a-'):rep(30) .. 'b')",
        "('a'):rep(40):gsub(('a?'):rep(40) .. ('a'):rep(41), 'x')",
        "for _ in ('a'):rep(40):gmatch(('(a*)'):rep(30) .. 'b') do end",
        "pcall(string.find, ('a'):rep(40), ('[ab]*'):rep(30) .. 'c') while true do end",
        "('a'):rep(40):find(('.-'):rep(30) .. '%f[b]')",
        "('('):rep(100000):find(('.-'):rep(10) .. '%b()')",
        "('a'):rep(100000):find(('(a*)'):rep(10) .. '%1%2%3b')",
        "('a'):gsub('a', function() return ('a'):rep(40):find(('a*'):rep(30) .. 'b') end)",
        "coroutine.wrap(function() ('a'):rep(40):find(('a*'):rep(30) .. 'b') end)()",
        "xpcall(string.find, string.find, ('a'):rep(40), ('a*'):rep(30) .. 'b')",
        "setmetatable({}, {__gc = function() ('a'):rep(40):find(('a*'):rep(30) .. 'b') end}) "
            + "collectgarbage() while true do end",
        "while true do ('x'):rep(10000000) end",
    ])
    func `ends when the state is interrupted`(text: String) throws {
        let state = try makeState(room: 20_000_000)
        let interrupter = state.watchForInterrupts()
        // The global queue has no thread to spare while matchers keep the tests' own busy.
        let queue = DispatchQueue(label: "interrupts")
        state.globals.set(
            HostFunction("started", doc: "") { _ in
                queue.async { interrupter.fire() }
            })
        let error = try #require(throws: LuaError.self) { try run(state, "started(); " + text) }
        #expect(error.kind == .interrupted)
    }

    @Test(arguments: [
        "return ('x'):rep(1000000000)",
        "return ('x'):rep(1000, ('y'):rep(1000))",
        "return ('a'):rep(1000):gsub('a', ('b'):rep(10000))",
        "return ('a'):rep(1000):gsub('a', function() return ('b'):rep(10000) end)",
        "return ('a'):rep(1000):gsub('', {[''] = ('b'):rep(10000)})",
    ])
    func `is within the memory limit`(text: String) throws {
        let state = try makeState()
        let limit = state.memoryInUse + 500_000
        state.memoryLimit = limit
        let error = try #require(throws: LuaError.self) { try run(state, text) }
        #expect(error.kind == .memory)
        #expect(state.peakMemory <= limit)
        state.memoryLimit = nil
        #expect(try run(state, "return ('ab'):rep(2)")[0].text == "abab")
    }

    @Test func `is the whole limit for a result that grows as its text goes on`() throws {
        let state = try makeState(room: 1_000_000)
        _ = try run(state, "text = ('b'):rep(1000) .. ('a'):rep(200000)")
        state.collectGarbage()
        state.memoryLimit = state.memoryInUse + 1_200_000
        #expect(try run(state, "return #text:gsub('b', 'bbbbbbbbbbbb')").count == 1)
    }
}
