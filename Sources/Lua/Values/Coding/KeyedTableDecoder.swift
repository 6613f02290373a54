/// Reads the members of a table. Keys that are not asked for do not matter.
struct KeyedTableDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let node: DecodingNode
    var codingPath: [any CodingKey] { node.codingPath }

    private func step(_ key: some CodingKey) -> StepKey { StepKey(.name(key.stringValue)) }

    /// The names of members by the order of their bytes; those that are not UTF-8 are left out.
    var allKeys: [Key] {
        let stack = node.decoding.stack
        var names: [String] = []
        // What a failed walk did not reach is missed when it is asked for.
        try? stack.forEachKey(of: node.validIndex) { () throws(LuaConversionError) in
            if stack.kind(at: -1) == .string {
                names.append(try String.read(from: stack, at: stack.count))
            }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return names.compactMap { Key(stringValue: $0) }
    }

    func contains(_ key: Key) -> Bool {
        defer { node.decoding.stack.pop() }
        return node.push(step(key)) != .nil
    }

    func decodeNil(forKey key: Key) throws -> Bool { node.isNil(step(key)) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try node.read(type, at: step(key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try node.node(at: step(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try node.node(at: step(key)).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try node.node(at: .superclass) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try node.node(at: step(key)) }
}

/// Reads the elements of a table.
struct UnkeyedTableDecoder: UnkeyedDecodingContainer {
    let node: DecodingNode
    let length: Int
    var currentIndex = 0
    var codingPath: [any CodingKey] { node.codingPath }
    var count: Int? { length }
    var isAtEnd: Bool { currentIndex >= length }

    init(node: DecodingNode, length: Int) {
        self.node = node
        self.length = length
    }

    private func key() throws -> StepKey {
        guard !isAtEnd else { throw node.failure(.endOfList) }
        return StepKey(.element(currentIndex + 1))
    }

    mutating func decodeNil() throws -> Bool {
        guard node.isNil(try key()) else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try node.read(type, at: try key())
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let container = try node.node(at: try key()).container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try node.node(at: try key()).unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try node.node(at: try key())
        currentIndex += 1
        return decoder
    }
}
