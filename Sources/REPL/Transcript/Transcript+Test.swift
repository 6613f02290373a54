extension Transcript {
    /// A script that does the same and asserts that the same comes of it.
    ///
    /// Identifiers, times and etags may be others.
    var test: String {
        let names = AssertionNames(besides: entries)
        var lines = [
            "-- Written down at the prompt: what was done there, and what came of it.",
            "local muster = require \"muster\"", "local service = muster.service()", "",
            Self.functions(names), "",
        ]
        for index in entries.indices where entries[index].origin != .look {
            let entry = entries[index]
            guard !entry.callsCommands else {
                lines.append(Self.comment("only at a prompt: " + entry.text))
                continue
            }
            switch entry.result {
            case .done(let checks): lines += self.lines(at: index, checks, names)
            case .failed(let message, let expected):
                guard expected != nil || entry.acted else { continue }
                lines.append(Self.failure(entry, message, expected ?? "{}", names))
            case .nothing: break
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(
        at index: Int, _ checks: [Check], _ names: AssertionNames
    ) -> [String] {
        let entry = entries[index]
        var lines = Self.statements(of: entry)
        if entry.returnsEarly { return lines }
        for check in checks {
            if let name = check.name { lines.append(names.check(name, check.expected)) }
        }
        guard let expression = entry.expression else { return lines }
        let expected = checks.first { $0.name == nil }?.expected
        if let naming = naming(at: index) {
            lines.append(naming.text)
            if let expected { lines.append(names.check(naming.name, expected)) }
        } else if let expected {
            // Of a list it is the first value that is known.
            let actual = entry.isList ? "(function() return \(expression) end)()" : expression
            lines.append(
                entry.isList
                    ? names.check("(\(actual))", expected) : names.check(actual, expected))
        } else {
            lines.append(entry.isCall ? Self.apart(expression) : "do local _ = \(expression) end")
        }
        return lines
    }

    private static func failure(
        _ entry: Entry, _ message: String, _ expected: String, _ names: AssertionNames
    ) -> String {
        let isExpression = entry.statements.isEmpty && entry.expression != nil
        let body = isExpression ? "return \(entry.expression ?? "")" : entry.text
        let first = message.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        return "-- \(first)\n\(names.fails)(function()\n  \(body)\nend, \(expected))"
    }

    /// What the assertions are made of.
    private static func functions(_ names: AssertionNames) -> String {
        """
        -- Values that differ from run to run.
        local \(names.any) = {
          guid = "^%x+%-%x+%-%x+%-%x+%-%x+$",
          time = "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d",
          etag = '^"%d+"$',
        }
        local \(names.check), \(names.fails)
        do
          local open = {}
          for _, pattern in pairs(\(names.any)) do open[pattern] = true end

          -- A session as its members in a word each, and its custom properties.
          local function shape(session)
            local members = {}
            for _, member in ipairs(session.members) do
              members[#members + 1] = ("%d %s %s"):format(
                member.index, member.gamertag or member.xuid, member.status)
            end
            local custom = session.properties.custom
            return { members = members, custom = next(custom) and custom or nil }
          end

          local function differ(actual, expected, path)
            if open[expected] then
              return not (type(actual) == "string" and actual:find(expected)) and path
            elseif type(expected) ~= "table" then
              return actual ~= expected and path
            elseif type(actual) ~= "table" then
              return path
            end
            for key, value in pairs(expected) do
              local found = differ(actual[key], value, path .. "." .. tostring(key))
              if found then return found end
            end
            for key in pairs(actual) do
              if expected[key] == nil then return path .. "." .. tostring(key) end
            end
          end

          function \(names.check)(actual, expected)
            if type(actual) == "userdata" then actual = shape(actual) end
            local path = differ(actual, expected, "value")
            if path then
              error(("%s differs: expected %s, got %s"):format(
                path, muster.inspect(expected), muster.inspect(actual)), 2)
            end
          end

          function \(names.fails)(body, expected)
            local ok, problem = pcall(body)
            if ok then error("this was expected to fail", 2) end
            for field, value in pairs(expected) do
              local found = type(problem) ~= "string" and problem[field] or nil
              if found ~= value then
                error(("%s differs: expected %s, got %s in: %s"):format(
                  field, value, found, tostring(problem)), 2)
              end
            end
          end
        end
        """
    }
}

/// The names of what assertions are made of, other than those that statements use.
private struct AssertionNames {
    let check: String
    let fails: String
    let any: String

    init(besides entries: [Transcript.Entry]) {
        let used = entries.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        func free(_ name: String) -> String {
            var name = name
            while used.contains(name) { name += "_" }
            return name
        }
        check = free("check")
        fails = free("fails")
        any = free("any")
    }

    /// An assertion that something is as it was.
    func check(_ actual: String, _ expected: String) -> String {
        "\(check)(\(actual), \(expected.replacing(ExpectedText.open, with: any)))"
    }
}
