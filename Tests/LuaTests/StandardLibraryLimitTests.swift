import Glibc
import Lua
import Testing

/// Fires on a thread of its own: those of a pool may all be busy with scripts that wait for it.
private func fire(_ interrupter: Interrupter) throws {
    final class Box {
        let interrupter: Interrupter
        init(_ interrupter: Interrupter) { self.interrupter = interrupter }
    }
    let box = Unmanaged.passRetained(Box(interrupter)).toOpaque()
    var thread = pthread_t()
    let failure = pthread_create(
        &thread, nil,
        { box in
            if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().interrupter.fire() }
            return nil
        }, box)
    guard failure == 0 else { throw Mismatch() }
    pthread_detach(thread)
}

@Suite struct `Standard functions without end` {
    @Test(arguments: [
        "table.sort({1, 2, 3}, function() stop() while true do end end)",
        "local t = {} for i = 1, 1000 do t[i] = i end "
            + "table.sort(t, function(a, b) stop() return a < b end) while true do end",
        "stop() table.sort(setmetatable({}, {__len = function() return 2^31 - 2 end, "
            + "__index = function() return 1 end}))",
        "local t = setmetatable({}, {__len = function() stop() return 2^30 end}) table.sort(t, "
            + "function(a, b) return false end)",
        "stop() table.move({}, 1, math.maxinteger - 1, 2)",
        "armed(function() table.move({}, 1, math.maxinteger - 1, 2) end)",
        "armed(function() table.insert(setmetatable({}, {__len = function() return 2^62 end}), 1, 1) end)",
        "armed(function() table.remove(setmetatable({}, {__len = function() return 2^62 end}), 1) end)",
        "armed(function() table.concat(setmetatable({}, {__len = function() return 2^62 end, "
            + "__index = tostring})) end)",
        "armed(function() for i in ipairs(setmetatable({}, {__index = tostring})) do end end)",
        "armed(function() load(function() return ' ' end) end)",
        "tostring(setmetatable({}, {__tostring = function() stop() while true do end end}))",
        "print(setmetatable({}, {__tostring = function() stop() while true do end end}))",
        "string.format('%s', setmetatable({}, {__tostring = function() stop() while true do end end}))",
        "stop() while true do pcall(table.sort, {1, 2, 3}, function() while true do end end) end",
        "stop() while true do load(function() while true do end end) end",
        "return 'a' + setmetatable({}, {__add = function() stop() while true do end end})",
    ])
    func `end when they are interrupted`(text: String) throws {
        let state = try makeState()
        state.memoryLimit = 200 << 20
        let interrupter = state.watchForInterrupts()
        state.globals.set(HostFunction("stop", doc: "") { $0.state.interrupt() })
        state.globals.set(
            HostFunction("arm", doc: "") { _ in
                try fire(interrupter)
            })
        _ = try state.load("function armed(f) arm() while true do f() end end", name: "arm").call()
        let error = try #require(throws: LuaError.self) { try run(state, text) }
        #expect(error.kind == .interrupted)
    }

    @Test func `end for want of memory`() throws {
        for text in [
            "return table.concat(setmetatable({}, {__len = function() return 2^62 end, "
                + "__index = function() return ('x'):rep(100) end}))",
            "return load(function() return 'x = 1 ' end)",
        ] {
            let state = try makeState()
            state.memoryLimit = state.memoryInUse + 500_000
            let results = try run(state, "return pcall(function() \(text) end)")
            #expect(results.count >= 1)
            state.collectGarbage()
            #expect(state.memoryInUse < 500_000)
        }
    }

    @Test func `take as many comparisons for the worst order as Lua's own sort`() throws {
        // The classic killer of quicksorts: values take their order as they are compared.
        let killer = """
            local n, solid, gas, count = 600, 0, 601, 0
            local value, candidate, t = {}, 0, {}
            for i = 1, n do t[i] = i value[i] = gas end
            table.sort(t, function(x, y)
              count = count + 1
              if value[x] == gas and value[y] == gas then
                if x == candidate then value[x] = solid else value[y] = solid end
                solid = solid + 1
              end
              if value[x] == gas then candidate = x elseif value[y] == gas then candidate = y end
              return value[x] < value[y]
            end)
            for i = 2, n do assert(value[t[i - 1]] <= value[t[i]]) end
            return count
            """
        let expected = try StandardLibrary.original(killer)
        let actual = try StandardLibrary.replaced(killer)
        #expect(actual == expected)
    }

    @Test func `sort large arrays, plain and not`() throws {
        let results = try run(
            try makeState(room: 20_000_000),
            """
            local function check(t, less)
              for i = 2, #t do if less(t[i], t[i - 1]) then return false end end
              return true
            end
            local n, seed = 20000, 1
            local plain, words, tables, down = {}, {}, {}, {}
            for i = 1, n do
              seed = (seed * 1103515245 + 12345) % 2147483648
              plain[i] = seed words[i] = 'w' .. seed
              tables[i] = setmetatable({seed}, less) down[i] = n - i
            end
            local less = {__lt = function(a, b) return a[1] < b[1] end}
            for i = 1, n do setmetatable(tables[i], less) end
            table.sort(plain) table.sort(words) table.sort(tables)
            table.sort(down, function(a, b) return a < b end)
            local function lt(a, b) return a < b end
            return check(plain, lt) and check(words, lt) and check(tables, lt) and check(down, lt)
            """)
        #expect(results[0].truth)
    }
}
