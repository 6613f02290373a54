internal import Lua
internal import Scripting

/// What was entered in a conversation and what came of it, to be written down.
struct Transcript {
    /// One statement.
    struct Entry {
        let text: String
        /// Its number at the prompt; nil for what came of a command.
        let number: Int?
        /// Whether it is an expression, whose values were shown.
        let isExpression: Bool
        let result: Result
    }

    /// How a statement ended.
    enum Result {
        case values([LuaValue])
        case failed(LuaError)
        /// It was no Lua, or was stopped.
        case nothing
    }

    private(set) var entries: [Entry] = []
    var count: Int { entries.count }

    mutating func add(_ entry: Entry) { entries.append(entry) }

    /// Forgets all but the first `count` entries.
    mutating func goBack(to count: Int) { entries.removeLast(max(0, entries.count - count)) }
}

extension Transcript.Entry {
    init(
        text: String, outcome: Interpreter.Outcome, steps: [Chronicle.Step],
        in runner: InteractiveRunner, number: Int?
    ) {
        self.text = text
        self.number = number
        isExpression = (try? runner.lua.load("return " + text, name: "expression")) != nil
        switch outcome {
        case .values(let values): result = .values(values)
        case .failed(let error): result = .failed(error)
        default: result = .nothing
        }
    }
}

extension Transcript {
    /// A script that does the same.
    var script: String { "" }
    /// A script that does the same and asserts that the same comes of it.
    var test: String { "" }
}
