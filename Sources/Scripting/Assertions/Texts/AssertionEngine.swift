/// What every assertion begins with, and those that nearly every test uses.
enum AssertionEngine {
    static let text = #"""
        local host, assert, tables = ...
        \#(Trials.text)
        -- What a test replaces, such as table.insert, is not replaced here.
        local lua = {
          type = type, next = next, pairs = pairs, ipairs = ipairs, select = select, pcall = pcall,
          rawget = rawget, rawset = rawset, rawequal = rawequal, tostring = tostring,
          tonumber = tonumber, getmetatable = getmetatable, setmetatable = setmetatable,
          error = error, debug = {}, unpack = table.unpack,
          insert = table.insert, remove = table.remove, concat = table.concat, move = table.move,
          string = {}, math = { floor = math.floor, max = math.max },
        }
        for name, value in next, debug do lua.debug[name] = value end
        for name, value in next, string do lua.string[name] = value end
        local _ENV = lua
        local core = {
          lua = lua, tables = tables, assert = assert, matcher = {}, try = try, isTrial = isTrial,
        }

        -- Texts that are loaded when they are needed.
        local loaded = {}
        function core.need(part)
          local found = loaded[part]
          if found == nil then
            found = host.part(part)(host, core) or true
            loaded[part] = found
          end
          return found
        end

        -- Which text registers a name; what a test registers or takes away counts.
        local function registry(parts)
          return setmetatable({}, { __index = function(self, name)
            local part = parts[name]
            if part == nil then return nil end
            parts[name] = nil
            core.need(part)
            return rawget(self, name)
          end })
        end

        local function owning(part, names)
          local parts = {}
          for name in string.gmatch(names, "%S+") do parts[name] = part end
          return parts
        end

        local assertions = owning("more", "unique near matches match error errors error_matches "
          .. "error_match matches_error match_error returned_arguments holes")
        for name, part in next, owning("spies", "returned_with called_with called called_at_least "
          .. "called_at_most called_more_than called_less_than") do
          assertions[name] = part
        end
        local modifiers = owning("spies", "spy stub")
        modifiers.array = "more"

        local namespaces = { assertion = registry(assertions), modifier = registry(modifiers) }
        namespaces.matcher = setmetatable({}, { __index = function(self, name)
          setmetatable(self, nil)
          core.need("matchers")
          return self[name]
        end })
        core.namespaces = namespaces

        -- The names that each series of words stands for, by kind.
        local known = {}

        function core.register(kind, name, callback, positive, negative)
          name = string.lower(name)
          namespaces[kind] = namespaces[kind] or {}
          local _ = namespaces[kind][name]
          namespaces[kind][name] = callback and {
            callback = callback, name = name, positive_message = positive,
            negative_message = negative,
          }
          known = {}
        end

        -- The longest names that the words make up, from the last word on.
        local function read(kind, words)
          local own, modifiers = namespaces[kind], namespaces.modifier
          local found, name, at = {}, nil, #words
          while at > 0 do
            name = name and words[at] .. "_" .. name or words[at]
            while at > 1 and own[words[at - 1] .. "_" .. name] do
              at = at - 1
              name = words[at] .. "_" .. name
            end
            if own[name] or modifiers[name] then
              insert(found, 1, name)
              name = nil
            end
            at = at - 1
          end
          if name then core.need("failures").unknown(kind, name) end
          return found
        end

        function core.names(kind, words)
          local text = concat(words, "_")
          known[kind] = known[kind] or {}
          local found = known[kind][text]
          if found == nil then
            found = read(kind, words)
            known[kind][text] = found
          end
          return found
        end

        local List = {}
        function core.list(...) return setmetatable({ n = select("#", ...), ... }, List) end
        function core.is_list(value) return getmetatable(value) == List end

