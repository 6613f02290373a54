import Lua
import Testing

/// What a script may try against the memory, the stack and the collector, at every level.
@Suite struct `A hostile script` {
    private func state(_ level: LuaSandbox) throws -> LuaState {
        let state = try openState(sandbox: level)
        for function in hostFunctions { state.globals.set(function) }
        // Ends an attempt that would take too long without being an escape.
        state.instructionBudget = 30_000_000
        return state
    }

    /// Each takes memory until it is refused some.
    static let memoryBombs = [
        "return ('x'):rep(1 << 40)",
        "return ('x'):rep(1 << 24, ('y'):rep(100))",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} for i = 1, 1e9 do t[i] = 'abcdef' end return table.concat(t)",
        "local t = {} for i = 1, 60 do t[i] = ('x'):rep(1 << 16) end return table.concat(t)",
        "return table.pack(table.unpack({}, 1, 1e8))",
        "return ('x'):rep(1 << 20):gsub('x', ('y'):rep(1000))",
        "return string.format('%s' .. ('%99.99f'):rep(1 << 16), 'x')",
        "assert(load(function() return ('x'):rep(1 << 16) end))",
        "local t = {} while true do t = setmetatable({}, {t, __index = t}) end",
        "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(type) end",
        "local t = {} for i = 1, 1e9 do t[i] = new() end",
        "return utf8.char(table.unpack({}, 1, 1e7))",
        "local e = {} repeat local ok, x = pcall(error, {e}) e = x until type(e) == 'string' error(e)",
    ]

    @Test(arguments: memoryBombs)
    func `gets no more memory than the limit`(script: String) throws {
        for level in LuaSandbox.allCases {
            let state = try state(level)
            let limit = state.memoryInUse + 2_000_000
            state.memoryLimit = limit
            let error = try #require(throws: LuaError.self) { try run(state, script) }
            #expect(error.kind == .memory || error.kind == .runtime, "\(error)")
            // What a host function takes is noted when it returns.
            #expect(state.peakMemory <= limit + 100_000)
            state.collectGarbage()
            #expect(try run(state, "return 1").count == 1)
        }
    }

    @Test(arguments: [
        "collectgarbage('stop')", "collectgarbage('setpause', 1000000)",
        "collectgarbage('generational')", "collectgarbage('incremental', 1000, 1, 1)",
        "collectgarbage('generational') collectgarbage('stop') collectgarbage('step', 1)",
    ])
    func `cannot keep garbage from being collected at the limit`(script: String) throws {
        let state = try state(.full)
        state.memoryLimit = state.memoryInUse + 1_000_000
        let text = "\(script) for i = 1, 100 do local s = ('x'):rep(100000) .. i end return 'done'"
        #expect(try run(state, text)[0].text == "done")
    }

    /// Each goes as deep as it is let; the last result tells what stopped it.
    static let descents = [
        "local function f() return 1 + f() end return f()",
        "local function f() return pcall(f) end error((select(-1, f())))",
        "local function f() local ok, e = pcall(f) return e end error(f() or 'end')",
        "local function f() error(select(2, xpcall(f, type))) end f()",
        "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x",
        "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x",
        "local t = setmetatable({}, {}) getmetatable(t).__newindex = t t.x = 1",
        "local t = setmetatable({}, {}) getmetatable(t).__concat = function(a, b) return a .. b end "
            + "return t .. t",
        "local t = setmetatable({}, {}) getmetatable(t).__tostring = tostring return tostring(t)",
        "local t = setmetatable({}, {}) getmetatable(t).__eq = function(a, b) return a == b end "
            + "return t == setmetatable({}, getmetatable(t))",
        "local t = setmetatable({}, {}) getmetatable(t).__lt = function(a, b) return a < b end "
            + "return t < t",
        "local t = setmetatable({}, {}) getmetatable(t).__len = function(a) return #a end return #t",
        "local t = setmetatable({}, {}) getmetatable(t).__pairs = pairs return pairs(t)",
        "local function f() return coroutine.wrap(f)() end return f()",
        "local function f() error(select(2, coroutine.resume(coroutine.create(f)))) end f()",
        "local function f() return ('x'):gsub('x', f) end return f()",
        "local function f() table.sort({1, 2, 3}, f) end return f()",
        "local function f() return load(f)() end return f()",
        "local function f() return apply(f) end return f()",
        "local function f() return coroutine.wrap(function() return apply(f) end)() end return f()",
        """
        local function f()
          local function dive(n)
            if n == 0 then return apply(f) end
            return coroutine.wrap(dive)(n - 1)
          end
          return dive(150)
        end
        return f()
        """,
        """
        local function f()
          local function dive(n)
            if n == 0 then return apply(f) end
            return (('x'):gsub('x', function() return dive(n - 1) end))
          end
          return dive(150)
        end
        return f()
        """,
        "local function f() return nest(f) end return f()",
        "local function f() return pcall(nest, function() error(select(2, f())) end) end "
            + "error(select(2, f()))",
        "local function f() local x <close> = setmetatable({}, {__close = f}) error('x') end f()",
        "assert(load(('('):rep(1000000)))",
        "assert(load('return ' .. ('('):rep(1000000) .. ('1' .. (')'):rep(1000000))))",
        "assert(load(('{'):rep(1000000)))",
        "assert(load('x = ' .. ('-'):rep(1000) .. ('not '):rep(1000000) .. '1'))",
        "assert(load(('do '):rep(1000000)))",
        "assert(load(('function f() '):rep(1000000)))",
        "assert(load('return 1' .. ('^1'):rep(1000000)))",
        "assert(load('return x' .. ('.x(x'):rep(1000000)))",
        "assert(load('a' .. (', a'):rep(1000000) .. ' = 1'))",
        "assert(load(('goto x '):rep(100000)))",
        "assert(load('local ' .. ('x, '):rep(1000) .. 'x'))",
        "assert(('x'):rep(300000):match(('(x'):rep(1000)))",
        "return (string.pack(('!'):rep(100) .. 'i17', 1))",
    ]

    @Test(arguments: descents)
    func `meets an error when it goes too deep`(script: String) throws {
        for level in LuaSandbox.allCases {
            let state = try state(level)
            state.memoryLimit = state.memoryInUse + 64_000_000
            state.globals.set(
                HostFunction("nest", [Parameter("f", .function)], doc: "") { call in
                    guard let function = call.function(1) else { return }
                    let thread = call.state.makeThread(function)
                    guard case .failed(let error) = thread.resume() else { return }
                    thread.close()
                    throw error
                })
            let error = try #require(throws: LuaError.self) { try run(state, script) }
            #expect(error.kind == .runtime || error.kind == .memory)
            #expect(try run(state, "return add(20, 22)").count == 1)
            #expect(state.stack.count == 0)
        }
    }

    @Test func `that closes a coroutine of the host leaves the host an error`() throws {
        let state = try state(.full)
        let waiting = state.makeThread(
            try state.load("other = coroutine.running() return wait()", name: "test"))
        guard case .suspended = waiting.resume() else { throw Mismatch() }
        _ = try run(state, "assert(coroutine.close(other))")
        guard case .failed(let error) = waiting.resume(["late"]) else { throw Mismatch() }
        #expect(error.message == "cannot resume dead coroutine")
    }

    @Test func `cannot resume the main thread while the host keeps values on it`() throws {
        let state = try state(.full)
        _ = try state.load("main = coroutine.running()", name: "setup").call()
        state.stack.push("kept")
        state.stack.push("also kept")
        let results = try run(
            state,
            "return select(2, coroutine.resume(main, 1)), select(2, pcall(coroutine.close, main))")
        #expect(
            results.map(\.text) == [
                "cannot resume non-suspended coroutine", "cannot close a running coroutine",
            ])
        #expect(state.stack.count == 2)
        #expect(state.stack.string(at: -1) == "also kept")
        state.stack.pop(2)
    }
}

