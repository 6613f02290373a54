/// What a parameter takes, a field holds or a call gives.
public indirect enum LuaType: Sendable, Hashable {
    /// Any value, nil among them.
    case any
    /// True or false.
    case boolean
    /// An integer, or a float with an integral value.
    case integer
    /// An integer or a float.
    case number
    /// A string, of any bytes.
    case string
    /// A table.
    case table
    /// A function, of Lua or declared in Swift.
    case function
    /// An object of a class declared in Swift, by the class's name; one that is closed will not do.
    case object(String)
    /// A value of one of several types.
    case either([LuaType])
    /// Any further arguments or results.
    case variadic
    /// A pointer that stands for null.
    case null
    /// Nil.
    case `nil`
    /// One of several strings.
    case oneOf([LuaChoice])
    /// A table with the keys 1 to n, each value of one type.
    case list(LuaType)
    /// A table with any number of keys of the first type, each value of the second.
    case map(LuaType, LuaType)
    /// A table with named fields and no others.
    case record([Parameter])
    /// A function that is called with these arguments and gives results in annotation form.
    case callback([Parameter], returns: String)
    /// A type with a name of its own in the documentation, and a line that says what it is.
    case named(String, doc: String, LuaType)

    /// The type as messages name it.
    public var text: String {
        switch self {
        case .any: "value"
        case .variadic: "..."
        case .null: "null"
        case .nil: "nil"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string, .oneOf: "string"
        case .table, .map, .record: "table"
        case .list: "list"
        case .function, .callback: "function"
        case .object(let name): name
        case .named(_, _, let type): type.text
        case .either(let types):
            types.map(\.text).reduce(into: [String]()) { texts, text in
                if !texts.contains(text) { texts.append(text) }
            }.joined(separator: " or ")
        }
    }
}

/// One of the strings of ``LuaType/oneOf(_:)``.
public struct LuaChoice: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The string.
    public let value: String
    /// What it means, as a line of text; empty when it says enough itself.
    public let doc: String

    /// Declares a choice.
    public init(_ value: String, doc: String = "") {
        self.value = value
        self.doc = doc
    }

    /// Declares a choice that says enough itself.
    public init(stringLiteral value: String) { self.init(value) }
}
