import Lua
import Testing

private func makeModuleState(_ sandbox: LuaSandbox = .script) throws -> LuaState {
    let state = try openState(sandbox: sandbox)
    for function in hostFunctions { state.globals.set(function) }
    return state
}

private func text(_ state: LuaState, _ script: String) throws -> String? {
    try run(state, script)[0].text
}

private func message(_ state: LuaState, _ script: String) throws -> String {
    try #require(throws: LuaError.self) { try run(state, script) }.message
}

/// Serves files from memory.
private func root(_ files: [String: String]) -> LuaSearchRoot {
    LuaSearchRoot("lib") { path in files[path].map { Array($0.utf8) } }
}

@Suite struct `A module declared in Swift` {
    static let module = LuaModule(
        "sums", doc: "Adds.", functions: [hostFunctions[0]],
        values: [.init("zero", "integer", doc: "Nothing.") { $0.push(0) }])

    @Test(arguments: [.script, .full] as [LuaSandbox])
    func `is a table of its functions and values`(level: LuaSandbox) throws {
        let state = try makeModuleState(level)
        state.add(Self.module)
        let script = "local s = require 'sums' return tostring(s.add(1, 2) + s.zero)"
        #expect(try text(state, script) == "3")
    }

    @Test func `is made once in each state`() throws {
        for _ in 0..<2 {
            let state = try makeModuleState()
            let made = Counter()
            state.context = made
            state.add(
                LuaModule("made", doc: "") { call in
                    let made = call.context(Counter.self)
                    made.value += 1
                    call.push(made.value)
                })
            #expect(made.value == 0)
            let script =
                "return table.concat({require 'made', require 'made', (select(2, require 'made'))})"
            #expect(try text(state, script) == "11")
            #expect(made.value == 1)
        }
    }

    @Test func `may wait while it is made`() throws {
        let state = try makeModuleState()
        state.add(LuaModule("slow", doc: "") { try $0.suspend() })
        let thread = state.makeThread(try state.load("return require 'slow'", name: "test"))
        guard case .suspended = thread.resume() else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(["made"]) else { throw Mismatch() }
        #expect(results.map(\.text) == ["made", ":host:"])
        #expect(try text(state, "return require 'slow'") == "made")
    }

    @Test func `that throws is not remembered, and its error is the same object`() throws {
        let state = try makeModuleState()
        state.context = Counter()
        state.add(
            LuaModule("flaky", doc: "") { call in
                let tries = call.context(Counter.self)
                tries.value += 1
                if tries.value == 1 { throw Trouble(code: 9) }
                call.push("made")
            })
        let error = try #require(throws: LuaError.self) { try run(state, "require 'flaky'") }
        #expect(error.underlying as? Trouble == Trouble(code: 9))
        #expect(try text(state, "return require 'flaky'") == "made")
    }
}

@Suite struct `A module of text` {
    @Test func `gets its name and its origin`() throws {
        let state = try makeModuleState()
        state.addModule("m", text: "return table.concat({...}, ' ')")
        state.addModule("n", text: "return table.concat({...}, ' ')", chunkName: "lib/n.lua")
        state.searchRoot = root(["o/p.lua": "return table.concat({...}, ' ')"])
        #expect(try text(state, "return require 'm'") == "m m")
        #expect(try text(state, "return require 'n'") == "n lib/n.lua")
        #expect(try text(state, "return require 'o.p'") == "o.p lib/o/p.lua")
        #expect(try text(state, "return select(2, require 'o.p') or 'kept'") == "kept")
    }

    @Test func `is true when it returns nothing, and what it puts in package.loaded itself`() throws
    {
        let state = try makeModuleState()
        state.addModule("nothing", text: "x = 1")
        state.addModule("own", text: "package.loaded[...] = 'own'")
        #expect(try text(state, "return tostring(require 'nothing')") == "true")
        #expect(try text(state, "return require 'own'") == "own")
    }

