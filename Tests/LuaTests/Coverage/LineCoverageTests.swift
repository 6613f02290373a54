import Lua
import Testing

@Suite struct `Counting lines` {
    let state: LuaState

    init() throws {
        state = try makeState()
        try state.countLines()
    }

    /// Runs a chunk and gives its lines, from 1: how often each ran, and nothing where no code is.
    private func count(_ text: String, name: String = "flow.lua") throws -> [Int?] {
        try state.load(text, name: name).call()
        return lines(of: name, in: text)
    }

    private func lines(of name: String, in text: String) -> [Int?] {
        let hits = state.lineCoverage?.files[name] ?? [:]
        return text.split(separator: "\n", omittingEmptySubsequences: false).indices.map {
            hits[$0 + 1]
        }
    }

    @Test func `counts each run of a line, and no line without code`() throws {
        let hits = try count(
            """
            -- a comment

            local sum = 0
            for i = 1, 3 do
              sum = sum + i
            end
            if sum > 100 then
              sum = 0
            else
              sum = 1
            end
            """)
        #expect(hits == [nil, nil, 1, 4, 3, nil, 1, 0, nil, 1, nil])
    }

    @Test func `shows the lines of a function that is never called as never run`() throws {
        let hits = try count(
            """
            function unused(x)
              local y = x
              return function()
                return y
              end
            end
            function used()
              return 1
            end
            used() used()
            """)
        #expect(hits == [1, 0, nil, 0, 0, nil, 1, 2, nil, 1])
    }

    @Test func `leaves the end of a function out, where Lua makes it and returns`() throws {
        let hits = try count("function f()\n  g = 1\nend\nf()\nf()\n")
        #expect(hits == [1, 2, nil, 1, 1, nil])
    }

    @Test func `leaves the end of a loop out, which a return need not reach`() throws {
        let hits = try count(
            """
            local function first(t)
              for key in pairs(t) do
                if key then
                  return key
                end
              end
            end
            first { 1 }
            """)
        #expect(hits == [nil, 1, 1, 1, nil, nil, nil, 1])
    }

    @Test func `counts in coroutines, however they came to be`() throws {
        let text = """
            local made = coroutine.create(function()
              coroutine.yield()
              made = 1
            end)
            coroutine.resume(made)
            coroutine.resume(made)
            coroutine.wrap(function()
              wrapped = 1
            end)()
            return function()
              inner = 1
            end
            """
        guard case .function(let function)? = try state.load(text, name: "flow.lua").call().first
        else { throw Mismatch() }
        _ = state.makeThread(function).resume()
        let hits = lines(of: "flow.lua", in: text)
        #expect([hits[1], hits[2], hits[7], hits[10]] == [1, 1, 1, 1])
    }

    @Test func `counts in a coroutine that is used again, and in one from before`() throws {
        let state = try makeState()
        let before = state.makeThread(try state.load("return 1", name: "before"))
        _ = before.resume()
        state.recycle(before)
        try state.countLines()
        for _ in 1...3 {
            let thread = state.makeThread(try state.load("\nlocal x = 1", name: "again"))
            _ = thread.resume()
            state.recycle(thread)
        }
        #expect(state.lineCoverage == LineCoverage(files: ["again": [2: 3]]))
    }

    @Test func `counts on after a wait of a host function`() throws {
        let thread = state.makeThread(try state.load("wait()\nlocal x = 1\nx = 2", name: "f"))
        _ = thread.resume()
        #expect(state.lineCoverage?.files == ["f": [1: 1, 2: 0, 3: 0]])
        _ = thread.resume()
        #expect(state.lineCoverage?.files == ["f": [1: 1, 2: 1, 3: 1]])
    }

    @Test func `counts in finalizers`() throws {
        try state.load(
            "setmetatable({}, {__gc = function()\n  local x = 1\nend})\ncollectgarbage()",
            name: "f"
        ).call()
        #expect(state.lineCoverage?.files["f"]?[2] == 1)
    }

    @Test func `leaves out what has no file's name`() throws {
        try state.load("load('local x = 1')() load('x = 2', '=text')()", name: "f").call()
        #expect(state.lineCoverage?.files == ["f": [1: 1]])
    }

