/// A Swift value that can be given to Lua.
///
/// A type of your own conforms in one of three ways: by `RawRepresentable` with a raw value that
/// conforms, by ``LuaEncodable`` with the `Encodable` form it has, or by pushing itself.
public protocol LuaPushable {
    /// Pushes the value. Stack: -0 +1 (+0 when it throws)
    ///
    /// The caller has made room for a handful of values on the stack.
    func push(on stack: LuaStack) throws(LuaConversionError)
}

/// A Swift value that can be made from a Lua value.
public protocol LuaReadable {
    /// What messages call the Lua values that will do, such as `integer`.
    static var luaTypeName: String { get }

    /// Reads the value at `index`, which is counted from the bottom and may be past the top: that
    /// is where arguments and results that were not given lie. Stack: +0
    static func read(from stack: LuaStack, at index: Int) throws(LuaConversionError) -> Self
}

/// A type that can be the key of a dictionary: text, bytes or integers.
public protocol LuaKey: LuaPushable, LuaReadable, Hashable {}

extension LuaReadable {
    /// The error of a value that is of another type.
    public static func mismatch(_ stack: LuaStack, at index: Int) -> LuaConversionError {
        LuaConversionError(
            .mismatch(expected: luaTypeName, found: stack.typeName(at: index)))
    }
}

// MARK: Raw values

extension LuaPushable where Self: RawRepresentable, RawValue: LuaPushable {
    /// Pushes the raw value.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        try rawValue.push(on: stack)
    }
}

extension LuaReadable where Self: RawRepresentable, RawValue: LuaReadable {
    /// What the raw value is called.
    public static var luaTypeName: String { RawValue.luaTypeName }

    /// Reads a raw value, which must be one of this type's.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Self {
        try readRawValue(from: stack, at: index)
    }

    static func readRawValue(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Self {
        let rawValue = try RawValue.read(from: stack, at: index)
        guard let value = Self(rawValue: rawValue) else {
            let text = (rawValue as? String).map { "'\($0)'" } ?? "\(rawValue)"
            throw LuaConversionError(.unknownRawValue(value: text, type: "\(Self.self)"))
        }
        return value
    }
}

// MARK: On the stack

extension LuaStack {
    /// The value at `index` as a Swift value. Stack: +0
    public func read<Value: LuaReadable>(
        _ type: Value.Type = Value.self, at index: Int
    ) throws(LuaConversionError) -> Value {
        guard reserve(Nesting.room) else { throw LuaConversionError(.failed(.runtime)) }
        return try Value.read(from: self, at: absolute(index))
    }

    /// Pushes a Swift value. Stack: -0 +1 (+0 when it throws)
    public func push(converting value: some LuaPushable) throws(LuaConversionError) {
        guard reserve(Nesting.room) else { throw LuaConversionError(.failed(.runtime)) }
        try value.push(on: self)
    }
}
