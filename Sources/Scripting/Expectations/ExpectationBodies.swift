internal import Lua
internal import Sessions

/// The bodies of ``Matchers`` and of `muster.eventually`.
enum ExpectationBodies {
    /// The functions of one run.
    static func functions() -> ScriptedFunctions {
        ScriptedFunctions(text, name: "muster", primitives: primitives)
    }

    private static let text = """
        local host = ...
        local M = {}

        \(Trials.text)

        -- Raises an error unless what holds is what is expected.
        local function judge(self, holds, what, differences)
          if (holds and true or false) == host.negated(self) then
            host.fail(host.value(self), host.negated(self), what, isTrial(), differences)
          end
          host.hold(host.value(self), host.negated(self), what, isTrial())
        end

        \(Differences.text)

        function M.to_be(self, expected)
          judge(self, host.value(self) == expected, "to be " .. host.show(expected))
        end

        function M.to_equal(self, expected)
          local found = differences(host.value(self), expected, true)
          judge(self, #found == 0, "to equal " .. host.show(expected), found)
        end

        function M.to_match(self, pattern)
          local value = host.value(self)
          if type(pattern) == "string" then
            judge(self, type(value) == "string" and value:find(pattern),
              "to match the pattern " .. host.show(pattern))
            return
          end
          local found = differences(value, pattern, false)
          judge(self, #found == 0, "to match " .. host.show(pattern), found)
        end

        function M.to_be_truthy(self) judge(self, host.value(self), "to be true or a value") end
        function M.to_be_falsy(self) judge(self, not host.value(self), "to be nil or false") end
        function M.to_exist(self) judge(self, host.value(self) ~= nil, "to exist") end

        function M.to_be_a(self, name)
          local value = host.value(self)
          judge(self, type(value) == name or host.class(value) == name, "to be a " .. name)
        end

        local function number(self, what, limit, holds)
          local value = host.value(self)
          judge(self, math.type(value) and holds(value, limit), what .. " " .. host.show(limit))
        end

        function M.to_be_near(self, expected, tolerance)
          tolerance = tolerance or 1e-6
          number(self, "to be near", expected, function(value)
            return math.abs(value - expected) <= tolerance
          end)
        end

        function M.to_be_above(self, limit)
          number(self, "to be above", limit, function(a, b) return a > b end)
        end

        function M.to_be_below(self, limit)
          number(self, "to be below", limit, function(a, b) return a < b end)
        end

        function M.to_be_at_least(self, limit)
          number(self, "to be at least", limit, function(a, b) return a >= b end)
        end

        function M.to_be_at_most(self, limit)
          number(self, "to be at most", limit, function(a, b) return a <= b end)
        end

        function M.to_contain(self, element)
          local value = host.value(self)
          local holds = false
          if type(value) == "string" then
            holds = type(element) == "string" and value:find(element, 1, true)
          elseif type(value) == "table" then
            for _, each in ipairs(value) do
              holds = holds or #differences(each, element, true) == 0
            end
          end
          judge(self, holds, "to contain " .. host.show(element))
        end

        function M.to_have_length(self, length)
          local value = host.value(self)
          local ok, found = pcall(function() return #value end)
          judge(self, ok and found == length, ("to have the length %d%s"):format(
            length, ok and (", not %d"):format(found) or ""))
        end

        local function session(self)
          local value = host.value(self)
          if host.class(value) ~= "session" then
            host.fail(value, false, "to be a session", isTrial())
          end
          return value
        end

        function M.to_have_member(self, user, fields)
          local member = session(self):member(user)
          local what = "to have the member " .. host.show(user)
          if member == nil or fields == nil then return judge(self, member, what) end
          local found = differences(member, fields, false)
          judge(self, #found == 0, what .. " with " .. host.show(fields), found)
        end

        function M.to_have_host(self, user)
          local value = session(self)
          local member = value:member(user)
          local token = value.properties.system.host
          judge(self, member and token ~= nil and member.deviceToken == token,
            "to have the host " .. host.show(user))
        end

        function M.to_fail(self, fields)
          local body = host.value(self)
          if type(body) ~= "function" then
            host.fail(body, false, "to be a function that fails", isTrial())
          end
          local ok, problem = table.unpack(try(body), 1, 2)
          if ok then return judge(self, false, "to fail") end
          if fields == nil then return judge(self, true, "to fail") end
          if type(fields) == "string" then
            local text = tostring(problem)
            return judge(self, text:find(fields, 1, true),
              ("to fail with %s, not with %s"):format(host.show(fields), host.show(text)))
          end
          local found = differences(problem, fields, false)
          judge(self, #found == 0,
            ("to fail with %s, not with %s"):format(host.show(fields), tostring(problem)), found)
        end

        function M.eventually(check, limit)
          local deadline = host.deadline(limit)
          while true do
            local results = try(check)
            if results[1] then return table.unpack(results, 2, results.n) end
            if not host.progress(deadline) then error(results[2], 0) end
          end
        end

        return M
        """

