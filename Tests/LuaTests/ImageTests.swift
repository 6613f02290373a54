import Foundation
import Lua
import Testing

private let tokenClass = LuaClass<Token>(
    "token", doc: "Counts itself.", fields: [.init("kind", "string", doc: "") { $1.push("token") }])

private let makeToken = HostFunction("token", doc: "") { call in
    call.push(Token(call.context(Tally.self)), as: tokenClass)
}

@Suite struct `A state that begins from an image` {
    private let tally = Tally()

    /// An image with a table, a function and a token of Swift's.
    private func image() throws -> LuaImage {
        let image = try LuaImage { [tally] lua throws(LuaError) in
            lua.globals.set(makeToken)
            lua.context = tally
            let chunk = try lua.load(
                """
                kept = { list = { 1, 2, 3 }, long = ("x"):rep(5000), token = token() }
                function add(a, b) return a + b end
                return kept, add
                """, name: "fill.lua")
            let results = try chunk.call()
            lua.context = nil
            guard case .table(let table) = results[0], case .function(let function) = results[1]
            else { return LuaImage.Values() }
            return LuaImage.Values(functions: [function], tables: [table])
        }
        return try #require(image)
    }

    private func open(_ image: LuaImage) throws -> (state: LuaState, values: LuaImage.Values) {
        let opened = try #require(image.open())
        opened.state.context = tally
        return opened
    }

    /// What a chunk returns, as text.
    private func run(_ state: LuaState, _ text: String) throws -> String {
        self.text(try state.load(text, name: "test.lua").call())
    }

    private func text(_ values: [LuaValue]) -> String {
        values.map { "\($0)" }.joined(separator: " ")
    }

    @Test func `has what the image was given, and nothing of the state before`() throws {
        let image = try image()
        for round in 1...50 {
            let (state, values) = try open(image)
            #expect(try text(values.functions[0].call(2, 3)) == text([5]))
            #expect(try text([values.tables[0].get("long")]).count > 5000)
            let found = try run(
                state,
                """
                assert(added == nil and #kept.list == 3 and kept.token.kind == "token")
                added = {}
                for i = 1, 3000 do added[i] = { i, tostring(i) } kept.list[i] = i end
                kept.long, kept.token, string.rep, add = nil, nil, nil, nil
                setmetatable(_G, { __index = function() return 1 end })
                collectgarbage()
                return \(round)
                """)
            #expect(found.contains("\(round)"))
        }
        #expect(tally.alive == 1)
    }

    @Test func `is the only one at a time`() throws {
        let image = try image()
        var first = image.open()
        #expect(image.open() == nil)
        first?.state.close()
        #expect(image.open() != nil)
        first = nil
        #expect(image.open() != nil)
    }

    @Test func `runs finalizers and releases objects when it closes`() throws {
        let image = try image()
        for _ in 1...3 {
            var lines: [String] = []
            do {
                let (state, _) = try open(image)
                state.onPrint = { lines.append(String(decoding: $0, as: UTF8.self)) }
                _ = try run(
                    state,
                    """
                    for i = 1, 20 do _G["t" .. i] = token() end
                    last = setmetatable({}, { __gc = function() print("gone") end })
                    """)
                #expect(tally.alive == 21)
            }
            #expect(lines == ["gone"])
            #expect(tally.alive == 1)
        }
        for _ in 1...3 {
            let (state, _) = try open(image)
            _ = try run(state, "for i = 1, 200 do _G['t' .. i] = token() end")
            #expect(tally.alive == 201)
            state.close()
            #expect(tally.alive == 1)
        }
    }

    @Test func `closes the files that it opened`() throws {
        let image = try image()
        let path = FileManager.default.temporaryDirectory.path + "/image-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let (state, _) = try open(image)
            _ = try run(state, "file = io.open(\"\(path)\", 'w') file:write('written')")
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "written")
    }

    @Test func `lets go of what it needs beyond its image`() throws {
        let image = try image()
        var sizes: Set<Int> = []
        for _ in 1...5 {
            let (state, _) = try open(image)
            sizes.insert(state.memoryInUse)
            state.memoryLimit = 4_000_000
            let end = #expect(throws: LuaError.self) {
                try run(state, "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(i) end")
            }
            #expect(end?.kind == .memory)
            #expect(state.peakMemory > 3_000_000)
        }
        #expect(sizes.count == 1)
    }

    @Test func `can be interrupted, and the next one runs`() throws {
        let image = try image()
        for _ in 1...3 {
            let (state, _) = try open(image)
            state.instructionBudget = 100_000
            let end = #expect(throws: LuaError.self) { try run(state, "while true do end") }
            #expect(end?.kind == .interrupted)
        }
        let (state, _) = try open(image)
        #expect(try run(state, "return 1 + 1").contains("2"))
    }

    @Test func `begins anew whatever became of the one before for want of memory`() throws {
        let image = try image()
        for seed in 1...200 {
            do {
                let (state, _) = try open(image)
                state.refuseAllocations(oneIn: 20 + seed % 30, seed: UInt64(seed))
                _ = try? run(
                    state,
                    """
                    for i = 1, 50 do
                      pcall(function()
                        local x <close> = setmetatable({}, { __close = function() token() end })
                        kept[i] = { token(), ("x"):rep(i * 40), coroutine.wrap(token) }
                        setmetatable(kept[i], { __gc = function() token() end })
                        for part in ("a b c"):gmatch("%a") do kept[part] = token() end
                        if i % 10 == 0 then collectgarbage() end
                      end)
                    end
                    """)
            }
            #expect(tally.alive == 1)
            let (state, values) = try open(image)
            #expect(
                try run(state, "assert(#kept.list == 3 and kept[1] == nil) return #kept.token.kind")
                    == text([5]))
            #expect(try text(values.functions[0].call(2, 3)) == text([5]))
        }
    }

    @Test func `leaves values that outlive it closed`() throws {
        let image = try image()
        let kept: LuaFunction = try {
            let (state, _) = try open(image)
            guard case .function(let function) = try state.globals.get("add") else {
                throw LuaFault("no function")
            }
            return function
        }()
        let (state, values) = try open(image)
        let error = #expect(throws: LuaError.self) { try kept.call(1, 2) }
        #expect(error?.kind == .closed)
        withExtendedLifetime((kept, values)) {}
        // Places in the registry that were dropped in the state before are not given back twice.
        for number in 1...300 { #expect(try run(state, "return \(number)").contains("\(number)")) }
        #expect(try text(values.functions[0].call(2, 3)) == text([5]))
    }

    @Test func `does not exist of a state that is too large`() throws {
        let image = try LuaImage { lua throws(LuaError) in
            _ = try lua.load("kept = ('x'):rep(3000000)", name: "fill.lua").call()
            return LuaImage.Values()
        }
        #expect(image == nil)
    }

    @Test func `releases what the image holds when that goes`() throws {
        do {
            let image = try image()
            let (state, _) = try open(image)
            _ = try run(state, "kept = nil collectgarbage()")
            #expect(tally.alive == 1)
        }
        #expect(tally.alive == 0)
    }
}
