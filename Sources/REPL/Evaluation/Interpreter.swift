public import Lua
internal import LuaSyntax
public import Scripting

/// Evaluates Lua as it is typed at a prompt: expressions give their values without `return`, and
/// local variables live on for what is typed next.
public final class Interpreter {
    /// What runs the statements.
    public let runner: InteractiveRunner
    /// The local variables of the prompt.
    public private(set) var variables = PromptVariables()
    private let breakpoint: Breakpoint?
    /// The module, for commands, whatever statements do to its names.
    private let module: LuaValue

    /// How a statement ended.
    public enum Outcome {
        /// With these values; none for a statement that gives nothing.
        case values([LuaValue])
        /// The text is no Lua; `offset` is where it stops making sense, in bytes of UTF-8.
        case unreadable(LuaError, offset: Int?)
        /// It raised an error.
        case failed(LuaError)
        /// It waits for what can never happen.
        case deadlock(DeadlockReport)
        /// It was stopped.
        case stopped
        /// It called `os.exit` with this code.
        case exited(Int64)
    }

    /// Evaluates in the state of a runner.
    public init(_ runner: InteractiveRunner) {
        self.runner = runner
        breakpoint = nil
        module = Self.module(in: runner.lua)
    }

    /// Evaluates where a script stands still, with its variables.
    public init(at breakpoint: Breakpoint) throws(LuaError) {
        runner = breakpoint.runner
        self.breakpoint = breakpoint
        module = Self.module(in: runner.lua)
        if let function = breakpoint.function {
            for name in function.variableNames where name != "_ENV" {
                if let variable = function.variable(named: name) {
                    variables.declare(name, variable)
                }
            }
        }
        for local in breakpoint.locals where local.name != "_ENV" {
            variables.declare(local.name, try runner.lua.makeVariable(local.value))
        }
    }

    /// Names what conversations begin with: `muster` and `service`, and the arguments of a script.
    public func begin(script: String? = nil, arguments: [String] = []) throws(LuaError) {
        let names = "muster = require 'muster' service = muster.service()"
        _ = try runner.lua.load(names, name: "beginning").call()
        try runner.setArguments(arguments, script: script ?? "")
    }

    /// Evaluates an expression, a list of them, or statements.
    ///
    /// - Parameters:
    ///   - text: what was typed, or a whole script.
    ///   - name: its name in messages.
    ///   - line: the number of its first line in messages.
    public func evaluate(_ text: String, name: String, line: Int = 1) -> Outcome {
        evaluate(text, name: name, line: line, in: variables, keepsLocals: true)
    }

    /// Evaluates what a command stands for, in which `muster` is the module.
    func evaluate(command text: String, name: String) -> Outcome {
        do throws(LuaError) {
            return evaluate(text, name: name, line: 1, in: try tools(), keepsLocals: false)
        } catch {
            return .failed(error)
        }
    }

    /// What a command stands for, as a function; `muster` is the module in it.
    func function(ofCommand text: String, name: String) throws(LuaError) -> LuaFunction {
        let outline = ChunkOutline(of: SourceReader(text))
        let chunk = ComposedChunk(text[...], outline, of: try tools(), line: 1)
        return try function(of: chunk, name, in: try tools()).function
    }

    private func tools() throws(LuaError) -> PromptVariables {
        var tools = PromptVariables()
        tools.declare("muster", try runner.lua.makeVariable(module))
        return tools
    }

    private func evaluate(
        _ text: String, name: String, line: Int, in scope: PromptVariables, keepsLocals: Bool
    ) -> Outcome {
        var reader = SourceReader(Self.readable(text))
        let outline = ChunkOutline(of: reader)
        let source = String(decoding: reader.bytes, as: UTF8.self)
        let expression = "return " + source
        let blank = String(repeating: "\n", count: line - 1)
        do throws(LuaError) {
            if (try? runner.lua.load(blank + expression, name: name)) != nil {
                let chunk = ComposedChunk(expression[...], outline, of: scope, line: line)
                return run(try function(of: chunk, name, in: scope), keeping: [])
            }
            // By itself, so that the error is about what was typed and nothing else.
            _ = try runner.lua.load(blank + source, name: name)
            // Whoever sets another environment means what follows in that statement.
            let kept = keepsLocals ? outline.locals.filter { $0 != "_ENV" } : []
            return try run(source, outline, name, line, in: scope, keeping: kept)
        } catch {
            guard error.kind == .syntax else { return .failed(error) }
            let offset = reader.firstUnexpectedToken()?.range.lowerBound
            return .unreadable(error, offset: offset)
        }
    }

