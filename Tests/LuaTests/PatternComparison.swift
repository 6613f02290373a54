import Lua
import Testing

/// A state with Lua's own string functions as `original`, and what compares them with ours.
func makeComparingState(room: Int = 0) throws -> LuaState {
    let state = try makeState(room: room)
    try state.globals.set("original", to: .table(state.standardStringFunctions()))
    _ = try run(state, comparison)
    return state
}

private let comparison = #"""
    function show(...)
      local shown = table.pack(...)
      for i = 1, shown.n do
        local v = shown[i]
        local plain = type(v) == 'number' or type(v) == 'string'
        shown[i] = plain and ('%q'):format(v) or type(v) == 'boolean' and tostring(v) or type(v)
      end
      return table.concat(shown, ',', 1, shown.n)
    end

    function collect(...)
      local found = {}
      for a, b, c in ... do found[#found + 1] = show(a, b, c) end
      return table.concat(found, ';')
    end

    -- Compiles an expression over S, and answers what it comes to with each library.
    function compare(expression)
      local f = assert(load('local S = ... return ' .. expression, '=case'))
      return show(pcall(f, original)), show(pcall(f, string))
    end
    """#

/// Makes subjects, patterns and replacements at random, and runs all functions of both libraries
/// over them. Arguments: the seed, the rounds. Results: cases, errors among them, what differs.
let randomComparison = #"""
    local seed, rounds = ...
    math.randomseed(seed, 0)
    local random = math.random
    local bytes = {'a', 'b', 'c', 'A', '1', '9', ' ', '\t', '_', '.', '-', '(', ')', '[', ']', 'x',
      '\0', '\xe9', '%', '\n', '='}
    local items = {'a', 'b', 'c', 'ab', 'A', '1', ' ', '.', '%a', '%d', '%s', '%w', '%p', '%A', '%S',
      '%W', '%x', '%l', '%u', '%c', '%g', '%z', '%q', '%.', '%%', '%-', '[ab]', '[^a]', '[a-c]',
      '[%w_]', '[^%s]', '[]a]', '[^]a]', '[a-]', '[%-a]', '[a-%z]', '[%a-z]', '[a%]]', '(', '(', ')',
      ')', '()', '%1', '%2', '%b()', '%bab', '%bxx', '%f[a]', '%f[%w]', '%f[^%w]', '%f[%z]', '*',
      '+', '-', '?', '*', '+', '-', '?', '^', '$', '[', ']', '%', '%f', '%b', '%0', '\0', '\xe9',
      '[^', '[%', '[a', '%9'}
    local index = setmetatable({}, {__index = function(_, k) return tostring(k) .. '!' end})
    local replacements = {'', 'x', '<%0>', '%1', '%2%1', '%%', '%', '%x', 5, 1.5, true,
      {a = '1', b = false, ab = 2, [1] = 'one'}, {a = {}}, index, setmetatable({}, {__index = 5}),
      setmetatable({}, {__index = setmetatable({b = 'bee'}, {__index = {a = 'eh'}})}),
      setmetatable({}, {__index = index}), function(...) return ... end,
      function(_, b) return b end, function() end, function() return false end,
      function() return {} end, function(a) error('no ' .. tostring(a), 0) end}

    local function subject()
      local parts = {}
      for i = 1, random(0, 14) do parts[i] = bytes[random(random(3) == 1 and #bytes or 4)] end
      return table.concat(parts)
    end
    local function pattern()
      local parts = {random(6) == 1 and '^' or ''}
      for i = 2, random(2, 7) do parts[i] = items[random(random(3) > 1 and 52 or #items)] end
      if random(6) == 1 then parts[#parts + 1] = '$' end
      return table.concat(parts)
    end

    local calls = {
      function(S, s, p, i) local find = S.find local a, b, c, d = find(s, p, i) return a, b, c, d end,
      function(S, s, p, i) local find = S.find local a, b = find(s, p, i, true) return a, b end,
      function(S, s, p, i) local match = S.match local a, b, c = match(s, p, i) return a, b, c end,
      function(S, s, p, i) local gmatch = S.gmatch return collect(gmatch(s, p, i)) end,
      function(S, s, p, i, r, n) local gsub = S.gsub local a, b = gsub(s, p, r, n) return a, b end,
      function(S, s, p, i) local rep = S.rep local a = rep(s, i, p) return a end,
    }
    local cases, errors, differences = 0, 0, {}
    for round = 1, rounds do
      local s, p = subject(), pattern()
      local i = random(4) > 1 and 1 or random(-16, 17)
      local r, n = replacements[random(#replacements)], random(3) == 1 and random(-1, 4) or nil
      for number, call in ipairs(calls) do
        local expected = show(pcall(call, original, s, p, i, r, n))
        local found = show(pcall(call, string, s, p, i, r, n))
        cases = cases + 1
        if expected:sub(1, 5) == 'false' then errors = errors + 1 end
        if expected ~= found then
          differences[#differences + 1] =
            show(number, s, p, i, r, n) .. ': expected ' .. expected .. ', found ' .. found
        end
      end
    end
    return cases, errors, table.concat(differences, '\n')
    """#