    @Test func `names its file and line in its errors, and is not remembered`() throws {
        let state = try makeModuleState()
        state.searchRoot = root([
            "bad.lua": "local x =\n= 1", "fails.lua": "tries = (tries or 0) + 1\nerror('no')",
        ])
        #expect(try message(state, "require 'fails'") == "lib/fails.lua:2: no")
        #expect(try message(state, "require 'fails'") == "lib/fails.lua:2: no")
        #expect(
            try text(state, "return tostring(tries) .. tostring(package.loaded.fails)") == "2nil")
        #expect(
            try message(state, "\nrequire 'bad'") == """
                test:2: error loading module 'bad':
                \tlib/bad.lua:2: unexpected symbol near '='
                """)
        let error = try #require(throws: LuaError.self) { try run(state, "require 'fails'") }
        #expect(error.location == LuaLocation(chunk: "lib/fails.lua", line: 2))
    }

    @Test func `cannot be bytecode`() throws {
        let state = try makeModuleState(.full)
        guard case .string(let code) = try run(state, "return string.dump(function() end)")[0]
        else { throw Mismatch() }
        state.addModule("code", text: code.bytes)
        #expect(try message(state, "require 'code'").hasSuffix("(mode is 't')"))
    }

    @Test(arguments: [
        "return (require 'slow')", "return select(2, pcall(require, 'slow'))",
        "return coroutine.wrap(function() return (require 'slow') end)()",
        "return setmetatable({}, {__index = function(_, k) return (require(k)) end}).slow",
        "return (require 'outer')",
    ])
    func `may wait for the host`(script: String) throws {
        let state = try makeModuleState()
        state.addModule("slow", text: "local a = wait() return a .. wait()")
        state.addModule("outer", text: "return (require 'slow')")
        let thread = state.makeThread(try state.load(script, name: "test"))
        guard case .suspended = thread.resume() else { throw Mismatch() }
        guard case .suspended = thread.resume(["a"]) else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(["b"]) else { throw Mismatch() }
        #expect(results[0].text == "ab")
        #expect(try text(state, "return require 'slow'") == "ab")
    }

    @Test func `that fails while it waits is not remembered`() throws {
        let state = try makeModuleState()
        state.addModule("slow", text: "return wait()")
        let function = try state.load("return pcall(require, 'slow')", name: "test")
        let thread = state.makeThread(function)
        guard case .suspended = thread.resume() else { throw Mismatch() }
        guard case .finished(let results) = thread.resume(pushing: { _ in throw Trouble(code: 1) })
        else { throw Mismatch() }
        #expect(results[0].truth == false)
        let again = state.makeThread(function)
        guard case .suspended = again.resume() else { throw Mismatch() }
        guard case .finished(let values) = again.resume(["made"]) else { throw Mismatch() }
        #expect(values[1].text == "made")
    }
}

@Suite struct `Requiring a module while it is loaded` {
    @Test(arguments: [
        ("self", "self -> self"), ("a", "a -> b -> a"), ("b", "b -> a -> b"),
        ("outer", "a -> b -> a"), ("inner", "inner -> inner"), ("caught", "caught -> caught"),
    ])
    func `tells the cycle`(name: String, chain: String) throws {
        let state = try makeModuleState()
        state.addModule("self", text: "require 'self'")
        state.addModule("a", text: "return require 'b'")
        state.addModule("b", text: "return require 'a'")
        state.addModule("outer", text: "return require 'a'")
        state.addModule("inner", text: "coroutine.wrap(function() require 'inner' end)()")
        state.addModule("caught", text: "local _, e = pcall(require, 'caught') error(e, 0)")
        let first = chain.prefix { $0 != " " }
        let found = try message(state, "require '\(name)'")
        #expect(
            found.hasSuffix("module '\(first)' is required while it is being loaded: \(chain)"))
        // The cycle is gone with its error.
        #expect(try message(state, "require '\(name)'") == found)
    }

    @Test func `is refused to another coroutine as long as the first waits`() throws {
        let state = try makeModuleState()
        state.addModule("slow", text: "return wait()")
        let function = try state.load("return (require 'slow')", name: "test")
        let first = state.makeThread(function)
        guard case .suspended = first.resume() else { throw Mismatch() }
        #expect(
            try message(state, "require 'slow'")
                == "test:1: module 'slow' is being loaded by a coroutine that waits")
        guard case .finished = first.resume(["made"]) else { throw Mismatch() }
        #expect(try text(state, "return require 'slow'") == "made")
    }

    @Test(arguments: [true, false])
    func `is possible again when the first was closed or collected`(isClosed: Bool) throws {
        let state = try makeModuleState()
        state.addModule("slow", text: "return wait()")
        let function = try state.load("return (require 'slow')", name: "test")
        do {
            let first = state.makeThread(function)
            guard case .suspended = first.resume() else { throw Mismatch() }
            if isClosed { first.close() }
        }
        let second = state.makeThread(function)
        guard case .suspended = second.resume() else { throw Mismatch() }
        guard case .finished(let results) = second.resume(["made"]) else { throw Mismatch() }
        #expect(results[0].text == "made")
    }

    @Test func `is possible again when its coroutine failed and nobody closed that`() throws {
        let state = try makeModuleState()
        state.addModule("m", text: "if fails then error('no') end return 'made'")
        let script = """
            fails = true
            dead = coroutine.create(function() require 'm' end)
            assert(not coroutine.resume(dead))
            fails = false
            return (require 'm')
            """
        #expect(try text(state, script) == "made")
    }

    @Test func `ends when the state is interrupted`() throws {
        let state = try makeModuleState()
        state.globals.set(HostFunction("stop", doc: "") { $0.state.interrupt() })
        state.addModule("endless", text: "stop() while true do pcall(require, 'endless') end")
        let error = try #require(throws: LuaError.self) {
            try run(state, "while true do pcall(require, 'endless') end")
        }
        #expect(error.kind == .interrupted)
    }
}

