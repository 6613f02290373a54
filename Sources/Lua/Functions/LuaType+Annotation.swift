// Types as text, in the form of the annotations that editors read in Lua files.

extension LuaType {
    /// Reads a type in annotation form; nil when the text is none.
    ///
    /// | Form | Means |
    /// | --- | --- |
    /// | `any` `boolean` `integer` `number` `string` `table` `function` `null` `nil` | itself |
    /// | `session` | an object of this class, or a type of this name |
    /// | `"open"` | this string |
    /// | `T[]` | a list |
    /// | `table<K, V>` | a map |
    /// | `T?` | the same as `T\|nil` |
    /// | `A\|B` | one or the other |
    /// | `fun(a: A, b?: B): R` | a function |
    /// | `...` | any number of values |
    public init?(annotation text: String) {
        var reader = AnnotationReader(text)
        guard let type = reader.union(), reader.isAtEnd else { return nil }
        self = type
    }

    /// Reads types in annotation form, separated by commas; nil when the text is not that.
    public static func list(annotation text: String) -> [LuaType]? {
        var reader = AnnotationReader(text)
        guard !reader.isAtEnd else { return [] }
        guard let types = reader.unions(), reader.isAtEnd else { return nil }
        return types
    }

    /// The type in annotation form.
    public var annotation: String { annotation { $0 } }

    /// The type in annotation form, with names of classes, named types and `null` as `naming` has
    /// them.
    ///
    /// - Parameter naming: gives the name to write for a declared one.
    public func annotation(naming: (String) -> String) -> String {
        switch self {
        case .any: "any"
        case .boolean, .integer, .number, .string, .table, .function, .variadic, .nil: text
        case .null: naming("null")
        case .object(let name), .named(let name, _, _): naming(name)
        case .oneOf(let choices):
            choices.map(\.value.debugDescription).joined(separator: "|")
        case .list(let type): type.enclosed(naming) + "[]"
        case .map(let key, let value):
            "table<\(key.annotation(naming: naming)), \(value.annotation(naming: naming))>"
        case .record(let fields):
            "{ "
                + fields.map { field in
                    let type = field.type.enclosed(naming)
                    return "\(field.name): \(type)\(field.isOptional ? "?" : "")"
                }.joined(separator: ", ") + " }"
        case .callback(let parameters, let returns):
            "fun(\(Self.text(parameters, naming)))"
                + (Self.list(annotation: returns) ?? []).enumerated().map { position, type in
                    (position == 0 ? ": " : ", ") + type.annotation(naming: naming)
                }.joined()
        case .either(let types):
            Self.text(either: types, naming)
        }
    }

    private static func text(
        _ parameters: [Parameter], _ naming: (String) -> String
    ) -> String {
        parameters.map { parameter in
            guard parameter.type != .variadic else { return "..." }
            let mark = parameter.isOptional ? "?" : ""
            return "\(parameter.name)\(mark): \(parameter.type.annotation(naming: naming))"
        }.joined(separator: ", ")
    }

    private static func text(either types: [LuaType], _ naming: (String) -> String) -> String {
        let others = types.filter { $0 != .nil }
        let isOptional = others.count < types.count
        guard others.count == 1, isOptional else {
            return types.map { type in
                if case .callback = type { return "(\(type.annotation(naming: naming)))" }
                return type.annotation(naming: naming)
            }.joined(separator: "|")
        }
        return others[0].enclosed(naming) + "?"
    }

    /// The text, in parentheses where something follows that would belong to its last part alone.
    private func enclosed(_ naming: (String) -> String) -> String {
        let text = annotation(naming: naming)
        return switch self {
        case .either, .callback: "(\(text))"
        case .oneOf(let choices) where choices.count > 1: "(\(text))"
        default: text
        }
    }
}

/// Reads the annotation form, by descent.
private struct AnnotationReader {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
        skipSpace()
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func unions() -> [LuaType]? {
        var types: [LuaType] = []
        repeat {
            guard let type = union() else { return nil }
            types.append(type)
        } while take(",")
        return types
    }

    mutating func union() -> LuaType? {
        var types: [LuaType] = []
        repeat {
            guard let type = postfixed() else { return nil }
            switch (types.last, type) {
            case (.oneOf(let earlier), .oneOf(let choices)):
                types[types.count - 1] = .oneOf(earlier + choices)
            default: types.append(type)
            }
        } while take("|")
        return types.count == 1 ? types[0] : .either(types)
    }

    private mutating func postfixed() -> LuaType? {
        guard var type = primary() else { return nil }
        while true {
            if take("[]") {
                type = .list(type)
            } else if take("?") {
                if case .either(let types) = type {
                    type = .either(types + [.nil])
                } else {
                    type = .either([type, .nil])
                }
            } else {
                return type
            }
        }
    }

    private mutating func primary() -> LuaType? {
        if take("...") { return .variadic }
        if take("(") {
            guard let type = union(), take(")") else { return nil }
            return type
        }
        if rest.first == "\"" { return literal() }
        let name = takeName()
        switch name {
        case "": return nil
        case "any": return .any
        case "boolean": return .boolean
        case "integer": return .integer
        case "number": return .number
        case "string": return .string
        case "function": return .function
        case "null": return .null
        case "nil": return .nil
        case "table":
            guard take("<") else { return .table }
            guard let key = union(), take(","), let value = union(), take(">") else { return nil }
            return .map(key, value)
        case "fun" where rest.first == "(": return callback()
        default: return .object(String(name))
        }
    }

    private mutating func literal() -> LuaType? {
        let text = rest.dropFirst().prefix { $0 != "\"" }
        rest = rest.dropFirst(text.count + 1)
        guard take("\"") else { return nil }
        return .oneOf([LuaChoice(String(text))])
    }

    private mutating func callback() -> LuaType? {
        _ = take("(")
        var parameters: [Parameter] = []
        while !take(")") {
            guard parameters.isEmpty || take(",") else { return nil }
            if take("...") {
                parameters.append(Parameter("arguments", .variadic))
                continue
            }
            let name = String(takeName())
            let isOptional = take("?")
            guard !name.isEmpty, take(":"), let type = union() else { return nil }
            parameters.append(isOptional ? .optional(name, type) : Parameter(name, type))
        }
        guard take(":") else { return .callback(parameters, returns: "") }
        // More results than one belong to the function, not to what it stands in.
        guard let types = unions() else { return nil }
        let returns = types.map(\.annotation).joined(separator: ", ")
        return .callback(parameters, returns: returns)
    }

    private mutating func takeName() -> Substring {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard name.first?.isNumber != true else { return "" }
        rest = rest.dropFirst(name.count)
        skipSpace()
        return name
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        skipSpace()
        return true
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " } }
}