/// A generator whose numbers depend on its seed alone.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct `The loader` {
    private static let texts = SandboxTexts.all.map { Array($0.utf8) }

    private static let tokens = [
        "function", "end", "local x <close> =", "<const>", "goto l", "::l::", "...", "[==[", "]==]",
        "'\\u{7FFFFFFF}'", "'\\z", "0x1p-", "1e309", "--[[", "::", "//", "~=", "{", "(", "\0",
        "\u{1B}Lua",
    ].map { Array($0.utf8) }

    private static func mutated(_ numbers: inout SeededNumbers) -> [UInt8] {
        var text = texts.randomElement(using: &numbers) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &numbers) {
            let at = Int.random(in: 0...text.count, using: &numbers)
            let end = min(text.count, at + Int.random(in: 0...12, using: &numbers))
            switch Int.random(in: 0..<5, using: &numbers) {
            case 0: text.removeSubrange(at..<end)
            case 1: text.insert(contentsOf: text[at..<end], at: at)
            case 2: text.insert(contentsOf: tokens.randomElement(using: &numbers) ?? [], at: at)
            case 3: if at < text.count { text[at] = UInt8.random(in: 0...255, using: &numbers) }
            default:
                let other = texts.randomElement(using: &numbers) ?? []
                let cut = Int.random(in: 0...other.count, using: &numbers)
                text.insert(contentsOf: other[cut...].prefix(40), at: at)
            }
        }
        return text
    }

    private func outcome(_ text: [UInt8], in state: LuaState) -> String {
        do throws(LuaError) {
            _ = try state.load(text, name: "mutated")
            return "loaded"
        } catch {
            return "\(error.kind): \(error.message)"
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `takes any text or refuses it, the same in every state`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let states = try (0..<2).map { _ in try openState(sandbox: .pure) }
        for state in states { state.memoryLimit = state.memoryInUse + 1_000_000 }
        var loaded = 0
        for _ in 0..<1500 {
            let text = Self.mutated(&numbers)
            let outcomes = states.map { outcome(text, in: $0) }
            #expect(outcomes[0] == outcomes[1], "seed \(seed)")
            if outcomes[0] == "loaded" { loaded += 1 }
            // The load of scripts agrees with that of the host, but for the marks of text.
            guard text.first != UInt8(ascii: "#") else { continue }
            try states[0].globals.set("text", to: .string(LuaString(text)))
            let results = try run(states[0], "return load(text, '@mutated')")
            #expect(
                (results[0].truth ? "loaded" : "failed")
                    == (outcomes[0] == "loaded" ? "loaded" : "failed"))
        }
        #expect(loaded > 50 && loaded < 1450)
    }
}

/// Texts that use all of Lua's grammar.
enum SandboxTexts {
    static let all = [
        "local a <const>, b <close> = 1, nil for i = 1, 10, 2 do if i > 3 then break end end",
        "goto done do local x = {1, [2] = 3, x = 'y'; ...} end ::done:: return select('#', ...)",
        "local function f(a, ...) local t = {...} return #t, -a, not a, ~a, a // 2, a >> 1 end f(3)",
        "for k, v in pairs({a = 1}) do print(k, v) end while false do end repeat local x until true",
        "function a.b.c:d(...) self.x = [[long\nstring]] .. 'esc\\x41\\065\\u{41}\\z  end' end",
        "return 0x.8p1 + 1e3 .. 3 == 4 and 5 or 6 <= 7 ~= (8 < 9), 1 << 62, 'a' < 'b', 2^-3^2",
        "--[==[ comment ]] ]==] local s = \"a\\\"b\" return s:rep(3):upper(), f'x', f{1}, f[[x]]",
        "return function(...) local a, b = ... return function() a = b b = a return a & b | 1 end end",
        "local t = setmetatable({}, {__index = function(t, k) return k end}) return t.x.y[1]['z']",
    ]
}
