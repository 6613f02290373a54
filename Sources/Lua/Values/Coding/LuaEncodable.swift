/// An `Encodable` type that passes to Lua in the form that its coding gives it.
public protocol LuaEncodable: LuaPushable, Encodable {}

/// A `Decodable` type that is read from Lua in the form that its coding expects.
public protocol LuaDecodable: LuaReadable, Decodable {}

/// A `Codable` type that passes between Swift and Lua in the form of its coding.
public typealias LuaCodable = LuaEncodable & LuaDecodable

extension LuaEncodable {
    /// Pushes what the type's coding makes of the value; see ``LuaEncoder``.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        try LuaEncoder().push(self, on: stack)
    }
}

extension LuaDecodable {
    /// `table`
    public static var luaTypeName: String { "table" }

    /// Reads what the type's coding expects; see ``LuaDecoder``.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Self {
        try LuaDecoder().read(Self.self, from: stack, at: index)
    }
}

extension LuaEncodable where Self: RawRepresentable, RawValue: LuaPushable {
    /// Pushes the raw value.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        try rawValue.push(on: stack)
    }
}

extension LuaDecodable where Self: RawRepresentable, RawValue: LuaReadable {
    /// What the raw value is called.
    public static var luaTypeName: String { RawValue.luaTypeName }

    /// Reads a raw value, which must be one of this type's.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Self {
        try readRawValue(from: stack, at: index)
    }
}

/// A key that knows its step: Lua counts elements from 1, and Swift's coding from 0.
struct StepKey: CodingKey {
    let step: LuaConversionError.Step

    init(_ step: LuaConversionError.Step) { self.step = step }
    init?(stringValue: String) { step = .name(stringValue) }
    init?(intValue: Int) { step = .element(intValue + 1) }

    /// The key under which a type puts what its superclass encodes.
    static let superclass = StepKey(.name("super"))

    var stringValue: String {
        switch step {
        case .name(let name): name
        case .element(let position), .result(let position), .argument(let position): "\(position)"
        }
    }

    var intValue: Int? {
        guard case .element(let position) = step else { return nil }
        return position - 1
    }
}

extension LuaConversionError {
    /// Makes an error, at `path` unless it tells its own place, of what a type's coding threw.
    init(_ error: any Error, path: [any CodingKey]) {
        switch error {
        case let error as LuaConversionError:
            self = error
        case EncodingError.invalidValue(_, let context):
            self.init(
                .custom(LuaFault(context.debugDescription)), path: Self.steps(context.codingPath))
        case DecodingError.dataCorrupted(let context):
            self.init(
                .custom(LuaFault(context.debugDescription)), path: Self.steps(context.codingPath))
        default:
            self.init(.custom(error), path: Self.steps(path))
        }
    }

    /// The same error, seen from the value that `path` begins at.
    func inside(_ path: [any CodingKey]) -> LuaConversionError {
        LuaConversionError(reason, path: Self.steps(path) + self.path)
    }

    static func steps(_ path: [any CodingKey]) -> [Step] {
        path.map { ($0 as? StepKey)?.step ?? .name($0.stringValue) }
    }
}
