/// `spy`, `stub` and `mock`, and the assertions about calls.
enum SpyText {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local Spy = {}
        local spy, stub, mock = core.tables.spy, core.tables.stub, core.tables.mock
        local more = core.need("more")
        local spies = {}

        local function isSpy(value) return type(value) == "table" and getmetatable(value) == Spy end

        function spies.copy(value, deeply, copies)
          if type(value) ~= "table" then return value end
          copies = copies or {}
          if copies[value] then return copies[value] end
          local copy = {}
          copies[value] = copy
          for key, field in next, value do
            copy[key] = isSpy(field) and field or spies.copy(field, deeply, copies)
          end
          local meta = debug.getmetatable(value)
          if deeply then meta = spies.copy(meta, false, copies) end
          return debug.setmetatable(copy, meta)
        end

        function spies.shallow(value)
          if type(value) ~= "table" then return value end
          local copy = setmetatable({}, getmetatable(value))
          for key, field in next, value do copy[key] = field end
          return copy
        end

        -- What was given: as it was then, and by reference.
        function spies.record(list)
          local values = setmetatable({}, getmetatable(list))
          for key, value in next, list do
            local isKept = isSpy(value) or getmetatable(value) == core.matcher
            values[key] = isKept and value or spies.copy(value)
          end
          return { vals = values, refs = spies.shallow(list) }
        end

        local function fits(values, references, wanted)
          if values.n ~= wanted.n then return false end
          for position = 1, values.n or 0 do
            local value, expected = values[position], wanted[position]
            if type(expected) == "table" and getmetatable(expected) == core.matcher then
              if expected.name == "ref" then value = references[position] end
              if not expected(value) then return false end
            elseif value == nil or expected == nil then
              if value ~= expected then return false end
            elseif not core.equal(value, expected) then
              return false
            end
          end
          return true
        end

        -- The last of the records that fits.
        function spies.matching(records, wanted)
          for position = #records, 1, -1 do
            local record = records[position]
            if fits(record.vals, record.refs, wanted) then return record end
          end
        end

