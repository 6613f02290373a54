internal import LineEditor
internal import Lua
internal import LuaSyntax
internal import Scripting

extension CompletionPlace {
    /// The fields that a table constructor here may have, those that it has already left out.
    func fields() -> [Completions.Candidate] {
        let index = window.count
        guard window.isSymbol(index - 1, .leftBrace, .comma, .semicolon),
            let bracket = window.bracket(around: index), window.isSymbol(bracket, .leftBrace),
            let expected = inference.expectation(at: bracket)
        else { return [] }
        let present = Set(inference.fields(of: bracket).map(\.name))
        let sign = window.following?.is(.assign) == true ? "" : " = "
        let declared = inference.record(expected.type.present, of: expected).map { entry in
            Completions.Candidate(
                entry.name + sign, label: entry.name, detail: Self.detail(of: entry))
        }
        let custom = (expected.name == "custom" ? scope.customNames : []).map { name in
            Completions.Candidate(name + sign, label: name, detail: "a custom property")
        }
        return (declared + custom).filter { !present.contains($0.label) }
    }

    /// The values that this place asks for, when they are known: strings, true and false.
    func values() -> [Completions.Candidate] {
        guard let expected = inference.expectation(at: window.count) else { return [] }
        let type = expected.type.present
        let choices = reference.choices(of: type).map { choice in
            Completions.Candidate(
                choice.value.debugDescription, detail: choice.doc)
        }
        let isBoolean = type.alternatives.contains(.boolean)
        return choices + (isBoolean ? ["true", "false"] : []).map { Completions.Candidate($0) }
    }

    /// Variables and keywords. Variables of the type that is asked for come first.
    func names() -> [Completions.Candidate] {
        let wanted = wantedClasses
        let local = inference.declarations.names(at: window.count)
        let isLocal = Set(local)
        let variables = local + scope.names.filter { !isLocal.contains($0) }
        var suiting: [Completions.Candidate] = []
        var others: [Completions.Candidate] = []
        let ranking = Ranking(prefix: window.word)
        for name in variables where ranking.takes(name) && Self.isIdentifier(name) {
            let known = inference.variable(name, at: window.count)
            let candidate = Completions.Candidate(name, detail: detail(of: known))
            if case .object(let name)? = known.type?.present, wanted.contains(name) {
                suiting.append(candidate)
            } else {
                others.append(candidate)
            }
        }
        let keywords = Keyword.allCases.map {
            Completions.Candidate($0.rawValue, detail: "keyword")
        }
        return suiting + others + (window.word.isEmpty ? [] : keywords)
    }

    /// The classes of objects that this place takes.
    private var wantedClasses: Set<String> {
        let types = inference.expectation(at: window.count)?.type.alternatives ?? []
        return Set(
            types.compactMap { type in
                if case .object(let name) = type { name } else { nil }
            })
    }

    /// What a variable is, in a line.
    private func detail(of known: Known) -> String {
        if let entry = known.entry { return Self.detail(of: entry) }
        if known.function != nil { return "function" }
        if let function = inference.standardFunction(known) { return Self.detail(of: function) }
        if case .luaFunction(let parameters)? = known.live {
            return "function(\(parameters.joined(separator: ", ")))"
        }
        guard let type = known.type else { return "" }
        if case .object(let name) = type.present, let group = reference.group(named: name) {
            return "\(ParameterHint.shortened(type))  \(group.doc)"
        }
        return ParameterHint.shortened(type)
    }
}
