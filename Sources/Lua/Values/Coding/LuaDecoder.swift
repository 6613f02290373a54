/// Makes `Decodable` types of Lua values, from the stack and without a tree between.
///
/// Tables are read without metamethods. See <doc:ValueRules> for every rule.
public struct LuaDecoder {
    /// What the types' own coding can read.
    public var userInfo: [CodingUserInfoKey: any Sendable]

    /// Makes a decoder.
    public init(userInfo: [CodingUserInfoKey: any Sendable] = [:]) { self.userInfo = userInfo }

    /// Reads the value at `index`, which is counted from the bottom. Stack: +0
    ///
    /// - Throws: ``LuaConversionError`` with the coding path; what the type's own coding threw is
    ///   ``LuaConversionError/Reason/custom(_:)``.
    public func read<Value: Decodable>(
        _ type: Value.Type, from stack: LuaStack, at index: Int
    ) throws(LuaConversionError) -> Value {
        let decoding = LuaDecoding(stack: stack, userInfo: userInfo)
        do { return try decoding.read(type, at: index, path: []) } catch {
            throw LuaConversionError(error, path: [])
        }
    }

    /// Reads a Lua value of `state`.
    ///
    /// - Throws: ``LuaConversionError``, as ``read(_:from:at:)``.
    public func decode<Value: Decodable>(
        _ type: Value.Type, from value: LuaValue, in state: LuaState
    ) throws(LuaConversionError) -> Value {
        let stack = state.stack
        try stack.push(converting: value)
        defer { stack.pop() }
        return try read(type, from: stack, at: stack.count)
    }
}

/// One run of a decoder.
final class LuaDecoding {
    let stack: LuaStack
    let state: LuaState
    let userInfo: [CodingUserInfoKey: Any]

    init(stack: LuaStack, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.stack = stack
        self.state = LuaState.of(stack.L)
        self.userInfo = userInfo
    }

    /// Reads the value at `index`, counted from the bottom. Stack: +0
    func read<Value: Decodable>(
        _ type: Value.Type, at index: Int, path: [any CodingKey]
    ) throws -> Value {
        guard stack.reserve(Nesting.room) else {
            throw LuaConversionError(.failed(.runtime)).inside(path)
        }
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        do {
            if let value = try readWhole(type, at: index, path: path) { return value }
            return try Value(from: DecodingNode(self, index: index, path: path))
        } catch {
            throw LuaConversionError(error, path: path)
        }
    }

    /// Reads a value that does not need its coding; nil for any other.
    private func readWhole<Value: Decodable>(
        _ type: Value.Type, at index: Int, path: [any CodingKey]
    ) throws -> Value? {
        if let map = type as? any DecodableMap.Type {
            return try map.read(with: self, at: index, path: path) as? Value
        }
        if type is any LuaDecodable.Type { return nil }
        if type is any Elementwise.Type, type != [UInt8].self { return nil }
        guard let readable = type as? any LuaReadable.Type else { return nil }
        do { return try stack.readAny(readable, at: index) as? Value } catch {
            throw error.inside(path)
        }
    }
}

extension LuaStack {
    /// Reads a value of a type that is known only when the program runs.
    fileprivate func readAny(
        _ type: any LuaReadable.Type, at index: Int
    ) throws(LuaConversionError) -> any LuaReadable {
        try type.read(from: self, at: index)
    }
}

/// A dictionary that is read from a table whatever its values are.
protocol DecodableMap {
    static func read(
        with decoding: LuaDecoding, at index: Int, path: [any CodingKey]
    ) throws(LuaConversionError) -> Self
}

extension Dictionary: DecodableMap where Key: LuaKey, Value: Decodable {
    static func read(
        with decoding: LuaDecoding, at index: Int, path: [any CodingKey]
    ) throws(LuaConversionError) -> [Key: Value] {
        try readPairs(
            from: decoding.stack, at: index, path: path
        ) { place, step throws(LuaConversionError) in
            let path = path + [StepKey(step)]
            do { return try decoding.read(Value.self, at: place, path: path) } catch {
                throw LuaConversionError(error, path: path)
            }
        }
    }
}
