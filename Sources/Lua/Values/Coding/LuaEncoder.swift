/// Makes Lua values of `Encodable` types, on the stack and without a tree between.
///
/// Keyed containers become tables with string keys, unkeyed containers lists that are marked as
/// arrays, and single values themselves. See <doc:ValueRules> for every rule.
public struct LuaEncoder {
    /// What the types' own coding can read.
    public var userInfo: [CodingUserInfoKey: any Sendable]

    /// Makes an encoder.
    public init(userInfo: [CodingUserInfoKey: any Sendable] = [:]) { self.userInfo = userInfo }

    /// Pushes what a value encodes. Stack: -0 +1 (+0 when it throws)
    ///
    /// - Throws: ``LuaConversionError`` with the coding path; what the type's own coding threw is
    ///   ``LuaConversionError/Reason/custom(_:)``.
    public func push(_ value: some Encodable, on stack: LuaStack) throws(LuaConversionError) {
        let encoding = LuaEncoding(stack: stack, userInfo: userInfo)
        do {
            try encoding.push(value, depth: encoding.state.nesting.depth, path: [])
        } catch {
            throw LuaConversionError(error, path: [])
        }
    }

    /// The Lua value of a Swift value.
    ///
    /// - Throws: ``LuaConversionError``, as ``push(_:on:)``.
    public func encode(
        _ value: some Encodable, in state: LuaState
    ) throws(LuaConversionError) -> LuaValue {
        let stack = state.stack
        try push(value, on: stack)
        defer { stack.pop() }
        return stack.value(at: -1)
    }
}

/// One run of an encoder.
final class LuaEncoding {
    let stack: LuaStack
    let state: LuaState
    let userInfo: [CodingUserInfoKey: Any]
    /// An error that a container met where it could not throw; whatever is done next throws it.
    var failure: LuaConversionError?

    init(stack: LuaStack, userInfo: [CodingUserInfoKey: any Sendable]) {
        self.stack = stack
        self.state = LuaState.of(stack.L)
        self.userInfo = userInfo
    }

    /// Pushes what `value`, which lies in `depth` others, encodes. Stack: -0 +1 (+0 when it throws)
    func push<Value: Encodable>(_ value: Value, depth: Int, path: [any CodingKey]) throws {
        guard stack.reserve(Nesting.room) else {
            throw LuaConversionError(.failed(.runtime)).inside(path)
        }
        let bottom = stack.count
        let outside = state.nesting.depth
        state.nesting.depth = depth
        defer { state.nesting.depth = outside }
        do {
            if try pushWhole(value, path: path) { return }
            let node = EncodingNode(self, path: path, depth: depth, place: .stack)
            try value.encode(to: node)
            if let failure { throw failure }
            try node.finish(above: bottom)
        } catch {
            stack.pop(stack.count - bottom)
            throw LuaConversionError(error, path: path)
        }
    }

    /// Pushes a value that does not need its coding; false for any other.
    private func pushWhole<Value: Encodable>(_ value: Value, path: [any CodingKey]) throws -> Bool {
        switch value {
        case let value as String: stack.push(value)
        case let value as Int: stack.push(value)
        case let value as Double: stack.push(value)
        case let value as Bool: stack.push(value)
        // An empty array of anything would be cast to bytes.
        case let value as [UInt8] where Value.self == [UInt8].self: stack.push(value)
        case let value as any EncodableMap:
            try value.push(with: self, path: path)
        case is any LuaEncodable, is any Elementwise: return false
        case let value as any LuaPushable:
            do { try value.push(on: stack) } catch { throw error.inside(path) }
        default: return false
        }
        return true
    }
}

/// A dictionary that becomes a table whatever its values are.
protocol EncodableMap {
    func push(with encoding: LuaEncoding, path: [any CodingKey]) throws(LuaConversionError)
}

extension Dictionary: EncodableMap where Key: LuaKey, Value: Encodable {
    func push(with encoding: LuaEncoding, path: [any CodingKey]) throws(LuaConversionError) {
        try pushPairs(on: encoding.stack, path: path) { value, step throws(LuaConversionError) in
            let path = path + [StepKey(step)]
            do {
                try encoding.push(value, depth: encoding.state.nesting.depth, path: path)
            } catch {
                throw LuaConversionError(error, path: path)
            }
        }
    }
}
