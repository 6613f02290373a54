internal import Lua
internal import LuaSyntax
internal import Scripting

/// The line that is shown while the arguments of a call are typed.
struct ParameterHint {
    private let window: TokenWindow
    private let inference: Inference

    init(
        in reader: SourceReader, cursor: Int, _ reference: ScriptReference, _ scope: any LiveScope
    ) {
        window = TokenWindow(reader, cursor: cursor)
        inference = Inference(window, reference, scope)
    }

    /// The line; nil outside of calls that something is known of.
    var text: String? {
        if window.current?.isComment == true { return nil }
        return field ?? call
    }

    /// The field of a table whose value is typed.
    private var field: String? {
        let index = window.count
        guard window.isSymbol(index - 1, .assign), window.isName(index - 2),
            let bracket = window.bracket(around: index), window.isSymbol(bracket, .leftBrace),
            let entry = inference.expectation(at: index)?.entry, entry.kind == .field
        else { return nil }
        let type = entry.types.first.map(Self.shortened) ?? "any"
        return "«\(entry.name)\(entry.isOptional ? "?" : ""): \(type)»" + Self.remark(entry.doc)
    }

    private var call: String? {
        if window.current?.kind == .string, window.endsOperand(window.count - 1) {
            // The string is the only argument.
            return inference.operand(endingAt: window.count - 1)
                .flatMap { line(of: $0, named: lastName, position: 1, takesTable: false) }
        }
        guard let place = inference.call(around: window.count) else { return nil }
        let argument = window.tokens.indices.contains(place.opener)
        let takesTable =
            argument && window.isSymbol(place.opener, .leftBrace)
            || window.bracket(around: window.count) != place.opener
        return line(
            of: place.callee, named: place.text, position: place.position, takesTable: takesTable)
    }

    private var lastName: String {
        let last = window.count - 1
        return window.isName(last) ? window.text(last) : ""
    }

    private func line(
        of callee: Known, named name: String, position: Int, takesTable: Bool
    ) -> String? {
        if let entry = callee.entry, entry.kind != .field {
            return line(of: entry, position: position, takesTable: takesTable)
        }
        let parameters: [String]
        if let function = inference.standardFunction(callee) {
            return Self.line(of: function, named: name, position)
        } else if let function = callee.function {
            parameters = names(ofParametersOf: function)
        } else if case .luaFunction(let names)? = callee.live {
            parameters = names
        } else if let callback = callee.type?.callback {
            return Self.line(name, callback.parameters, position, callback.returns, doc: "")
        } else {
            return nil
        }
        return "\(name)(\(Self.marked(parameters, position)))"
    }

    private static func line(
        of function: StandardLibrary.Function, named name: String, _ position: Int
    ) -> String {
        // Of a string's method the string itself is the first.
        let isMethod = name.contains(":")
        let parameters = marked(Array(function.parameters.dropFirst(isMethod ? 1 : 0)), position)
        return "\(function.title)(\(parameters))"
            + (function.results.isEmpty ? "" : ": \(function.results)") + remark(function.doc)
    }

    private static func marked(_ parameters: [String], _ position: Int) -> String {
        parameters.enumerated().map { index, name in
            isCurrent(index, of: parameters.count, position, isVariadic: name == "...")
                ? "«\(name)»" : name
        }.joined(separator: ", ")
    }

    private func line(of entry: ReferenceEntry, position: Int, takesTable: Bool) -> String {
        let form = entry.forms.first { form in
            guard form.indices.contains(position - 1) else { return false }
            return !takesTable || Self.takesTable(form[position - 1].type)
        }
        let fitting = entry.forms.first { $0.count >= position || $0.last?.type == .variadic }
        return Self.line(
            entry.title, form ?? fitting ?? entry.forms.first ?? [], position, entry.types,
            doc: entry.doc)
    }

    private func names(ofParametersOf function: Int) -> [String] {
        var at = function + 1
        while at < window.count, !window.isSymbol(at, .leftParenthesis) { at += 1 }
        guard at < window.count else { return [] }
        let end = window.closers[at] ?? window.count
        return (at + 1..<max(at + 1, end)).filter { !window.isSymbol($0, .comma) }
            .map(window.text)
    }

    /// The whole line of a call.
    private static func line(
        _ title: String, _ parameters: [Parameter], _ position: Int, _ results: [LuaType],
        doc: String
    ) -> String {
        var current: Parameter?
        let texts = parameters.enumerated().map { index, parameter in
            let isVariadic = parameter.type == .variadic
            let mark = parameter.isOptional ? "?" : ""
            let text =
                isVariadic ? "..." : "\(parameter.name)\(mark): \(shortened(parameter.type))"
            guard isCurrent(index, of: parameters.count, position, isVariadic: isVariadic) else {
                return text
            }
            current = parameter
            return "«\(text)»"
        }
        let types = results.map(shortened).joined(separator: ", ")
        let call = "\(title)(\(texts.joined(separator: ", ")))"
        let known = current.map(\.doc) ?? ""
        return call + (types.isEmpty ? "" : ": \(types)") + remark(known.isEmpty ? doc : known)
    }

    private static func isCurrent(
        _ index: Int, of count: Int, _ position: Int, isVariadic: Bool
    ) -> Bool {
        index == position - 1 || isVariadic && index == count - 1 && position > count
    }

    private static func remark(_ doc: String) -> String { doc.isEmpty ? "" : "  \(doc)" }

    private static func takesTable(_ type: LuaType) -> Bool {
        type.alternatives.contains { type in
            switch type {
            case .record, .list, .map, .table, .any: true
            default: false
            }
        }
    }

    /// A type in annotation form, or its kind in a word where that is long.
    static func shortened(_ type: LuaType) -> String {
        let annotation = type.annotation
        return annotation.count <= 48 ? annotation : type.text
    }

    /// The parameters of a call as signatures have them.
    static func parameterNames(_ form: [Parameter]) -> String {
        form.map { $0.type == .variadic ? "..." : $0.name + ($0.isOptional ? "?" : "") }
            .joined(separator: ", ")
    }
}
