internal import LineEditor
internal import Lua
internal import LuaSyntax
internal import Scripting

extension CompletionPlace {
    /// What the string at the cursor may be.
    func strings() -> Found? {
        guard let current = window.current, !current.isContinuation else { return nil }
        let start = current.range.lowerBound + 1
        let typed = String(decoding: window.reader.bytes[start..<window.cursor], as: UTF8.self)
        let quote = String(decoding: window.reader.bytes[start - 1..<start], as: UTF8.self)
        let isClosed = current.condition == .whole
        // The string is the value that begins after the tokens before it.
        let candidates = values(ofStringAt: window.count).map { candidate in
            Completions.Candidate(
                candidate.text + (isClosed ? "" : quote), label: candidate.label,
                detail: candidate.detail)
        }
        return Found(prefix: typed, start: start, candidates: candidates)
    }

    private func values(ofStringAt index: Int) -> [Completions.Candidate] {
        // The string itself is no token of the window, so that a call by it is looked for first.
        if window.endsOperand(index - 1), let callee = inference.operand(endingAt: index - 1) {
            if callee.path == [.name("require")] {
                return scope.modules.map { Completions.Candidate($0, detail: "module") }
            }
            guard let expected = inference.directExpectation(of: callee) else { return [] }
            return values(for: expected)
        }
        if window.isSymbol(index - 1, .leftParenthesis),
            inference.operand(endingAt: index - 2)?.path == [.name("require")]
        {
            return scope.modules.map { Completions.Candidate($0, detail: "module") }
        }
        return inference.expectation(at: index).map(values) ?? []
    }

    private func values(for expected: Expectation) -> [Completions.Candidate] {
        let type = expected.type.present
        var candidates = reference.choices(of: type).map {
            Completions.Candidate($0.value, detail: $0.doc)
        }
        let name = expected.name.lowercased()
        if takesUser(type) || name == "claims" || name.hasSuffix("xuid") || name == "xuids" {
            candidates += scope.users.map {
                Completions.Candidate($0.xuid, detail: $0.gamertag ?? "a user in play")
            }
        }
        if name == "template" || name == "templatename" {
            candidates += scope.templates.map {
                Completions.Candidate($0, detail: "a session template")
            }
        }
        if let entry = expected.entry, expected.name == "name",
            ["service:reference", "title:reference", "reference_names.name"].contains(entry.title)
        {
            candidates += scope.sessionNames.map {
                Completions.Candidate($0, detail: "a session")
            }
        }
        if let entry = expected.entry, expected.name == "name",
            entry.title == "request:set" || entry.title == "request:constant"
        {
            candidates += scope.customNames.map {
                Completions.Candidate($0, detail: "a custom property")
            }
        }
        return candidates
    }

    /// Whether a user or the id of one will do, or a list of them.
    private func takesUser(_ type: LuaType) -> Bool {
        let types = type.alternatives.flatMap { type in
            if case .list(let element) = type { element.alternatives } else { [type] }
        }
        return types.contains(.object("user")) && types.contains(.string)
    }
}

extension Inference {
    /// What a function asks for that a string or a table directly follows.
    func directExpectation(of callee: Known) -> Expectation? {
        guard let entry = callee.entry, entry.kind != .field else { return nil }
        let parameters = entry.parameters(at: 1)
        guard let first = parameters.first else { return nil }
        let types = parameters.map(\.type)
        return Expectation(
            type: types.count == 1 ? first.type : .either(types), name: first.name, entry: entry)
    }
}
