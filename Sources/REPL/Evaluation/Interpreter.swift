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
    }

    /// Evaluates where a script stands still, with its variables.
    public init(at breakpoint: Breakpoint) throws(LuaError) {
        runner = breakpoint.runner
        self.breakpoint = breakpoint
        if let function = breakpoint.function {
            for name in function.variableNames where name != "_ENV" {
                if let variable = function.variable(named: name) {
                    variables.declare(name, variable)
                }
            }
        }
        for local in breakpoint.locals {
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
        var reader = SourceReader(Self.readable(text))
        let outline = ChunkOutline(of: reader)
        let source = String(decoding: reader.bytes, as: UTF8.self)
        let expression = "return " + source
        let blank = String(repeating: "\n", count: line - 1)
        do throws(LuaError) {
            if (try? runner.lua.load(blank + expression, name: name)) != nil {
                let chunk = ComposedChunk(
                    expression[...], outline, of: variables, line: line, keeps: false)
                return run(try function(of: chunk, name), outline)
            }
            // By itself, so that the error is about what was typed and nothing else.
            _ = try runner.lua.load(blank + source, name: name)
            return run(try statement(source, outline, name, line), outline)
        } catch {
            guard error.kind == .syntax else { return .failed(error) }
            let offset = reader.firstUnexpectedToken()?.range.lowerBound
            return .unreadable(error, offset: offset)
        }
    }

    /// What a name stands for: a variable of the prompt, or a global one, without metamethods.
    func value(of name: String) -> LuaValue {
        if let variable = variables[name] { return variable.value }
        let stack = runner.lua.stack
        guard stack.reserve(8) else { return .nil }
        stack.push(.table(runner.lua.globals))
        defer { stack.pop(2) }
        stack.pushField(name, of: -1)
        return stack.value(at: -1)
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

    private func statement(
        _ source: String, _ outline: ChunkOutline, _ name: String, _ line: Int
    ) throws(LuaError) -> Prepared {
        let keeping = ComposedChunk(
            source[...], outline, of: variables, line: line, keeps: true)
        // What follows a label may not be in the scope of variables that are declared after a jump
        // to it; then they end with the statement.
        if keeping.keeps, let prepared = try? function(of: keeping, name) { return prepared }
        let chunk = ComposedChunk(
            source[...], outline, of: variables, line: line, keeps: false)
        return try function(of: chunk, name)
    }

    private func function(of chunk: ComposedChunk, _ name: String) throws(LuaError) -> Prepared {
        let results = try runner.lua.load(chunk.text, name: name).call()
        guard case .function(let function)? = results.first else {
            preconditionFailure("a composed chunk returns a function")
        }
        for name in chunk.uses {
            if let variable = variables[name] { function.use(variable, as: name) }
        }
        let handover = chunk.keeps ? function.variable(named: ComposedChunk.handover) : nil
        return Prepared(function: function, handover: handover)
    }

    private func run(_ prepared: Prepared, _ outline: ChunkOutline) -> Outcome {
        let outcome = runner.run(prepared.function) { [self] thread in
            rescue(outline.locals, from: thread)
        }
        if case .function(let users)? = prepared.handover?.value {
            take(outline.locals, from: users)
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

    /// Keeps what the local variables of a statement held when it failed.
    private func rescue(_ names: [String], from thread: LuaThread) {
        guard !names.isEmpty, let level = thread.outermostLevel else { return }
        for local in thread.locals(atLevel: level) where names.contains(local.name) {
            guard let variable = try? runner.lua.makeVariable(local.value) else { return }
            variables.declare(local.name, variable)
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