    @Test func `leaves out chunks of the host, also what they do later`() throws {
        let chunk = try state.load("return function()\n  return 1\nend", name: "host")
        let results = try state.withoutCountingLines { () throws(LuaError) in try chunk.call() }
        guard case .function(let function)? = results.first else { throw Mismatch() }
        try function.call()
        #expect(state.lineCoverage?.files == [:])
    }

    @Test func `knows the lines of what was not run`() throws {
        let text = "local x = 1\nlocal function f()\n  return x\nend\n"
        let lines = try state.linesNotRun(of: Array(text.utf8), name: "later.lua")
        #expect(lines.files == ["later.lua": [1: 0, 3: 0]])
        #expect(state.lineCoverage?.files == [:])
        var coverage = LineCoverage()
        _ = try count("\n\n", name: "later.lua")
        coverage.merge(try #require(state.lineCoverage))
        coverage.merge(lines)
        #expect(coverage.coveredLineCount == 0 && coverage.lineCount == 2)
        #expect(throws: LuaError.self) { try state.linesNotRun(of: [0x3D], name: "broken") }
    }

    @Test func `tells nothing of a state that does not count`() throws {
        #expect(try makeState().lineCoverage == nil)
    }

    @Test func `goes on beside an instruction budget, and after it ends`() throws {
        state.instructionBudget = 1_000_000
        let text = "local n = 0\nfor i = 1, 5000 do\n  n = n + i\nend"
        #expect(try count(text)[2] == 5000)
        #expect(try #require(state.instructionBudget) < 1_000_000)
        state.instructionBudget = nil
        #expect(try count(text)[2] == 10_000)
        state.instructionBudget = 10_000
        let error = #expect(throws: LuaError.self) { try count("while true do\nend", name: "g") }
        #expect(error?.kind == .interrupted)
    }

    @Test func `goes on after an interrupt`() throws {
        state.instructionBudget = 1000
        let text = "local x = 1\nfor i = 1, 1e6 do end\nx = 2"
        let error = #expect(throws: LuaError.self) { try count(text) }
        #expect(error?.kind == .interrupted)
        #expect(lines(of: "flow.lua", in: text)[2] == 0)
        state.instructionBudget = nil
        state.endInterruption()
        #expect(try count("local x = 1", name: "next") == [1])
    }

    @Test func `finds the lines of long functions, constants of all kinds and deep nests`() throws {
        let long = String(repeating: "x", count: 99)
        var text = "local t = {1, 2.5, 'short', nil, true, false, '\(long)'}\n"
        for line in 0..<600 {
            text += "t[\(line + 1)] = t[1] == \(line).5 and 'k\(line)' or \(line)\n"
        }
        text += String(repeating: "\n", count: 300) + "t = nil\n"
        text += String(repeating: "local function f()\n", count: 150)
        text += "t = 1\n" + String(repeating: "end\n", count: 150)
        let hits = try count(text)
        #expect(hits[0...600].allSatisfy { $0 == 1 })
        #expect(hits[601..<901].allSatisfy { $0 == nil })
        #expect(hits[901] == 1)
        #expect(hits[902..<1052].allSatisfy { $0 == nil })
        #expect(hits[1052] == 0)
        #expect(hits[1053...].allSatisfy { $0 == nil })
    }

    @Test func `keeps chunks apart whose names begin alike`() throws {
        for name in ["a", "ab", "a.lua"] { _ = try count("local x = 1", name: name) }
        #expect(try #require(state.lineCoverage?.files.keys.sorted()) == ["a", "a.lua", "ab"])
    }
}

@Suite struct `Line coverage` {
    @Test func `adds up, chunk by chunk and line by line`() {
        var coverage = LineCoverage(files: ["a": [1: 1, 2: 0], "b": [1: .max]])
        coverage.merge(LineCoverage(files: ["a": [2: 3, 5: 0], "b": [1: 1], "c": [9: 1]]))
        #expect(
            coverage.files == ["a": [1: 1, 2: 3, 5: 0], "b": [1: .max], "c": [9: 1]])
        #expect(coverage.lineCount == 5)
        #expect(coverage.coveredLineCount == 4)
        #expect(coverage.filtered { $0 == "a" }.files == ["a": [1: 1, 2: 3, 5: 0]])
    }
}
