/// What an optional parameter is when it is not given: a constant, as a literal.
public enum DefaultValue: Sendable, Hashable {
    /// True or false.
    case boolean(Bool)
    /// An integer.
    case integer(Int64)
    /// A float.
    case number(Double)
    /// Text.
    case string(String)

    /// Whether a parameter of `type` can be this.
    func fits(_ type: LuaType) -> Bool {
        switch (type, self) {
        case (.any, _), (.boolean, .boolean), (.integer, .integer), (.number, .integer),
            (.number, .number), (.string, .string):
            true
        case (.either(let types), _): types.contains(where: fits)
        case (.named(_, _, let type), _): fits(type)
        case (.oneOf(let choices), .string(let value)): choices.contains { $0.value == value }
        default: false
        }
    }
}

extension DefaultValue: CustomStringConvertible {
    /// The constant as Lua writes it.
    public var description: String {
        switch self {
        case .boolean(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): value.debugDescription
        }
    }
}

extension DefaultValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral
{
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(stringLiteral value: String) { self = .string(value) }
}

extension LuaStack {
    /// Stack: -0 +1
    func push(_ value: DefaultValue) {
        switch value {
        case .boolean(let value): push(value)
        case .integer(let value): push(value)
        case .number(let value): push(value)
        case .string(let value): push(value)
        }
    }
}
