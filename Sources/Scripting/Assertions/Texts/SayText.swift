/// `say`: texts by key, those of the assertions among them.
enum SayText {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local registry = { en = {} }
        local current, fallback = "en", "en"
        local say = { _registry = registry }

        function say.set_namespace(_, name)
          current = name
          registry[name] = registry[name] or {}
        end

        function say.set_fallback(_, name)
          fallback = name
          registry[name] = registry[name] or {}
        end

        function say.set(_, key, text) registry[current][key] = text end

        local function speak(_, key, values)
          if values ~= nil and type(values) ~= "table" then
            host.fault("expected parameter table to be a table, got '" .. type(values) .. "'")
          end
          if key == nil then return nil end
          local text = registry[current][key] or registry[fallback][key]
          if text == nil then return nil end
          text = tostring(text)
          local texts, count = {}, 0
          if values then
            values.n = math.max(values.n or 0, #values)
            count = values.n
            for position = 1, count do texts[position] = tostring(values[position]) end
          end
          return count > 0 and string.format(text, unpack(texts, 1, count)) or text
        end

        local function add(name, positive, negative)
          registry.en["assertion." .. name .. ".positive"] = positive
          registry.en["assertion." .. name .. ".negative"] = negative
        end

        local function both(name, claim, contrary)
          add(name, "Expected " .. claim .. ".\nPassed in:\n%s\nExpected:\n%s",
            "Expected " .. contrary .. ".\nPassed in:\n%s\nDid not expect:\n%s")
        end
        both("same", "objects to be the same", "objects to not be the same")
        both("equals", "objects to be equal", "objects to not be equal")
        both("matches", "strings to match", "strings not to match")
        add("near", "Expected values to be near.\nPassed in:\n%s\nExpected:\n%s +/- %s",
          "Expected values to not be near.\nPassed in:\n%s\nDid not expect:\n%s +/- %s")
        add("unique", "Expected object to be unique:\n%s", "Expected object to not be unique:\n%s")
        add("error", "Expected a different error.\nCaught:\n%s\nExpected:\n%s",
          "Expected no error, but caught:\n%s")
        add("truthy", "Expected to be truthy, but value was:\n%s",
          "Expected to not be truthy, but value was:\n%s")
        add("falsy", "Expected to be falsy, but value was:\n%s",
          "Expected to not be falsy, but value was:\n%s")
        add("returned_arguments",
          "Expected to be called with %s argument(s), but was called with %s",
          "Expected not to be called with %s argument(s), but was called with %s")
        add("array_holes", "Expected array to have holes, but none was found.",
          "Expected array to not have holes, hole found at position: %s")

        local count = "Expected to be called %s %%s time(s), but was called %%s time(s)"
        add("called", "Expected to be called %s time(s), but was called %s time(s)",
          "Expected not to be called exactly %s time(s), but it was.")
        add("called_at_least", string.format(count, "at least"))
        add("called_at_most", string.format(count, "at most"))
        add("called_more_than", string.format(count, "more than"))
        add("called_less_than", string.format(count, "less than"))
        add("called_with", "Function was never called with matching arguments.\n"
          .. "Called with (last call if any):\n%s\nExpected:\n%s",
          "Function was called with matching arguments at least once.\n"
          .. "Called with (last matching call):\n%s\nDid not expect:\n%s")
        add("returned_with", "Function never returned matching arguments.\n"
          .. "Returned (last call if any):\n%s\nExpected:\n%s",
          "Function returned matching arguments at least once.\n"
          .. "Returned (last matching call):\n%s\nDid not expect:\n%s")

        return setmetatable(say, {
          __call = speak, __index = function(_, key) return registry[key] end,
        })
        """#
}
