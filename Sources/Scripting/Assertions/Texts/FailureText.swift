/// What an assertion that does not hold says.
enum FailureText {
    static let text = #"""
        local host, core = ...
        local _ENV = core.lua
        local more = core.need("more")
        local failures = {}
        local LONG = 100
        """# + "\n" + Differences.text + "\n" + #"""
            local function shownList(list, show)
              local texts = {}
              for position = 1, list.n or #list do texts[position] = show(list[position]) end
              return "(" .. concat(texts, ", ") .. ")"
            end

            local function isMatcher(value)
              return type(value) == "table" and getmetatable(value) == core.matcher
            end

            local function shownMatcher(matcher, show)
              if not matcher.name then return "match._" end
              local negation = matcher.mod and "is_" or "is_not_"
              return "match." .. negation .. matcher.name .. shownList(matcher.arguments, show)
            end

            -- A value as text: by the formatters of the test, else as anywhere.
            function failures.show(value, hint)
              local snapshots = core.need("snapshots")
              local text = snapshots.formatted(value, hint)
              if text ~= nil then return text end
              if core.is_list(value) then return shownList(value, failures.show) end
              if isMatcher(value) then return shownMatcher(value, failures.show) end
              return host.show(value, snapshots.get_parameter("TableFormatLevel"))
            end

            function failures.format(arguments)
              local raw, hints = arguments.nofmt or {}, arguments.fmtargs or {}
              for position = 1, arguments.n or #arguments do
                if not raw[position] then
                  arguments[position] = failures.show(arguments[position], hints[position])
                end
              end
              return arguments
            end

            -- What differs in two tables, without what is equal.
            local function folded(left, right, seen)
              if type(left) ~= "table" or type(right) ~= "table" or seen[left] then
                return left, right
              end
              seen[left] = true
              local ours, theirs = {}, {}
              for key, value in next, left do
                local other = rawget(right, key)
                if not core.equal(value, other) then
                  ours[key], theirs[key] = folded(value, other, seen)
                end
              end
              for key, value in next, right do
                if rawget(left, key) == nil then theirs[key] = value end
              end
              return ours, theirs
            end

            local function areTables(arguments)
              return type(arguments[1]) == "table" and type(arguments[2]) == "table"
            end

            -- The text of two tables that should be the same, and where they differ.
            local function explain(arguments)
              local found = differences(arguments[1], arguments[2], true)
              local text = host.show(arguments[1]) .. host.show(arguments[2])
              if #text < 2 * LONG then return found, "" end
              arguments[1], arguments[2] = folded(arguments[1], arguments[2], {})
              return found, "\n(what is equal is left out)"
            end

            -- The formatters of a test are not asked: they could do what a test does not do unseen.
            local function shownArgument(value)
              if isMatcher(value) then return shownMatcher(value, shownArgument) end
              local isSpy = rawget(core.tables.spy, "is_spy")
              return isSpy and isSpy(value) and "spy" or host.show(value)
            end

            -- An assertion as it was called, in a line.
            local function asserted(state, ...)
              local before = rawget(state, "before")
              return "assert." .. (before and before .. "(…)." or "") .. concat(state.tokens, "_")
                .. shownList(core.list(...), shownArgument)
            end

            function failures.tell(state, ...) host.hold(asserted(state, ...), core.isTrial()) end

            function failures.raise(state, assertion, arguments, ...)
              local said = rawget(state, "failure_message")
              if more.isTextual(said) then
                said = tostring(said)
              elseif said ~= nil then
                said = failures.show(said)
              end
              local key = assertion.negative_message
              local found, note
              if state.mod then
                key = assertion.positive_message
                if assertion.callback == core.same and areTables(arguments) then
                  found, note = explain(arguments)
                elseif assertion.positive_message == "assertion.equals.positive"
                  and areTables(arguments) and core.equal(arguments[1], arguments[2], true) then
                  note = "\n(the contents are the same, but not the tables; 'same' compares contents)"
                end
              end
              local text = core.need("say")(key, failures.format(arguments))
              if text then text = text .. (note or "") end
              -- A message that is no key, but words.
              if not text and type(key) == "string" and string.find(key, "%s") then text = key end
              if said and text then text = said .. "\n" .. text end
              host.fail(text or said or "assertion failed!", core.isTrial(), asserted(state, ...),
                found)
            end

            function failures.unknown(kind, name)
              core.need("spies")
              -- The words before the wrong one may be right.
              while true do
                local word, rest = string.match(name, "^([^_]+)_(.+)$")
                if not word or not core.namespaces.modifier[word] then break end
                name = rest
              end
              local names = {}
              for _, list in ipairs { core.namespaces[kind], core.namespaces.modifier } do
                for key in next, list do insert(names, key) end
              end
              host.unknown(kind, name, names)
            end

            return failures
            """#
}