        -- A metatable for what collects words until it is called.
        function core.collecting(call)
          return { __call = call, __index = function(self, key)
            local words = rawget(self, "tokens")
            for word in string.gmatch(string.lower(key), "[^_]+") do words[#words + 1] = word end
            return self
          end }
        end

        -- Calls the modifiers among the names.
        function core.modify(self, found, ...)
          for _, name in ipairs(found) do
            local modifier = namespaces.modifier[name]
            if modifier then modifier.callback(self, ...) end
          end
        end

        -- Whether somebody wants to know what holds; nil until the first assertion asks.
        local telling

        local function tell(state, ...)
          if telling == nil then telling = host.telling() end
          if telling then core.need("failures").tell(state, ...) end
        end

        local State = core.collecting(function(self, ...)
          local found = core.names("assertion", self.tokens)
          local assertion
          for _, name in ipairs(found) do
            assertion = namespaces.assertion[name] or assertion
          end
          local arguments = core.list(...)
          if assertion == nil then
            self.before = concat(self.tokens, "_")
            self.tokens = {}
            core.modify(self, found, arguments, 2)
            return self
          end
          core.modify(self, found)
          local holds, results = assertion.callback(self, arguments, 2)
          if (not holds) == self.mod then
            core.need("failures").raise(self, assertion, arguments, ...)
          end
          if telling ~= false then tell(self, ...) end
          if results then return unpack(results, 1, results.n or #results) end
          return ...
        end)

        -- Fails unless something holds, as assert itself does.
        local function check(holds, text, ...)
          if not holds then host.fail(string.format(text, ...), isTrial()) end
        end
        core.check = check

        local function atLeast(arguments, count, name)
          check(arguments.n >= count,
            "the '%s' function requires a minimum of %d arguments, got: %d", name, count, arguments.n)
        end
        core.atLeast = atLeast

        local function say(state, message)
          if message ~= nil then state.failure_message = message end
        end
        core.say = say

        -- Where two values first differ is told by the keys that lead there, innermost first.
        local function equal(left, right, ignoring, seen)
          if type(left) ~= "table" or type(right) ~= "table" then return left == right end
          local meta = debug.getmetatable(left)
          if meta and meta.__eq and rawequal(meta, debug.getmetatable(right)) then
            if not ignoring then return left == right end
          elseif rawequal(left, right) then
            return true
          end
          seen = seen or {}
          local met = seen[left]
          if met == nil then
            met = {}
            seen[left] = met
          end
          -- What is being compared, or was found equal, needs no second look.
          if met[right] then return true end
          met[right] = true
          for key, value in next, left do
            local other = right[key]
            if other == nil then return false, { key } end
            local same, path = equal(value, other, nil, seen)
            if not same then
              path = path or {}
              path[#path + 1] = key
              return false, path
            end
          end
          for key in next, right do
            if left[key] == nil then return false, { key } end
          end
          return true
        end
        core.equal = equal

        -- Messages name what was found first.
        local function swap(arguments)
          arguments[1], arguments[2] = arguments[2], arguments[1]
        end
        core.swap = swap

        local function insertSecond(arguments, value)
          move(arguments, 2, arguments.n, 3)
          arguments[2] = value
          arguments.n = math.max(arguments.n, 1) + 1
        end

        local function equals(state, arguments)
          atLeast(arguments, 2, "equals")
          local holds = arguments[1] == arguments[2]
          swap(arguments)
          say(state, arguments[3])
          return holds
        end

        function core.same(state, arguments)
          atLeast(arguments, 2, "same")
          local holds = equal(arguments[1], arguments[2], true)
          swap(arguments)
          say(state, arguments[3])
          return holds
        end

        local function truthy(state, arguments, name)
          atLeast(arguments, 1, name)
          say(state, arguments[2])
          return arguments[1]
        end

        local function add(name, callback, message)
          namespaces.assertion[name] = {
            callback = callback, name = name,
            positive_message = "assertion." .. message .. ".positive",
            negative_message = "assertion." .. message .. ".negative",
          }
        end
        core.add = add

        add("same", core.same, "same")
        add("equals", equals, "equals")
        add("equal", equals, "equals")
        add("truthy", function(state, arguments)
          return truthy(state, arguments, "truthy")
        end, "truthy")
        add("falsy", function(state, arguments)
          return not truthy(state, arguments, "falsy")
        end, "falsy")
        for name, value in next, { ["true"] = true, ["false"] = false } do
          add(name, function(state, arguments)
            insertSecond(arguments, value)
            say(state, arguments[3])
            return arguments[1] == value
          end, "same")
        end
        for name in string.gmatch("boolean number string table nil userdata function thread", "%a+") do
          add(name, function(state, arguments)
            insertSecond(arguments, "type " .. name)
            arguments.nofmt = { [2] = true }
            say(state, arguments[3])
            return type(arguments[1]) == name
          end, "same")
        end

        local function modifier(name, callback)
          namespaces.modifier[name] = { callback = callback, name = name }
        end
        local function pass(state) return state end
        for name in string.gmatch("is are was has does", "%a+") do modifier(name, pass) end
        local function negate(state)
          state.mod = not state.mod
          return state
        end
        modifier("not", negate)
        modifier("no", negate)
        modifier("message", function(state, arguments)
          state.failure_message = arguments and arguments[1]
        end)

        function assert.state() return setmetatable({ mod = true, tokens = {} }, State) end
        function assert.register(_, ...) core.register(...) end
        function assert.unregister(_, kind, name) core.register(kind, name, nil) end
        function assert.format(_, arguments) return core.need("failures").format(arguments) end
        for name in string.gmatch("add_formatter remove_formatter set_parameter get_parameter "
          .. "add_spy snapshot", "[%a_]+") do
          assert[name] = function(_, ...) return core.need("snapshots")[name](...) end
        end
        local Level = {}
        function assert.level(_, level) return setmetatable({ level = level }, Level) end
        function assert.get_level(_, level)
          if getmetatable(level) == Level then return level.level end
        end
        getmetatable(assert).__index = function(_, key) return assert.state()[key] end
        return core
        """#
}
