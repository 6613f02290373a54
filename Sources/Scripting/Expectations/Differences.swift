internal import Lua

/// Where two values differ: how that is found, and how it is said.
enum Differences {
    /// A function of Lua, `differences(actual, expected, exactly)`: the places at which two values
    /// differ, the first few of them; `exactly` says whether keys beyond the expected ones count.
    static let text = """
        local SHOWN = 8

        local function field(object, key)
          local ok, value = pcall(function() return object[key] end)
          if ok then return value end
        end

        local function add(found, path, expected, actual)
          found[#found + 1] = { path = path, expected = expected, actual = actual }
        end

        local function below(path, key)
          return path == "" and tostring(key) or path .. "." .. tostring(key)
        end

        -- Collects where two values differ; `exactly` says whether other keys count.
        local function compare(actual, expected, exactly, path, found, seen)
          if #found >= SHOWN or rawequal(actual, expected) then return end
          if type(expected) == "function" and not exactly then
            if not expected(actual) then add(found, path, expected, actual) end
          elseif type(expected) == "table" and (type(actual) == "table" or not exactly
              and type(actual) == "userdata") then
            if seen[expected] == actual then return end
            seen[expected] = actual
            for key, value in pairs(expected) do
              compare(field(actual, key), value, exactly, below(path, key), found, seen)
            end
            if exactly then
              for key, value in pairs(actual) do
                if expected[key] == nil then add(found, below(path, key), nil, value) end
              end
            end
          elseif actual ~= expected then
            add(found, path, expected, actual)
          end
        end

        local function differences(actual, expected, exactly)
          local found = {}
          compare(actual, expected, exactly, "", found, {})
          return found
        end
        """

    /// A value in a line, cut where it is long.
    ///
    /// - Parameter depth: how many tables deep it is shown.
    static func shown(_ value: LuaValue, depth: Int = 4, on stack: LuaStack) -> String {
        guard stack.reserve(40) else { return "a value" }
        stack.push(value)
        defer { stack.pop() }
        if stack.kind(at: -1) == .userdata, let text = try? stack.text(at: -1) {
            return String(decoding: text, as: UTF8.self)
        }
        var limits = InspectionLimits()
        limits.depth = depth
        limits.entries = 20
        limits.stringBytes = 200
        var reader = InspectionReader(stack, limits)
        guard let value = try? reader.read(-1) else { return "a value" }
        let line = InspectionLayout(InspectionStyle(width: 10_000)).text(value)
        return line
    }

    /// Where the values differ, a line each.
    ///
    /// - Parameter list: what the function of ``text`` gives; nothing is said of anything else.
    static func lines(_ list: LuaValue, on stack: LuaStack) throws(LuaError) -> String {
        guard case .table(let list) = list else { return "" }
        var text = ""
        for position in 1... {
            guard case .table(let entry) = try list.get(.integer(Int64(position))) else { break }
            let path = try entry.get("path")
            let expected = shown(try entry.get("expected"), on: stack)
            let actual = shown(try entry.get("actual"), on: stack)
            guard case .string(let name) = path, !name.bytes.isEmpty else { continue }
            text += "\n  \(name.repairedText): expected \(expected), got \(actual)"
        }
        return text
    }
}
