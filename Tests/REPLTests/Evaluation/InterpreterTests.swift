import Directory
import Lua
import REPL
import Scripting
import Sessions
import Testing

@Suite struct `What is typed at a prompt` {
    let interpreter: Interpreter

    init() throws {
        let runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn)
        ) { _ in }
        interpreter = Interpreter(runner)
    }

    /// Evaluates lines one after the other; the last one's outcome, as text.
    private func outcome(_ lines: [String]) -> String {
        var last = ""
        for (number, line) in lines.enumerated() {
            last = text(interpreter.evaluate(line, name: "[\(number + 1)]"))
        }
        return last
    }

    private func text(_ outcome: Interpreter.Outcome) -> String {
        switch outcome {
        case .values(let values): values.map(text).joined(separator: " ")
        case .unreadable(let error, let offset):
            "\(error.message) @\(offset.map(String.init) ?? "-")"
        case .failed(let error): error.message
        case .deadlock(let report): "deadlock \(report.waiters.map(\.what))"
        case .stopped: "stopped"
        case .exited(let code): "exited \(code)"
        }
    }

    private func text(_ value: LuaValue) -> String {
        switch value {
        case .nil: "nil"
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): value.repairedText
        case .table: "table"
        case .function: "function"
        default: "other"
        }
    }

    @Test(arguments: [
        (["1 + 1"], "2"), (["1, 'two', nil"], "1 two nil"), (["=2"], "2"), (["return 3"], "3"),
        (["-- nothing"], ""), ([""], ""), (["x = 5"], ""), (["x = 5", "x"], "5"),
        (["(function() end)()"], ""), (["{}"], "table"), (["print"], "function"),
        (["1;"], "1"), (["'a' -- said"], "a"), (["#!/usr/bin/muster\nx = 1", "x"], "1"),
        (["select('#', ...)"], "0"), (["if true then return 7 end"], "7"),
    ])
    func `gives the values of expressions`(lines: [String], expected: String) {
        #expect(outcome(lines) == expected)
    }

    @Test(arguments: [
        (["local a = 1", "a"], "1"), (["local a, b <const> = 1, 2", "a + b"], "3"),
        (["local function f(n) return n * 2 end", "f(4)"], "8"),
        (["local n = 0 function inc() n = n + 1 end", "inc() inc()", "n"], "2"),
        (["local n = 0", "function inc() n = n + 1 end", "inc()", "n"], "1"),
        (["local n = 1", "local n = n + 1", "n"], "2"),
        (["local n = 1 function old() return n end", "local n = 9", "old() + n"], "10"),
        (["local n = 1", "n = 5", "_G.n"], "nil"),
        (["local x", "x == nil"], "true"),
        (["do local hidden = 1 end", "hidden"], "nil"),
        (
            [
                "local t = {} for i = 1, 3 do local x = i t[i] = function() return x end end",
                "t[2]()",
            ], "2"
        ),
        (["local a = 1 return a", "a"], "1"),
        (["local a = 1 local b = 2 error 'late'", "a + b"], "3"),
        (["local a = 1 error 'late'", "a"], "1"),
        (["local f f = function(n) return n == 0 and 0 or f(n - 1) end", "f(10)"], "0"),
        (["local s = 1 ::top:: s = s + 1 if s < 5 then goto top end", "s"], "5"),
        (["goto done local a = 1 ::done::", "a"], "nil"),
        (["local print = 5", "print"], "5"),
        (["local _ENV = { x = 4 }", "1"], "1"),
        (
            [
                "local muster = require 'muster' muster.sleep '1s' local t = muster.clock.elapsed",
                "t",
            ], "1.0"
        ),
    ])
    func `keeps local variables`(lines: [String], expected: String) {
        #expect(outcome(lines) == expected)
    }

    @Test(arguments: [
        (["x ="], "[1]:1: unexpected symbol near <eof> @-"),
        (["for i = 1 do end"], "[1]:1: ',' expected near 'do' @10"),
        (["local 5"], "[1]:1: <name> expected near '5' @6"),
        (["f(1, 2"], "[1]:1: ')' expected near <eof> @-"),
        (["a b"], "[1]:1: syntax error near 'b' @2"),
        (["x = 1", "\n\nx.y.z"], "[2]:3: attempt to index a number value (global 'x')"),
        (["local seat", "seat.index"], "[2]:1: attempt to index a nil value (upvalue 'seat')"),
        (["error({})"], "(error object is a table value)"), (["os.exit(3)"], "exited 3"),
        (["require('muster').channel():receive()"], "deadlock [\"a value from a channel\"]"),
    ])
    func `that goes wrong says so`(lines: [String], expected: String) {
        #expect(outcome(lines) == expected)
    }

    @Test func `can have hundreds of local variables`() {
        for number in 1...500 {
            _ = interpreter.evaluate("local v\(number) = \(number)", name: "many")
        }
        #expect(text(interpreter.evaluate("v1 + v250 + v500", name: "sum")) == "751")
        let sum = (1...150).map { "v\($0)" }.joined(separator: " + ")
        #expect(text(interpreter.evaluate(sum, name: "sum")) == "11325")
    }

    @Test func `names the line of a script that it comes from`() {
        #expect(
            text(interpreter.evaluate("error 'here'", name: "flow.lua", line: 40))
                == "flow.lua:40: here")
        #expect(
            text(interpreter.evaluate("x x", name: "flow.lua", line: 7))
                == "flow.lua:7: syntax error near 'x' @2")
    }
}

