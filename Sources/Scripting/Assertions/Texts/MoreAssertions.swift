/// Assertions about errors, text, numbers that are near and lists.
enum MoreAssertions {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local check, atLeast, say, add = core.check, core.atLeast, core.say, core.add
        local badArgument = "bad argument #%d to '%s' (%s expected, got %s)"

        local function metamethod(value, name)
          local meta = debug.getmetatable(value)
          if type(meta) ~= "table" then return nil end
          local method = rawget(meta, name)
          return type(method) == "function" and method or nil
        end

        local more = {}
        function more.isCallable(value)
          return type(value) == "function" or metamethod(value, "__call") ~= nil
        end

        function more.isTextual(value)
          local kind = type(value)
          if kind == "userdata" then return host.has_text(value) end
          return kind == "string" or metamethod(value, "__tostring") ~= nil
        end

        local function unique(state, arguments)
          local list, second, third = unpack(arguments, 1, 3)
          local deep
          if type(second) == "boolean" or second == nil and arguments.n > 2 then
            deep = second
            say(state, third)
          else
            if type(third) == "boolean" then deep = third end
            say(state, second)
          end
          for key, value in pairs(list) do
            for other, another in pairs(list) do
              if key ~= other and (value == another or deep and core.equal(value, another, true)) then
                return false
              end
            end
          end
          return true
        end

        local function near(state, arguments)
          atLeast(arguments, 3, "near")
          local numbers = {}
          for position = 1, 3 do
            numbers[position] = tonumber(arguments[position])
            check(numbers[position], badArgument, position, "near",
              "number or object convertible to a number", host.show(arguments[position]))
          end
          local expected, actual, tolerance = unpack(numbers)
          core.swap(arguments)
          arguments[3] = tolerance
          arguments.nofmt = { [3] = true }
          say(state, arguments[4])
          return actual >= expected - tolerance and actual <= expected + tolerance
        end

        -- Takes the message out of what follows the pattern: it is neither position nor boolean.
        local function takeMessage(arguments)
          local position = 3
          for index = 3, arguments.n do
            local value = arguments[index]
            if value and type(value) ~= "boolean" and not tonumber(value) then
              move(arguments, index + 1, arguments.n + 1, index)
              arguments.n = arguments.n - 1
              if index == 3 then position = 4 end
              return value, position
            end
          end
          return nil, position
        end

        local function checkStart(arguments, position)
          check(arguments[3] == nil or tonumber(arguments[3]), badArgument, position, "matches",
            "number", type(arguments[3]))
        end

        local function find(text, pattern, start, plain)
          if plain then
            local holds = string.find(text, pattern, start, true) ~= nil
            return holds, holds and { pattern } or {}
          end
          local captures = { string.match(text, pattern, start) }
          return captures[1] ~= nil, captures
        end

        local function matches(state, arguments)
          atLeast(arguments, 2, "matches")
          local pattern, value = arguments[1], arguments[2]
          local text
          if more.isTextual(value) or type(value) == "number" then text = tostring(value) end
          local message, position = takeMessage(arguments)
          check(type(pattern) == "string", badArgument, 1, "matches", "string", type(pattern))
          check(text, badArgument, 2, "matches", "string or object convertible to a string",
            host.show(value))
          checkStart(arguments, position)
          core.swap(arguments)
          say(state, message)
          return find(text, pattern, arguments[3], arguments[4])
        end

        local function copied(arguments)
          return { n = arguments.n, unpack(arguments, 1, arguments.n) }
        end

        -- Calls a function; its error comes without the place, as what is shown of the call.
        local function catch(arguments, results, expected, isShown)
          local ok, problem = unpack(core.try(arguments[1]), 1, 2)
          if type(problem) == "string" then
            problem = string.gsub(problem, "^.-:%d+: ", "", 1)
          end
          results[1] = problem
          arguments.n = 2
          if ok then arguments[1] = "(no error)" else arguments[1] = problem end
          arguments[2] = expected
          arguments.nofmt = { ok, not isShown }
          return ok, problem
        end

        local function fails(state, arguments)
          local expected, message = arguments[2], arguments[3]
          check(more.isCallable(arguments[1]), badArgument, 1, "error",
            "function or callable object", type(arguments[1]))
          local isAny = expected == nil
          if isAny then expected = "(error)" end
          local results = copied(arguments)
          local ok, problem = catch(arguments, results, expected, not isAny)
          say(state, message)
          if ok or isAny then return not ok, results end
          if type(expected) == "string" then
            if more.isTextual(problem) then
              problem = tostring(problem)
              results[1] = problem
              return problem == expected, results
            end
          elseif type(expected) == "number" and type(problem) == "string" then
            return tostring(expected) == tostring(tonumber(problem)), results
          end
          return core.equal(expected, problem, true), results
        end

        local function failsLike(state, arguments)
          local pattern = arguments[2]
          atLeast(arguments, 2, "error_matches")
          check(more.isCallable(arguments[1]), badArgument, 1, "error_matches",
            "function or callable object", type(arguments[1]))
          check(pattern == nil or type(pattern) == "string", badArgument, 2, "error", "string",
            type(pattern))
          local results = copied(arguments)
          local message, position = takeMessage(arguments)
          local start, plain = arguments[3], arguments[4]
          checkStart(arguments, position)
          local ok, problem = catch(arguments, results, pattern, true)
          say(state, message)
          if ok then return false, results end
          if problem == nil and pattern == nil then return true, {} end
          local kind = type(problem)
          if more.isTextual(problem) or kind == "number" or kind == "boolean" then
            problem = tostring(problem)
            results[1] = problem
            local holds, found = find(problem, pattern, start, plain)
            return holds, holds and found or results
          end
          return false, results
        end

        local function returned(_, arguments)
          local wanted, count = tostring(arguments[1]), tostring(arguments.n - 1)
          arguments[1], arguments[2] = wanted, count
          arguments.nofmt = { true, true }
          arguments.n = math.max(arguments.n, 2)
          return wanted == count
        end

        -- The list that an assertion about holes is made of lies in its state.
        local LIST = "__array_state"

        local function array(state, arguments)
          check(arguments and arguments.n > 0, "no array provided to the array-modifier")
          check(rawget(state, LIST) == nil, "array already set")
          rawset(state, LIST, arguments[1])
        end

        local function holes(state, arguments)
          local length, list = arguments[1], rawget(state, LIST)
          check(list ~= nil, "no array set, use the array modifier to set the array to validate")
          if length == nil then
            length = 0
            for key in pairs(list) do
              if type(key) == "number" and key > length and math.floor(key) == key then
                length = key
              end
            end
          end
          check(type(length) == "number", "expected array length to be a number, got: %s",
            host.show(length))
          local missing
          for position = 1, length do
            if list[position] == nil then
              missing = position
              break
            end
          end
          arguments[1], arguments.n = missing, missing and 1 or 0
          return missing ~= nil, { missing }
        end

        add("unique", unique, "unique")
        add("near", near, "near")
        add("matches", matches, "matches")
        add("match", matches, "matches")
        add("error", fails, "error")
        add("errors", fails, "error")
        for _, name in ipairs { "error_matches", "error_match", "matches_error", "match_error" } do
          add(name, failsLike, "error")
        end
        add("returned_arguments", returned, "returned_arguments")
        add("holes", holes, "array_holes")
        core.namespaces.modifier.array = { callback = array, name = "array" }
        return more
        """#
}