    /// What a name stands for: a variable of the prompt, or a global one, without metamethods.
    func value(of name: String) -> LuaValue {
        if let variable = variables[name] { return variable.value }
        return runner.lua.globals.rawValue(of: .name(name), on: runner.lua.stack)
    }

    /// The module as `require` gives it, found without running code.
    private static func module(in lua: LuaState) -> LuaValue {
        var value = LuaValue.table(lua.globals)
        for name in ["package", "loaded", "muster"] {
            guard case .table(let table) = value else { return .nil }
            value = table.rawValue(of: .name(name), on: lua.stack)
        }
        return value
    }

    /// The text without a first line that is for the system, and without the `=` that older prompts
    /// wanted before an expression.
    private static func readable(_ text: String) -> String {
        if text.hasPrefix("#!") { return "--" + text }
        return text.hasPrefix("=") ? " " + text.dropFirst() : text
    }

    /// A function to run, with the variables that it shares with the prompt.
    private struct Prepared {
        let function: LuaFunction
        let handover: LuaVariable?
    }

    private func run(
        _ source: String, _ outline: ChunkOutline, _ name: String, _ line: Int,
        in scope: PromptVariables, keeping kept: [String]
    ) throws(LuaError) -> Outcome {
        // What follows a label may not be in the scope of variables that are declared after a jump
        // to it; then they end with the statement.
        if !kept.isEmpty {
            let chunk = ComposedChunk(
                source[...], outline, of: scope, line: line, keeping: kept)
            if let prepared = try? function(of: chunk, name, in: scope) {
                return run(prepared, keeping: kept)
            }
        }
        let chunk = ComposedChunk(source[...], outline, of: scope, line: line)
        return run(try function(of: chunk, name, in: scope), keeping: kept)
    }

    private func function(
        of chunk: ComposedChunk, _ name: String, in scope: PromptVariables
    ) throws(LuaError) -> Prepared {
        let results = try runner.lua.load(chunk.text, name: name).call()
        guard case .function(let function)? = results.first else {
            preconditionFailure("a composed chunk returns a function")
        }
        for name in chunk.uses {
            if let variable = scope[name] { function.use(variable, as: name) }
        }
        return Prepared(
            function: function, handover: chunk.handover.flatMap(function.variable(named:)))
    }

    private func run(_ prepared: Prepared, keeping kept: [String]) -> Outcome {
        var left: [LuaThread.Local] = []
        let outcome = runner.run(prepared.function) { thread in
            guard !kept.isEmpty, let level = thread.outermostLevel else { return }
            left = thread.locals(atLevel: level).filter { kept.contains($0.name) }
        }
        if case .function(let users)? = prepared.handover?.value {
            take(kept, from: users)
        } else {
            // It did not come to its end: what they held then.
            for local in left {
                guard let variable = try? runner.lua.makeVariable(local.value) else { break }
                variables.declare(local.name, variable)
            }
        }
        handBack()
        return switch outcome {
        case .finished(let values): .values(values)
        case .failed(let error): .failed(error)
        case .deadlock(let report): .deadlock(report)
        case .stopped: .stopped
        case .exited(let code): .exited(code)
        }
    }

    /// Takes over the variables that a function uses, which gives their values in the same order.
    private func take(_ names: [String], from function: LuaFunction) {
        var values: [LuaValue]?
        for (position, name) in names.enumerated() {
            if let variable = function.variable(named: name) {
                variables.declare(name, variable)
                continue
            }
            // Lua has put the value of a constant in its place.
            let found = values ?? (try? function.call()) ?? []
            values = found
            if found.indices.contains(position),
                let variable = try? runner.lua.makeVariable(found[position])
            {
                variables.declare(name, variable)
            }
        }
    }

    /// Gives the variables of a script that stands still what the prompt has given them.
    private func handBack() {
        guard let breakpoint else { return }
        for local in breakpoint.locals {
            if let variable = variables[local.name] { breakpoint.set(local, to: variable.value) }
        }
    }
}
