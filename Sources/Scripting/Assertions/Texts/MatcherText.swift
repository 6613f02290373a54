/// `match`: what stands for an argument that is not known exactly.
enum MatcherText {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local match = core.tables.match
        local Matcher, check, atLeast = core.matcher, core.check, core.atLeast
        local more = core.need("more")
        local badArgument = "bad argument #%d to '%s' (%s expected, got %s)"

        function Matcher.__call(self, value) return self.callback(value) == self.mod end

        local State = core.collecting(function(self, ...)
          local found = core.names("matcher", self.tokens)
          self.tokens = {}
          local matcher
          for _, name in ipairs(found) do matcher = core.namespaces.matcher[name] or matcher end
          local arguments = core.list(...)
          if matcher == nil then
            core.modify(self, found, arguments, 2)
            return self
          end
          core.modify(self, found)
          return setmetatable({
            name = matcher.name, mod = self.mod, arguments = arguments,
            callback = matcher.callback(self, arguments, 2),
          }, Matcher)
        end)

        match._ = setmetatable({ mod = true, callback = function() return true end }, Matcher)
        function match.state() return setmetatable({ mod = true, tokens = {} }, State) end
        function match.is_matcher(value)
          return type(value) == "table" and getmetatable(value) == Matcher
        end
        function match.is_ref_matcher(value)
          return match.is_matcher(value) and value.name == "ref"
        end
        local meta = getmetatable(match)
        meta.__call = nil
        meta.__index = function(_, key) return match.state()[key] end

        local function add(name, callback, called)
          core.namespaces.matcher[name] = { name = called or name, callback = callback }
        end

        local function simple(name, holds)
          add(name, function() return holds end)
        end
        simple("true", function(value) return value == true end)
        simple("false", function(value) return value == false end)
        simple("truthy", function(value) return value ~= nil and value ~= false end)
        simple("falsy", function(value) return not value end)
        for name in string.gmatch("boolean number string table nil userdata function thread", "%a+") do
          simple(name, function(value) return type(value) == name end)
        end

        for _, name in ipairs { "equals", "equal" } do
          add(name, function(_, arguments)
            atLeast(arguments, 1, "equals")
            return function(value) return value == arguments[1] end
          end)
        end

        add("same", function(_, arguments)
          atLeast(arguments, 1, "same")
          return function(value) return (core.equal(value, arguments[1], true)) end
        end)

        for _, name in ipairs { "ref", "ref_to" } do
          add(name, function(_, arguments)
            atLeast(arguments, 1, "ref")
            local kind = type(arguments[1])
            check(kind == "table" or kind == "function" or kind == "thread" or kind == "userdata",
              badArgument, 1, "ref", "object", kind)
            return function(value) return value == arguments[1] end
          end, "ref")
        end

        add("near", function(_, arguments)
          atLeast(arguments, 2, "near")
          local numbers = {}
          for position = 1, 2 do
            numbers[position] = tonumber(arguments[position])
            check(numbers[position], badArgument, position, "near",
              "number or object convertible to a number", host.show(arguments[position]))
          end
          local expected, tolerance = unpack(numbers)
          return function(value)
            local actual = tonumber(value)
            return actual ~= nil and actual >= expected - tolerance
              and actual <= expected + tolerance
          end
        end)

        for _, name in ipairs { "matches", "match" } do
          add(name, function(_, arguments)
            atLeast(arguments, 1, "matches")
            local pattern, start, plain = unpack(arguments, 1, 3)
            check(type(pattern) == "string", badArgument, 1, "matches", "string", type(pattern))
            check(start == nil or tonumber(start), badArgument, 2, "matches", "number", type(start))
            return function(value)
              local text = (type(value) == "number" or more.isTextual(value)) and tostring(value)
              return text and string.find(text, pattern, start, plain) ~= nil
            end
          end)
        end

        add("unique", function(_, arguments)
          local deep = arguments[1]
          return function(list)
            for key, value in pairs(list) do
              for other, another in pairs(list) do
                if key ~= other
                  and (value == another or deep and core.equal(value, another, true)) then
                  return false
                end
              end
            end
            return true
          end
        end)

        local function composite(name, short, verdict, otherwise)
          add(name, function(_, arguments)
            atLeast(arguments, 1, short)
            for position = 1, arguments.n do
              check(match.is_matcher(arguments[position]), badArgument, position, short, "matcher",
                type(arguments[position]))
            end
            return function(value)
              for _, matcher in ipairs(arguments) do
                if matcher(value) == verdict then return otherwise end
              end
              return not otherwise
            end
          end)
        end
        composite("all_of", "all", false, false)
        composite("any_of", "any", true, true)
        composite("none_of", "none", true, false)
        return match
        """#
}
