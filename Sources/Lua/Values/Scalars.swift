// Single values: booleans, numbers, text, bytes. Nothing is converted on the way: a string is no
// number and a number no string, as nothing but nil and false is false only where a script asks.

extension Bool: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "boolean" }

    public func push(on stack: LuaStack) { stack.push(self) }

    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Bool {
        guard stack.kind(at: index) == .boolean else { throw mismatch(stack, at: index) }
        return stack.truth(at: index)
    }
}

// MARK: Integers

extension LuaPushable where Self: FixedWidthInteger {
    /// Pushes an integer.
    ///
    /// - Throws: ``LuaConversionError/Reason/integerTooLarge(_:)`` above `Int64.max`.
    public func push(on stack: LuaStack) throws(LuaConversionError) {
        guard let integer = Int64(exactly: self) else {
            throw LuaConversionError(.integerTooLarge(UInt64(clamping: self)))
        }
        stack.push(integer)
    }
}

extension LuaReadable where Self: FixedWidthInteger {
    /// `integer`
    public static var luaTypeName: String { "integer" }

    /// Reads an integer, or a float with an integral value. One that does not fit is an error.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Self {
        guard let integer = stack.integer(at: index) else {
            guard let number = stack.number(at: index) else { throw mismatch(stack, at: index) }
            throw LuaConversionError(.notIntegral(number))
        }
        guard let value = Self(exactly: integer) else {
            throw LuaConversionError(.outOfRange(value: "\(integer)", type: "\(Self.self)"))
        }
        return value
    }
}

extension Int: LuaKey {}
extension Int8: LuaKey {}
extension Int16: LuaKey {}
extension Int32: LuaKey {}
extension Int64: LuaKey {}
extension UInt: LuaKey {}
extension UInt8: LuaKey {}
extension UInt16: LuaKey {}
extension UInt32: LuaKey {}
extension UInt64: LuaKey {}

// MARK: Floats

extension Double: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "number" }

    public func push(on stack: LuaStack) { stack.push(self) }

    /// Reads a number; an integer beyond 2^53 is rounded to the nearest float, as Lua does.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Double {
        guard let number = stack.number(at: index) else { throw mismatch(stack, at: index) }
        return number
    }
}

extension Float: LuaPushable, LuaReadable {
    public static var luaTypeName: String { "number" }

    public func push(on stack: LuaStack) { stack.push(Double(self)) }

    /// Reads a number, rounded to the nearest; a finite one that would become infinite is an error.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Float {
        let number = try Double.read(from: stack, at: index)
        let value = Float(number)
        guard value.isFinite || !number.isFinite else {
            throw LuaConversionError(.outOfRange(value: "\(number)", type: "Float"))
        }
        return value
    }
}

// MARK: Text and bytes

extension String: LuaKey {
    public static var luaTypeName: String { "string" }

    public func push(on stack: LuaStack) { stack.push(self) }

    /// Reads a string that is UTF-8; ``LuaString`` and `[UInt8]` read any.
    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> String {
        let text = stack.withBytes(at: index) { String(validating: $0, as: UTF8.self) }
        guard let text else { throw mismatch(stack, at: index) }
        guard let text else { throw LuaConversionError(.invalidUTF8) }
        return text
    }
}

extension LuaString: LuaKey {
    public static var luaTypeName: String { "string" }

    public func push(on stack: LuaStack) { stack.push(bytes) }

    public static func read(
        from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> LuaString {
        guard let bytes = stack.bytes(at: index) else { throw mismatch(stack, at: index) }
        return LuaString(bytes)
    }
}

extension LuaString: Codable {
    /// The bytes; to ``LuaEncoder`` the string itself.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }

    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([UInt8].self))
    }
}
