/// What a type decodes itself from: one value on the stack.
final class DecodingNode: Decoder {
    let decoding: LuaDecoding
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { decoding.userInfo }

    private let index: Int
    private let kind: LuaKind
    private let identity: UnsafeRawPointer?

    init(_ decoding: LuaDecoding, index: Int, path: [any CodingKey]) {
        self.decoding = decoding
        self.index = index
        self.codingPath = path
        kind = decoding.stack.kind(at: index)
        identity = decoding.stack.identity(at: index)
    }

    /// Where the value lies.
    var validIndex: Int {
        precondition(
            decoding.stack.kind(at: index) == kind
                && decoding.stack.identity(at: index) == identity,
            "a container is used after its value was decoded")
        return index
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try checkTable(expected: "table")
        return KeyedDecodingContainer(KeyedTableDecoder<Key>(node: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try checkTable(expected: "list")
        do {
            let count = try decoding.stack.listCount(at: validIndex)
            return UnkeyedTableDecoder(node: self, length: count)
        } catch {
            throw error.inside(codingPath)
        }
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func checkTable(expected: String) throws {
        guard kind != .table else { return }
        throw failure(
            .mismatch(expected: expected, found: decoding.stack.typeName(at: validIndex)))
    }

    func failure(_ reason: LuaConversionError.Reason) -> LuaConversionError {
        LuaConversionError(reason).inside(codingPath)
    }

    // MARK: What lies in the table

    /// Pushes what `key` leads to. Stack: -0 +1
    @discardableResult
    func push(_ key: StepKey) -> LuaKind {
        switch key.step {
        case .element(let position): decoding.stack.pushElement(position, of: validIndex)
        default: decoding.stack.pushField(key.stringValue, of: validIndex)
        }
    }

    /// Whether nothing or null is where `key` leads to.
    func isNil(_ key: StepKey) -> Bool {
        push(key)
        defer { decoding.stack.pop() }
        return decoding.stack.isNilOrNone(at: -1) || decoding.stack.isNull(at: -1)
    }

    /// Reads what `key` leads to. For a type that takes nil, nothing will do.
    func read<Value: Decodable>(_ type: Value.Type, at key: StepKey) throws -> Value {
        let stack = decoding.stack
        let path = codingPath + [key]
        push(key)
        defer { stack.pop() }
        try checkDescent(path)
        if let identity { decoding.state.nesting.tables.append(identity) }
        defer { if identity != nil { decoding.state.nesting.tables.removeLast() } }
        return try decoding.read(type, at: stack.count, path: path)
    }

    /// A node for what `key` leads to, which stays on the stack until the value is decoded.
    func node(at key: StepKey) throws -> DecodingNode {
        let path = codingPath + [key]
        guard decoding.stack.reserve(Nesting.room), path.count < nestedLimit else {
            throw failure(.failed(.runtime))
        }
        push(key)
        return DecodingNode(decoding, index: decoding.stack.count, path: path)
    }

    /// Containers that a type opens itself cannot close a cycle by the data alone.
    private var nestedLimit: Int { 4 * Nesting.limit }

    /// The value on top must not be a table that it lies in, nor lie too deep.
    private func checkDescent(_ path: [any CodingKey]) throws {
        let stack = decoding.stack
        guard stack.kind(at: -1) == .table, let child = stack.identity(at: -1) else { return }
        let tables = decoding.state.nesting.tables
        guard child != identity, !tables.contains(child) else {
            throw LuaConversionError(.cycle).inside(path)
        }
        guard tables.count + 1 < Nesting.limit else {
            throw LuaConversionError(.tooDeep(limit: Nesting.limit)).inside(path)
        }
    }
}

extension DecodingNode: SingleValueDecodingContainer {
    func decodeNil() -> Bool {
        decoding.stack.isNilOrNone(at: validIndex) || decoding.stack.isNull(at: validIndex)
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try decoding.read(type, at: validIndex, path: codingPath)
    }
}
