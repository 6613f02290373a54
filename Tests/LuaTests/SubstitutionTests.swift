import Lua
import Testing

@Suite struct `A substitution` {
    let state: LuaState

    init() throws { state = try makeState() }

    /// Runs a chunk, and answers each wait with the value it gave, in brackets.
    private func answer(_ text: String) throws -> (waits: Int, outcome: LuaThread.Outcome) {
        let thread = state.makeThread(try state.load(text, name: "test"))
        var outcome = thread.resume()
        var waits = 0
        while case .suspended = outcome {
            waits += 1
            outcome = thread.resume([.string(LuaString("[\(waits)]"))])
            state.collectGarbage()
        }
        return (waits, outcome)
    }

    private static let waiting: [(text: String, result: String, waits: Int)] = [
        ("return (('a-b'):gsub('%w', wait))", "[1]-[2]", 2),
        ("return (('a-b'):gsub('%w', function(c) return c .. wait() end))", "a[1]-b[2]", 2),
        (
            "return (('a-b'):gsub('%w', setmetatable({}, {__index = function(_, k) return k .. "
                + "wait() end})))", "a[1]-b[2]", 2
        ),
        (
            "return (('a-b'):gsub('%w', setmetatable({a = 'own'}, {__index = setmetatable({}, "
                + "{__index = function() return wait() end})})))", "own-[1]", 1
        ),
        ("return (('aaa'):gsub('^a', wait))", "[1]aa", 1),
        ("return (('ab'):gsub('', wait))", "[1]a[2]b[3]", 3),
        ("return (('abcd'):gsub('(%w)(%w)', wait, 1))", "[1]cd", 1),
        (
            "return (('abc'):gsub('%w', function(c) if c == 'b' then return wait() end end))",
            "a[1]c", 1
        ),
        (
            "return (('ab'):gsub('%w', function(c) return (('xy'):gsub('%w', function(d) return "
                + "c .. d .. wait() end)) end))", "ax[1]ay[2]bx[3]by[4]", 4
        ),
        (
            "return coroutine.wrap(function() return (('a-b'):gsub('%w', wait)) end)()",
            "[1]-[2]", 2
        ),
        (
            "return coroutine.wrap(function() return coroutine.wrap(function() return "
                + "(('a-b'):gsub('%w', wait)) end)() end)()", "[1]-[2]", 2
        ),
        (
            "return (('a-b'):gsub('%w', function(c) return coroutine.wrap(wait)() end))",
            "[1]-[2]", 2
        ),
        (
            "return (('a-b'):gsub('%w', coroutine.wrap(function(c) while true do c = "
                + "coroutine.yield(c .. wait()) end end)))", "a[1]-b[2]", 2
        ),
        (
            "local n = 0 local s = ('ab'):rep(2000):gsub('%w', function(c) n = n + 1 "
                + "return n % 1000 == 0 and wait() or c .. c end) return #s .. s:sub(-5)",
            "8004aa[4]", 4
        ),
    ]

    @Test(arguments: Self.waiting.indices)
    func `may wait for its replacements`(index: Int) throws {
        let (text, result, waits) = Self.waiting[index]
        let (found, outcome) = try answer(text)
        guard case .finished(let results) = outcome else { throw Mismatch() }
        #expect(found == waits)
        #expect(results[0].text == result)
    }

    @Test func `counts its replacements over waits`() throws {
        let (_, outcome) = try answer("return ('abc'):gsub('%w', wait)")
        guard case .finished(let results) = outcome, case .integer(3) = results[1] else {
            throw Mismatch()
        }
        #expect(results[0].text == "[1][2][3]")
    }

    @Test func `passes on the yields of its function`() throws {
        let results = try run(
            state,
            """
            local f = coroutine.wrap(function()
              return 'done', (('abc'):gsub('%w', function(c) return coroutine.yield(c) end))
            end)
            local seen = f() .. f('1') .. f(false)
            local last, result = f('3')
            return seen, last, result
            """)
        #expect(results.map(\.text) == ["abc", "done", "1b3"])
    }

    @Test(arguments: [
        "('abc'):gsub('%w', function() wait() error('no', 0) end)",
        "('abc'):gsub('%w', function() wait() return {} end)",
        "('abc'):gsub('%w', setmetatable({}, {__index = function() wait() error('no', 0) end}))",
        "('abc'):gsub('%w', function() fail(1) end)",
        "('abc'):gsub('%w+', function(s) wait() return (s:gsub('%w', error)) end)",
    ])
    func `ends with the error of a replacement, and the next one begins afresh`(
        text: String
    ) throws {
        let (_, outcome) = try answer(
            "for i = 1, 5 do assert(not pcall(function() \(text) end)) end "
                + "return (('xyz'):gsub('y', function() return '-' end))")
        guard case .finished(let results) = outcome else { throw Mismatch() }
        #expect(results[0].text == "x-z")
    }

    @Test func `raises in its function what a wait is resumed with`() throws {
        let thread = state.makeThread(
            try state.load("return pcall(string.gsub, 'ab', '%w', wait)", name: "test"))
        guard case .suspended = thread.resume(),
            case .finished(let results) = thread.resume(pushing: { _ in throw Trouble(code: 3) })
        else { throw Mismatch() }
        #expect(results[0].truth == false)
    }

    @Test func `that never goes on leaves nothing behind`() throws {
        func abandon(_ count: Int) throws {
            for _ in 0..<count {
                let thread = state.makeThread(
                    try state.load(
                        "('a'):rep(9000):gsub('a', function(c) return wait() end)", name: "t"))
                guard case .suspended = thread.resume(),
                    case .suspended = thread.resume([.string(LuaString("x"))])
                else { throw Mismatch() }
            }
            state.collectGarbage()
            state.collectGarbage()
        }
        try abandon(3)
        let before = state.memoryInUse
        try abandon(50)
        #expect(state.memoryInUse <= before + 4_000)
    }

    @Test(arguments: [
        "return (('a'):rep(600):gsub('a', 'bcd'))",
        "return (('abc'):gsub('%w', function(c) return c:rep(1500) end))",
        "return (('abc'):gsub('(%w)()', '%2%1'))",
        "return (('abc'):gsub('%w', setmetatable({}, {__index = function(_, k) return k:rep(700) end})))",
        "return (('abc'):gsub('%w', {a = ('x'):rep(2000), b = 5, c = 1.5}))",
        "return (('abc'):gsub('%w', wait))",
        "return coroutine.wrap(function() return (('abc'):gsub('()', wait)) end)()",
        "for a, b in ('k=v x=y'):gmatch('(%w)=()') do wait(a .. b) end",
        "return ('abc'):rep(2000, '-')",
        "return ('k = v'):find('(%w+) = (%w+)')",
        "return ('abc'):gsub('%w', function() return {} end)",
        "return ('abc'):gsub('[', '')",
        "return ('a'):gsub('a', '%2')",
        "return string.rep({})",
    ])
    func `or any other string function meets a refused allocation as an error`(text: String) throws
    {
        for count in 0... {
            let state = try makeState()
            let function = try state.load(text, name: "test")
            let thread = state.makeThread(function)
            state.refuseAllocations(after: count)
            var outcome = thread.resume()
            while case .suspended = outcome {
                outcome = thread.resume(["a string that is longer than the short ones of Lua are"])
            }
            let used = state.countedAllocations
            state.refuseAllocations(after: nil)
            if case .failed = outcome { thread.close() }
            let after = try run(state, "return (('abc'):gsub('%w', function(c) return c .. c end))")
            #expect(after[0].text == "aabbcc")
            #expect(state.stack.count == 0)
            if used < count { break }
        }
    }
}
