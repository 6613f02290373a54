import Lua
import Testing

/// Scripts that a seed makes up, run with both libraries.
@Suite struct `By random arguments, the standard functions` {
    private func compare(_ text: String, seeds: Range<Int> = 0..<60) throws {
        for seed in seeds {
            let script = "local random = generator(\(seed)) for i = 1, 8 do random(2) end\n" + text
            let expected = try StandardLibrary.original(script)
            let plain = try StandardLibrary.replaced(script)
            #expect(plain == expected, "seed \(seed)")
            let suspending = try StandardLibrary.suspending(script)
            #expect(suspending == expected, "seed \(seed)")
        }
    }

    @Test func `sort by functions that make sense`() throws {
        try compare(
            """
            local n = random(120)
            local t = {}
            for i = 1, n do t[i] = random(n) * 1000 + i end
            table.sort(t, function(a, b) return wait(a // 1000 > b // 1000) end)
            return t
            """)
    }

    @Test func `sort by functions that make none, within the array`() throws {
        try compare(
            """
            local n = random(150) + 2
            local t = setmetatable({}, {__index = function(_, k) note('outside', k) return k end})
            for i = 1, n do rawset(t, i, random(1000)) end
            local odds = random(4)
            local ok, e = pcall(table.sort, t, function(a, b)
              note(a, b)
              if odds == 4 then return wait(true) end
              return wait(random(odds + 1) == 1)
            end)
            setmetatable(t, nil)
            return ok, e, t
            """)
    }

    @Test func `sort what compares itself, behind proxies too`() throws {
        try compare(
            """
            local t, n = {}, random(20)
            for i = 1, n do t[i] = number(random(10)) end
            local p = random(2) == 1 and proxy(t) or t
            table.sort(p)
            return t
            """)
    }

    @Test func `sort plain arrays of mixed kinds`() throws {
        try compare(
            """
            local kinds = {
              function() return random(100) end, function() return random(100) / 8 end,
              function() return tostring(random(1000)) end, function() return {} end,
              function() return nil end, function() return true end,
            }
            local t, most = {}, random(3) == 1 and 6 or 2
            if random(2) == 1 then kinds[1] = kinds[3] kinds[2] = kinds[3] end
            for i = 1, random(40) do t[i] = kinds[random(random(20) == 1 and most or 2)]() end
            local ok, e = pcall(table.sort, t)
            return ok, e, #t == 0 or t
            """, seeds: 0..<200)
    }

    @Test func `format`() throws {
        try compare(
            """
            local letters = {'s', 's', 's', 'd', 'i', 'u', 'c', 'x', 'X', 'o', 'a', 'A', 'e', 'g', 'f',
              'q', 'p', '%', 'y', ''}
            local flags = {'', '', '', '-', '+', '#', '0', ' ', '-#'}
            local sizes = {'', '', '', '5', '12', '.3', '5.2', '.0', '100', '.', '.100', '0', '007'}
            local values = {
              function() return named(('abc'):rep(random(40))) end, function() return random(1000) end,
              function() return random(1000) / 16 end, function() return 'text' end,
              function() return true end, function() return nil end, function() return '12' end,
              function() return named('z\\0z') end,
            }
            local out = {}
            for round = 1, 20 do
              local format, arguments = {}, {}
              local count = random(5)
              for i = 1, count do
                local letter = letters[random(random(4) == 1 and #letters or 8)]
                format[#format + 1] = 'x%' .. flags[random(random(4) == 1 and #flags or 3)]
                  .. sizes[random(random(4) == 1 and #sizes or 5)] .. letter
                if letter == 's' then arguments[i] = values[random(#values)]()
                elseif letter == 'p' then arguments[i] = 5
                else arguments[i] = values[random(8) == 1 and random(8) or 2]() end
              end
              if random(8) == 1 then count = count - 1 end
              local ok, text = pcall(string.format, table.concat(format), table.unpack(arguments, 1, count))
              out[#out + 1] = text
            end
            return out
            """, seeds: 0..<80)
    }

    @Test func `concat, unpack, move, insert and remove`() throws {
        try compare(
            """
            local odd = {0, -1, 1, 2, 3, 1.0, 1.5, '2', 'x', {}, math.maxinteger, math.mininteger,
              math.maxinteger - 1, math.mininteger + 1, 2^53, 1e300}
            local function any() return random(3) == 1 and odd[random(#odd)] or random(12) - 2 end
            local function list()
              local t = {}
              for i = 1, random(8) - 1 do
                t[i] = random(30) == 1 and {} or random(30) == 1 and true or random(100)
              end
              if random(3) == 1 then return proxy(t) end
              if random(3) == 1 then return setmetatable(t, {__index = proxy{'i', 'j', 'k'}}) end
              if random(20) == 1 then return 5 end
              return t, t
            end
            local function attempt(f, ...) return {select(2, pcall(f, ...))} end
            local out = {}
            for round = 1, 25 do
              local t, u = list(), list()
              local kind = random(9)
              local a, b, c = any(), any(), any()
              if kind == 1 then out[round] = attempt(table.concat, t, ',', a, b)
              elseif kind == 2 then out[round] = attempt(table.concat, t, any())
              elseif kind == 3 then out[round] = attempt(table.unpack, t, a, b)
              elseif kind == 4 then out[round] = attempt(table.unpack, t)
              elseif kind == 5 then out[round] = attempt(table.insert, t, a, b)
              elseif kind == 6 then out[round] = attempt(table.insert, t, a)
              elseif kind == 7 then out[round] = attempt(table.remove, t, random(2) == 1 and a or nil)
              elseif (math.type(b) or '') ~= '' and (math.type(a) or '') ~= '' and b - a < 1000 then
                local ok, e = pcall(table.move, t, a, b, c, random(2) == 1 and u or nil)
                out[round] = ok or e
              end
              out[#out + 1] = type(t) == 'table' and {next(t)} or 0
            end
            return out
            """, seeds: 0..<150)
    }
}