@Suite struct `A search for a module` {
    @Test func `asks every place in its order`() throws {
        let state = try makeModuleState()
        state.searchRoot = root(["m.lua": "return 'root'", "p/init.lua": "return 'init'"])
        #expect(try text(state, "return require 'p'") == "init")
        let script = "package.loaded.m = nil return (require 'm')"
        #expect(try text(state, script) == "root")
        state.addModule("m", text: "return 'text'")
        #expect(try text(state, script) == "text")
        state.add(LuaModule("m", doc: "") { $0.push("declared") })
        #expect(try text(state, script) == "declared")
        _ = try run(state, "function package.preload.m() return 'preload' end")
        #expect(try text(state, script) == "preload")
        #expect(try text(state, "package.loaded.m = 'loaded' return (require 'm')") == "loaded")
    }

    @Test func `tells where it looked`() throws {
        let state = try makeModuleState()
        state.searchRoot = root([:])
        let found = try message(state, "require 'a.b'")
        #expect(
            found == """
                test:1: module 'a.b' not found:
                \tno field package.preload['a.b']
                \tno module 'a.b' of the host
                \tno file 'lib/a/b.lua'
                \tno file 'lib/a/b/init.lua'
                """)
    }

    @Test func `goes on along package.path at the full level`() throws {
        let state = try makeModuleState(.full)
        #expect(
            try message(state, "package.path = './?.none' require 'a.b'") == """
                test:1: module 'a.b' not found:
                \tno field package.preload['a.b']
                \tno module 'a.b' of the host
                \tno file './a/b.none'
                """)
    }

    @Test func `is not changed by new tables in package`() throws {
        for level in [LuaSandbox.script, .full] {
            let state = try makeModuleState(level)
            state.addModule("m", text: "return 'made'")
            let script = """
                package.loaded, package.preload = {m = 'false'}, {m = error}
                package.loaded._G = 1
                return (require 'm')
                """
            #expect(try text(state, script) == "made")
        }
    }

    @Test(arguments: [
        ("nil", "'package.searchers' must be a table"),
        ("{1}", "attempt to call a number value"),
        ("{error}", "m"),
        ("{function() return 1, 2 end}", "module 'm' not found:\n\t1"),
        ("{function() return {} end}", "module 'm' not found:"),
    ])
    func `takes searchers of scripts at the full level`(searchers: String, text: String) throws {
        let state = try makeModuleState(.full)
        #expect(try message(state, "package.searchers = \(searchers) require 'm'").hasSuffix(text))
    }

    @Test func `finds nothing at the pure level`() throws {
        let state = try makeModuleState(.pure)
        state.addModule("m", text: "return 1")
        #expect(try text(state, "return tostring(require)") == "nil")
    }

    @Test func `survives the failure of any allocation`() throws {
        let scripts = [
            "return require 'm'", "return pcall(require, 'self')", "return pcall(require, 'none')",
            "return require 'd', require 'sums'", "return require 'f'",
        ]
        for script in scripts {
            for count in 0... {
                let state = try makeModuleState()
                state.add(`A module declared in Swift`.module)
                state.addModule("m", text: "return {add(1, 2)}")
                state.addModule("d", text: "return require 'm'")
                state.addModule("self", text: "return require 'self'")
                state.searchRoot = root(["f.lua": "return {...}"])
                state.refuseAllocations(after: count)
                _ = try? run(state, script)
                let used = state.countedAllocations
                state.refuseAllocations(after: nil)
                #expect(try run(state, "return require 'm', require 'd', (require 'f')").count == 3)
                #expect(state.stack.count == 0)
                if used < count { break }
            }
        }
    }
}
