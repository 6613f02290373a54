extension Transcript {
    /// A script that does the same and asserts that the same comes of it.
    ///
    /// Identifiers, times and etags may be others.
    var test: String {
        var lines = [
            "-- Written down at the prompt: what was done there, and what came of it.",
            "local muster = require \"muster\"", "local service = muster.service()", "",
            Self.functions, "",
        ]
        for index in entries.indices where !entries[index].isOnlyLook {
            switch entries[index].result {
            case .done(let checks): lines += self.lines(at: index, checks)
            case .failed(let message, let expected?):
                lines.append(Self.failure(entries[index], message, expected))
            case .failed, .nothing: break
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(at index: Int, _ checks: [Check]) -> [String] {
        let entry = entries[index]
        let statement = statement(at: index)
        guard entry.isExpression else {
            let checked = checks.filter { $0.name != nil }
            return [statement ?? entry.text]
                + checked.map { "check(\($0.name ?? ""), \($0.expected))" }
        }
        guard let expected = checks.first?.expected else { return [statement ?? bare(entry)] }
        guard let statement else { return ["check(\(Self.written(entry.text)), \(expected))"] }
        return [statement, "check(\(statement.prefix { $0 != " " }), \(expected))"]
    }

    private static func failure(_ entry: Entry, _ message: String, _ expected: String) -> String {
        let body = entry.isExpression ? "return \(written(entry.text))" : written(entry.text)
        return "-- \(firstLine(message))\nfails(function()\n  \(body)\nend, \(expected))"
    }

    private static func firstLine(_ text: String) -> String {
        String(text.split(separator: "\n", omittingEmptySubsequences: false).first ?? "")
    }

    /// What the assertions are made of.
    private static let functions = """
        -- Values that differ from run to run.
        local any = {
          guid = "^%x+%-%x+%-%x+%-%x+%-%x+$",
          time = "^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d",
          etag = '^"%d+"$',
        }
        local open = { [any.guid] = true, [any.time] = true, [any.etag] = true }

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

        local function check(actual, expected)
          if type(actual) == "userdata" then actual = shape(actual) end
          local path = differ(actual, expected, "value")
          if path then
            error(("%s differs: expected %s, got %s"):format(
              path, muster.inspect(expected), muster.inspect(actual)), 2)
          end
        end

        local function fails(body, expected)
          local ok, problem = pcall(body)
          if ok then error("this was expected to fail", 2) end
          for field, value in pairs(expected) do
            if problem[field] ~= value then
              error(("%s differs: expected %s, got %s"):format(field, value, problem[field]), 2)
            end
          end
        end
        """
}