        local function looked(records, wanted)
          local record = spies.matching(records, wanted)
          if record then return true, record.vals end
          local last = records[#records]
          return false, last and last.vals
        end

        local methods = {}

        function methods.revert(self)
          if not self.reverted then
            if self.target_table and self.target_key then
              self.target_table[self.target_key] = self.callback
            end
            self.reverted = true
          end
          return self.callback
        end

        function methods.clear(self)
          self.calls, self.returnvals = {}, {}
          return self
        end

        function methods.called(self, times, compare)
          local count = #self.calls
          if compare then return compare(count, times), count end
          if times then return count == times, count end
          return count > 0, count
        end

        function methods.called_with(self, wanted) return looked(self.calls, wanted) end
        function methods.returned_with(self, wanted) return looked(self.returnvals, wanted) end

        local function returning(self, ...)
          insert(self.returnvals, spies.record(core.list(...)))
          return ...
        end

        function Spy.__call(self, ...)
          insert(self.calls, spies.record(core.list(...)))
          return returning(self, self.callback(...))
        end

        function spy.new(callback)
          callback = callback or function() end
          if not more.isCallable(callback) then
            host.fault("cannot spy on a " .. type(callback) .. ", only on what can be called")
          end
          local made = { calls = {}, returnvals = {}, callback = callback }
          for name, method in next, methods do made[name] = method end
          core.need("snapshots").add_spy(setmetatable(made, Spy))
          return made
        end

        spy.is_spy = isSpy

        function spy.on(object, key)
          local made = spy.new(object[key])
          object[key] = made
          made.target_table, made.target_key = object, key
          return made
        end

        local function giving(...)
          local results = core.list(...)
          return function() return unpack(results, 1, results.n) end
        end

        local function invoking(callback)
          return function(...) return callback(...) end
        end

        function stub.new(object, key, ...)
          if object == nil and key == nil then object, key = {}, "" end
          core.check(type(object) == "table" and key ~= nil,
            "stub.new(): can only create a stub on a key of a table; call it with table, key")
          local original = object[key]
          core.check(original == nil or more.isCallable(original),
            "stub.new(): what the stub replaces must be callable or nil")
          local first = ...
          local usual = select("#", ...) == 1 and more.isCallable(first) and first or giving(...)
          local cases = {}
          object[key] = function(...)
            local arguments = core.list(...)
            for _, case in ipairs(cases) do
              if fits(arguments, arguments, case.arguments) then return case.answer(...) end
            end
            return usual(...)
          end

          local made = spy.on(object, key)
          function made.revert(self)
            if not self.reverted then
              object[key] = original
              self.reverted = true
            end
            return original
          end
          function made.returns(...)
            usual = giving(...)
            return made
          end
          function made.invokes(callback)
            usual = invoking(callback)
            return made
          end
          made.by_default = { returns = made.returns, invokes = made.invokes }
          function made.on_call_with(...)
            local arguments = spies.record(core.list(...)).vals
            local function answer(what)
              insert(cases, { arguments = arguments, answer = what })
              return made
            end
            return {
              returns = function(...) return answer(giving(...)) end,
              invokes = function(callback) return answer(invoking(callback)) end,
            }
          end
          return made
        end

        function mock.new(object, stubs, answer, owner, key)
          local visited = {}
          local function replace(value, owner, key)
            if type(value) == "function" then
              if stubs then return stub.new(owner, key, answer) end
              return owner and spy.on(owner, key) or spy.new(value)
            end
            if type(value) ~= "table" or isSpy(value) or visited[value] then return value end
            visited[value] = true
            for name, field in pairs(value) do value[name] = replace(field, value, name) end
            return value
          end
          return replace(object, owner, key)
        end

        local function each(object, method, visited)
          if type(object) ~= "table" or visited[object] then return end
          if isSpy(object) then return object[method](object) end
          visited[object] = true
          for _, value in pairs(object) do each(value, method, visited) end
          return object
        end
        function mock.clear(object) return each(object, "clear", {}) end
        function mock.revert(object) return each(object, "revert", {}) end

        for _, module in ipairs { spy, stub, mock } do
          local meta = getmetatable(module)
          meta.__index = nil
          meta.__call = function(_, ...) return module.new(...) end
        end

        local function payload(state, name)
          local found = rawget(state, "payload")
          if type(found) == "table" and found[name] then return found end
          if type(found) == "function" then
            host.fault("a function that no spy replaced was given to 'spy'; give it the spy")
          end
          host.fault("'" .. name .. "' must be chained after 'spy(aspy)'")
        end

        for _, name in ipairs { "called_with", "returned_with" } do
          core.add(name, function(state, arguments)
            local holds, found = payload(state, name)[name](state.payload, arguments)
            local wanted = spies.shallow(arguments)
            for position = 1, arguments.n do arguments[position] = nil end
            arguments[1], arguments[2], arguments.n = found, wanted, 2
            return holds
          end, name)
        end

        local function called(name, compare, positive, negative)
          core.register("assertion", name, function(state, arguments)
            local times = arguments[1]
            if not times and not state.mod then state.mod, times = true, 0 end
            local holds, count = payload(state, "called").called(state.payload, times, compare)
            if arguments.n > 1 then
              move(arguments, 2, arguments.n, 3)
            end
            arguments[1], arguments[2] = tostring(times or ">0"), tostring(count)
            arguments.n = math.max(arguments.n, 1) + 1
            arguments.nofmt = { true, true }
            return holds
          end, "assertion." .. positive, "assertion." .. negative)
        end
        called("called", nil, "called.positive", "called.negative")
        called("called_at_least", function(count, times) return count >= times end,
          "called_at_least.positive", "called_less_than.positive")
        called("called_at_most", function(count, times) return count <= times end,
          "called_at_most.positive", "called_more_than.positive")
        called("called_more_than", function(count, times) return count > times end,
          "called_more_than.positive", "called_at_most.positive")
        called("called_less_than", function(count, times) return count < times end,
          "called_less_than.positive", "called_at_least.positive")

        core.register("modifier", "spy", function(state, arguments)
          state.payload = arguments[1]
          core.say(state, arguments[2])
        end)
        core.register("modifier", "stub", function(state, arguments)
          state.payload, state.failure_message = arguments[1], arguments[2]
        end)
        return spies
        """#
}