@Suite struct `A prompt at a breakpoint` {
    @Test func `sees and changes the variables of the script`() throws {
        var seen: [String] = []
        var lines: [String] = []
        let runner = try ScriptRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn)
        ) {
            if case .printed(let line) = $0 { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        runner.onBreakpoint = { breakpoint in
            guard let interpreter = try? Interpreter(at: breakpoint) else { return }
            seen.append(breakpoint.location?.description ?? "?")
            seen += interpreter.variables.names
            for text in [
                "count = count + 10", "outer = 'changed'", "local extra = 1", "inner, extra",
            ] {
                if case .values(let values) = interpreter.evaluate(text, name: "prompt"),
                    values.count == 2,
                    case .string(let inner) = values[0]
                {
                    seen.append(inner.repairedText)
                }
            }
        }
        let script = """
            local muster = require "muster"
            local outer = "outer"
            local function look(count)
              local inner = outer .. " and inner"
              muster.breakpoint()
              return count, inner
            end
            print(look(5))
            print(outer)
            """
        guard case .finished = runner.run(Array(script.utf8), name: "flow.lua") else {
            Issue.record("did not finish")
            return
        }
        #expect(seen == ["flow.lua:5", "outer", "muster", "count", "inner", "outer and inner"])
        #expect(lines == ["15\touter and inner", "changed"])
    }

    @Test func `lists the script among the tasks, which cannot be cancelled, and opens another`()
        throws
    {
        var shown = ""
        var depth = 0
        var lines: [String] = []
        let runner = try ScriptRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn)
        ) {
            if case .printed(let line) = $0 { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        runner.onBreakpoint = { breakpoint in
            depth += 1
            defer { depth -= 1 }
            shown += "at \(breakpoint.location?.description ?? "?")\n"
            guard depth < 3, let interpreter = try? Interpreter(at: breakpoint) else { return }
            let conversation = Conversation(
                interpreter, style: InspectionStyle(), show: { shown += $0 })
            let texts = [
                ".jobs", ".cancel all", ".cancel 1", ".clock 1s", "n = n + depth", "look()",
            ]
            for text in depth == 1 ? texts : ["deeper + n"] { _ = conversation.enter(text) }
        }
        let script = """
            local muster = require "muster"
            depth = 10
            local n = 1
            function look() local deeper = 5 muster.breakpoint() return deeper + n end
            muster.spawn(function() muster.sleep "10s" end)
            muster.breakpoint()
            print(n)
            """
        guard case .finished = runner.run(Array(script.utf8), name: "flow.lua") else {
            Issue.record("did not finish")
            return
        }
        #expect(
            shown == """
                at flow.lua:6
                task    status   waits for   at
                script  waiting  the prompt  flow.lua:6
                2       ready                flow.lua:5
                there is no task 1; .jobs lists them
                2030-01-01T00:00:01.0000000Z  virtual, 1s since the start
                at flow.lua:4
                16
                16

                """)
        #expect(lines == ["11"])
    }

    @Test func `is not opened where nobody looks`() throws {
        let runner = try ScriptRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn)
        ) { _ in }
        guard case .finished = runner.run(Array("require 'muster'.breakpoint()".utf8), name: "f")
        else {
            Issue.record("did not finish")
            return
        }
    }
}
