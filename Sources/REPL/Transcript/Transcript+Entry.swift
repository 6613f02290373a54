internal import Lua
internal import LuaSyntax
internal import Scripting

extension Transcript {
    /// One statement.
    struct Entry {
        /// What was entered, without what only a prompt understands.
        let text: String
        let origin: Origin
        /// The statements that stand before ``expression``; empty for an expression by itself.
        let statements: String
        /// The expression, or list of them, whose values were shown; nil without one.
        let expression: String?
        /// Whether ``expression`` can stand by itself in a script, as calls can.
        let isCall: Bool
        /// Whether ``expression`` is a list of several.
        let isList: Bool
        /// Whether it gave a value, which could be named `_` from then on.
        let gaveValue: Bool
        /// Whether that value is a table, of which `print` would show nothing.
        let gaveTable: Bool
        /// Whether something came of it in the directory, or of the clock.
        let acted: Bool
        /// The names that it mentions.
        let names: Set<String>
        /// The variables that it declares, or begins by setting.
        let declared: [String]
        /// Whether it returns from the middle of a block, as a script must not.
        let returnsEarly: Bool
        let result: Result

        /// Whether it calls commands, which there are only at a prompt.
        let callsCommands: Bool
    }
}

extension Transcript.Entry {
    /// Takes note of a statement that has just ended.
    init(
        text: String, origin: Transcript.Origin, outcome: Interpreter.Outcome, acted: Bool,
        in interpreter: Interpreter
    ) {
        let text = Self.plain(text)
        self.text = text
        self.origin = origin
        self.acted = acted
        let lua = interpreter.runner.lua
        let reader = SourceReader(text)
        let outline = ChunkOutline(of: reader)
        names = outline.names
        returnsEarly = Self.returnsEarly(reader)
        callsCommands = names.contains("prompt") && interpreter.variables["prompt"] == nil
        let parts = Self.parts(of: text, outline.finalReturn, lua)
        statements = parts.statements
        expression = parts.expression
        isCall = parts.expression.map { (try? lua.load($0, name: "call")) != nil } ?? false
        isList = parts.expression.map { Self.isList(SourceReader($0)) } ?? false
        let assigned = Self.assignedNames(in: reader)
        declared = outline.locals + assigned.filter { !outline.locals.contains($0) }
        var values: [LuaValue] = []
        if case .values(let found) = outcome { values = found }
        gaveValue =
            switch values.first {
            case nil, .nil?: false
            default: parts.expression != nil
            }
        if case .table? = values.first { gaveTable = !isList } else { gaveTable = false }
        let expectation = ExpectedText(interpreter.runner)
        switch outcome {
        case .values:
            var checks = assigned.compactMap { name -> Transcript.Check? in
                let value = interpreter.value(of: name)
                return expectation.text(of: value).map { .init(name: name, expected: $0) }
            }
            if parts.expression != nil, let text = values.first.flatMap(expectation.text) {
                checks.append(.init(name: nil, expected: text))
            }
            result = .done(checks: checks)
        case .failed(let error):
            result = .failed(message: error.message, expected: expectation.text(of: error))
        case .unreadable, .deadlock, .stopped, .exited: result = .nothing
        }
    }

    /// The text without a first line that is for the system, and without the `=` of older prompts.
    private static func plain(_ text: String) -> String {
        let text = text.trimmed
        if text.hasPrefix("#!") { return String(text.drop { $0 != "\n" }).trimmed }
        return text.hasPrefix("=") ? String(text.dropFirst()).trimmed : text
    }

    /// What a text does, and what it gives.
    private static func parts(
        of text: String, _ finalReturn: Int?, _ lua: LuaState
    ) -> (statements: String, expression: String?) {
        if !text.isEmpty, (try? lua.load("return " + text, name: "expression")) != nil {
            // A text without any token is none.
            return expression(text).map { ("", $0) } ?? (text, nil)
        }
        guard let finalReturn else { return (text, nil) }
        let place = text.utf8.index(text.utf8.startIndex, offsetBy: finalReturn)
        let given = String(text[place...].dropFirst("return".count))
        return (String(text[..<place]).trimmed, expression(given))
    }

    /// A text up to its last token, without a semicolon after it; nil without any token.
    private static func expression(_ text: String) -> String? {
        let reader = SourceReader(text)
        var tokens = reader.tokens.filter { !$0.isComment }[...]
        if tokens.last?.is(.semicolon) == true { tokens.removeLast() }
        guard let end = tokens.last?.range.upperBound else { return nil }
        return String(decoding: reader.bytes[..<end], as: UTF8.self).trimmed
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

    /// Whether there is a comma outside of all brackets and blocks.
    private static func isList(_ reader: SourceReader) -> Bool {
        var depth = 0
        for token in reader.tokens {
            switch token.kind {
            case .symbol(.leftParenthesis), .symbol(.leftBrace), .symbol(.leftBracket),
                .keyword(.function), .keyword(.if), .keyword(.do), .keyword(.repeat):
                depth += 1
            case .symbol(.rightParenthesis), .symbol(.rightBrace), .symbol(.rightBracket),
                .keyword(.end), .keyword(.until):
                depth -= 1
            case .symbol(.comma) where depth == 0: return true
            default: break
            }
        }
        return false
    }

    /// Whether a `return` stands in a block that belongs to no function.
    private static func returnsEarly(_ reader: SourceReader) -> Bool {
        var blocks: [Keyword] = []
        for token in reader.tokens {
            guard case .keyword(let keyword) = token.kind else { continue }
            switch keyword {
            case .function, .if, .do, .repeat: blocks.append(keyword)
            case .end, .until: _ = blocks.popLast()
            case .return where !blocks.isEmpty && !blocks.contains(.function): return true
            default: break
            }
        }
        return false
    }
}
