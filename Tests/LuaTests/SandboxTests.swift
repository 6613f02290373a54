import Foundation
import Lua
import Testing

@Suite struct `A sandbox level` {
    /// Every name that a script can reach from its globals, by walking the tables of libraries.
    private static let walk = """
        local names = {}
        for name, value in next, _G do
          if type(value) == 'table' and value ~= _G then
            for inner in next, value do names[#names + 1] = name .. '.' .. inner end
          else
            names[#names + 1] = name
          end
        end
        table.sort(names)
        return table.concat(names, ' ')
        """

    @Test(arguments: LuaSandbox.allCases)
    func `has the names of its table and no others`(level: LuaSandbox) throws {
        let state = try openState(sandbox: level)
        let found = try run(state, Self.walk)[0].text
        let names = Set((found ?? "").split(separator: " ").map(String.init))
        #expect(names.symmetricDifference(level.names) == [])
    }

    @Test func `finds the same in what has been loaded`() throws {
        let state = try openState(sandbox: .script)
        let found = try run(
            state,
            """
            local names = {}
            for name, value in next, package.loaded do
              assert(value == _G[name])
              names[#names + 1] = name
            end
            table.sort(names)
            return table.concat(names, ' ')
            """)[0].text
        #expect(found == "_G coroutine debug io math os package string table utf8")
    }

    @Test func `is full unless another is asked for`() throws {
        #expect(try openState().sandbox == .full)
    }

    @Test func `is described as it is declared`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let sources = folder.appending(path: "../../Sources/Lua")
        let heading = """
            # Sandbox levels

            What the code of a state finds of Lua's libraries at each level.

            ## Overview

            A state is opened with a ``LuaSandbox``. Each level has what the one before it has. The
            names below are all that a script finds; those of the last column are at no level.


            """
        let article = sources.appending(path: "Lua.docc/SandboxLevels.md")
        let text = heading + LuaSandbox.markdown + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] != nil {
            try text.write(to: article, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: article, encoding: .utf8) == text)

        let comment = LuaSandbox.markdown.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "///" : "/// \($0)" }.joined(separator: "\n")
        let source = sources.appending(path: "Sandbox/LuaSandbox.swift")
        var declaration = try String(contentsOf: source, encoding: .utf8)
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] != nil {
            let begin = try #require(declaration.range(of: "/// | Library"))
            let end = try #require(declaration.range(of: "\npublic enum"))
            declaration.replaceSubrange(begin.lowerBound..<end.lowerBound, with: comment)
            try declaration.write(to: source, atomically: true, encoding: .utf8)
        }
        #expect(declaration.contains("\n" + comment + "\npublic enum LuaSandbox"))
    }

    @Test(
        arguments: Attempt.all)
    func `lets no script out`(attempt: Attempt) throws {
        for level in attempt.levels {
            let state = try openState(sandbox: level)
            for function in hostFunctions { state.globals.set(function) }
            // The main thread gets into scripts only by a call on it.
            let main = try state.load("main = coroutine.running() object = new()", name: "setup")
            _ = try main.call()
            let text = "return tostring((select(-1, pcall(function() \(attempt.script)\nend))))"
            let result = try run(state, text)[0].text ?? ""
            let position = #/^test:[0-9]+: /#
            #expect(result.replacing(position, with: "").hasPrefix(attempt.result), "\(level)")
            #expect(try run(state, "return add(20, 22)").count == 1)
        }
    }

    @Test(arguments: [.script, .full] as [LuaSandbox])
    func `begins with the same random numbers only when it is pure`(level: LuaSandbox) throws {
        let text = "return tostring(math.random(0))"
        let pure = try (0..<2).map { _ in try run(openState(sandbox: .pure), text)[0].text }
        #expect(pure[0] == pure[1])
        #expect(try run(openState(sandbox: level), text)[0].text != pure[0])
    }
}

@Suite struct `os.exit` {
    @Test(arguments: [
        ("os.exit()", 0), ("os.exit(true)", 0), ("os.exit(false)", 1), ("os.exit(7, true)", 7),
        ("pcall(os.exit, 3) while true do end", 3),
    ])
    func `asks the host and ends the run`(text: String, code: Int64) throws {
        let state = try openState()
        var codes: [Int64] = []
        state.onExit = { codes.append($0) }
        let error = try #require(throws: LuaError.self) { try run(state, text) }
        #expect(error.kind == .interrupted)
        #expect(codes == [code])
    }
}