    private static let expectation = Parameter("expectation", .object("expectation"))

    private static let primitives: [HostFunction] = [
        Trials.primitive,
        HostFunction("value", [expectation], returns: "any", doc: "What is looked at.") { call in
            call.push(try call.object(1, of: expectationClass).value)
        },
        HostFunction(
            "negated", [expectation], returns: "boolean", doc: "Whether the contrary is expected."
        ) { call in call.push(try call.object(1, of: expectationClass).isNegated) },
        HostFunction(
            "class", [.optional("value", .any)], returns: "string",
            doc: "The class of an object, or the type of another value."
        ) { call in call.push(call.stack.typeName(at: call.index(1))) },
        HostFunction(
            "show", [.optional("value", .any)], returns: "string", doc: "A value in a line."
        ) { call in call.push(Differences.shown(call.value(1), on: call.stack)) },
        HostFunction(
            "fail",
            [
                .optional("value", .any), Parameter("negated", .boolean),
                Parameter("what", .string), Parameter("trial", .boolean),
                .optional("differences", .table),
            ], doc: "Raises what is to be said."
        ) { call in
            var text = sentence(call)
            if !call.stack.truth(at: call.index(2)) {
                text += try Differences.lines(call.value(5), on: call.stack)
            }
            call.host.judge(
                text, holds: false, isTrial: call.stack.truth(at: call.index(4)), in: call)
            throw ExpectationError(description: text)
        },
        HostFunction(
            "hold",
            [
                .optional("value", .any), Parameter("negated", .boolean),
                Parameter("what", .string), Parameter("trial", .boolean),
            ], doc: "Says that an expectation holds."
        ) { call in
            // What holds is for recordings alone, and would cost each expectation its sentence.
            guard call.host.tellsWhatHolds else { return }
            call.host.judge(
                sentence(call), holds: true, isTrial: call.stack.truth(at: call.index(4)), in: call)
        },
        HostFunction(
            "deadline", [.optional("limit", durationType)], returns: "integer",
            doc: "The instant until which to wait."
        ) { call in
            let limit = call.isNilOrNone(1) ? .seconds(30) : try call.duration(1)
            call.push(try call.host.clock.instant(after: limit).ticks)
        },
        HostFunction(
            "progress", [Parameter("deadline", .integer)], returns: "boolean",
            doc: "Waits until something has happened; false when nothing can before the deadline."
        ) { call in
            let host = call.host
            let deadline = Timestamp(ticks: call.integer(1) ?? 0)
            guard host.clock.now < deadline else { return call.push(false) }
            guard call.canSuspend else {
                throw LuaFault("attempt to wait for a change across a C-call boundary")
            }
            let wait = host.scheduler.wait(
                for: "something to happen", since: call.location(outside: host.expecting.name))
            host.scheduler.awaitProgress(wait, until: deadline)
            try call.suspend()
        },
    ]

    /// What was expected of what.
    private static func sentence(_ call: borrowing LuaCall) -> String {
        let negation = call.stack.truth(at: call.index(2)) ? "never " : ""
        let value = Differences.shown(call.value(1), on: call.stack)
        return "expected \(value) \(negation)\(call.string(3) ?? "")"
    }
}
