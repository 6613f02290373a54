internal import Lua
internal import LuaSyntax
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
        /// Whether it can stand by itself in a script, as calls can.
        let isStatement: Bool
        /// Whether it gave a value, which could be named `_` from then on.
        let gaveValue: Bool
        /// The names that it mentions.
        let names: Set<String>
        /// Whether nothing may follow it in a chunk.
        let endsInReturn: Bool
        let result: Result
    }

    /// How a statement ended.
    enum Result {
        /// It ran; `checks` is what can be asserted of it.
        case done(checks: [Check])
        /// It raised an error.
        case failed(message: String, expected: String?)
        /// It was no Lua, was stopped, or waited for ever.
        case nothing
    }

    /// Something that was so after a statement.
    struct Check {
        /// The variable that holds it; nil for the value of the expression itself.
        let name: String?
        /// What it was, as a table or value of Lua; see ``ExpectedText``.
        let expected: String
    }

    private(set) var entries: [Entry] = []
    var count: Int { entries.count }

    mutating func add(_ entry: Entry) { entries.append(entry) }

    /// Forgets all but the first `count` entries.
    mutating func goBack(to count: Int) { entries.removeLast(max(0, entries.count - count)) }
}

extension Transcript.Entry {
    /// Takes note of a statement that has just ended.
    init(
        text: String, outcome: Interpreter.Outcome, in interpreter: Interpreter, number: Int?
    ) {
        self.text = text.trimmed
        self.number = number
        let runner = interpreter.runner
        let reader = SourceReader(text)
        let outline = ChunkOutline(of: reader)
        names = outline.names
        endsInReturn = outline.finalReturn != nil
        isExpression = (try? runner.lua.load("return " + text, name: "expression")) != nil
        isStatement = (try? runner.lua.load(text, name: "statement")) != nil
        if case .values(let values) = outcome, case .some(let value) = values.first {
            if case .nil = value { gaveValue = false } else { gaveValue = isExpression }
        } else {
            gaveValue = false
        }
        let expectation = ExpectedText(runner)
        switch outcome {
        case .values(let values) where isExpression:
            let expected = values.first.flatMap(expectation.text)
            result = .done(checks: expected.map { [.init(name: nil, expected: $0)] } ?? [])
        case .values:
            let checks = Self.assignedNames(in: reader).compactMap { name -> Transcript.Check? in
                let value = interpreter.value(of: name)
                return expectation.text(of: value).map { .init(name: name, expected: $0) }
            }
            result = .done(checks: checks)
        case .failed(let error):
            result = .failed(message: error.message, expected: expectation.text(of: error))
        case .unreadable, .deadlock, .stopped, .exited: result = .nothing
        }
    }

    /// The variables that a statement begins by declaring or setting: `local a, b =` and `a, b =`.
    private static func assignedNames(in reader: SourceReader) -> [String] {
        var tokens = reader.tokens.filter { !$0.isComment }[...]
        if tokens.first?.is(.local) == true { tokens = tokens.dropFirst() }
        var names: [String] = []
        while let name = tokens.popFirst(), name.kind == .name {
            names.append(reader.text(of: name))
            guard let next = tokens.popFirst() else { return [] }
            if next.is(.assign) { return names }
            guard next.is(.comma) else { return [] }
        }
        return []
    }
}
