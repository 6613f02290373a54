internal import LineEditor
internal import Lua
internal import LuaSyntax
internal import Scripting

extension CompletionPlace {
    /// What the value before the point or colon has.
    func members(isMethod: Bool) -> [Completions.Candidate] {
        guard let known = inference.operand(endingAt: window.count - 2) else { return [] }
        // What does not go with the word is left out before anything is written about it.
        let ranking = Ranking(prefix: window.word)
        let declared = (known.type.map { reference.members(of: $0.present) } ?? [])
            .filter { ranking.takes($0.name) }
        let suiting = declared.filter { ($0.kind == .method) == isMethod }
        var candidates = suiting.map(Self.candidate)
        candidates += liveMembers(of: known, isMethod: isMethod)
        guard !isMethod else { return candidates + stringMethods(of: known) }
        if let constructor = known.constructor {
            candidates += inference.fields(of: constructor).map {
                Completions.Candidate($0.name, detail: typeName(at: $0.value))
            }
        }
        if known.entry?.name == "custom", known.entry?.owner == "bag" {
            candidates += scope.customNames.map {
                Completions.Candidate($0, detail: "a custom property")
            }
        }
        // `pcall(stacy.create, …)` names a method with a point.
        return candidates
            + declared.filter { $0.kind == .method }.map(Self.candidate)
            .filter { _ in isNamedAlone(candidates) }
    }

    /// Whether nothing of what is there goes with what was typed.
    private func isNamedAlone(_ candidates: [Completions.Candidate]) -> Bool {
        !window.word.isEmpty && Ranking(prefix: window.word).sorted(candidates).isEmpty
    }

    private func typeName(at index: Int) -> String {
        let known = inference.expression(at: index, 0).first
        return known.function != nil ? "function" : known.type?.annotation ?? ""
    }

    /// What a table has at this moment.
    private func liveMembers(of known: Known, isMethod: Bool) -> [Completions.Candidate] {
        guard case .table(let fields)? = known.live else { return [] }
        let path = known.path ?? []
        let ranking = Ranking(prefix: window.word)
        return fields.filter { !isMethod || $0.type == "function" }
            .filter { ranking.takes($0.name) && Self.isIdentifier($0.name) }
            .map { field in
                let title = (path + [.name(field.name)]).compactMap { key in
                    if case .name(let name) = key { name } else { nil }
                }.joined(separator: ".")
                return candidate(field, title: title)
            }
    }

    /// The functions of Lua's string library are the methods of strings.
    private func stringMethods(of known: Known) -> [Completions.Candidate] {
        guard known.isString, case .table(let fields)? = scope.value(at: [.name("string")]) else {
            return []
        }
        return fields.map { candidate($0, title: "string." + $0.name) }
    }

    /// A key of a table, with what is known of what is found there.
    private func candidate(_ field: LiveField, title: String) -> Completions.Candidate {
        if let entry = inference.globalEntry(title) { return Self.candidate(entry) }
        guard field.type == "function", let function = StandardLibrary.function(title) else {
            return Completions.Candidate(field.name, detail: field.type)
        }
        return Completions.Candidate(field.name, detail: Self.detail(of: function))
    }

    /// The parameters, the results and the line of documentation.
    static func detail(of function: StandardLibrary.Function) -> String {
        "\(function.signature.dropFirst(function.title.count))  \(function.doc)"
    }

    static func candidate(_ entry: ReferenceEntry) -> Completions.Candidate {
        Completions.Candidate(entry.name, detail: detail(of: entry))
    }

    /// The type and the line of documentation of an entry.
    static func detail(of entry: ReferenceEntry) -> String {
        let types = entry.types.map(ParameterHint.shortened).joined(separator: ", ")
        guard entry.kind == .field else {
            let call = ParameterHint.parameterNames(entry.forms.first ?? [])
            return "(\(call))\(types.isEmpty ? "" : ": ")\(types)  \(entry.doc)"
        }
        let isMarked = entry.isOptional && !types.hasSuffix("?")
        return "\(types)\(isMarked ? "?" : "")  \(entry.doc)"
    }

    /// Whether a key can stand after a point.
    static func isIdentifier(_ text: String) -> Bool {
        let isWord = text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || byte < 0x80 && UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
        return isWord && text.first?.isNumber == false && Keyword(rawValue: text) == nil
    }
}
