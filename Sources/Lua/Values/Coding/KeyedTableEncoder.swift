/// Fills a table with members.
struct KeyedTableEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let table: EncodingTable
    var codingPath: [any CodingKey] { table.path }

    private func step(_ key: some CodingKey) -> StepKey { StepKey(.name(key.stringValue)) }

    func encodeNil(forKey key: Key) throws { try table.putNull(at: step(key)) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try table.put(value, at: step(key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        table.node(at: step(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        table.node(at: step(key)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { table.node(at: .superclass) }
    func superEncoder(forKey key: Key) -> any Encoder { table.node(at: step(key)) }
}

/// Fills a table with elements.
struct UnkeyedTableEncoder: UnkeyedEncodingContainer {
    let table: EncodingTable
    var codingPath: [any CodingKey] { table.path }
    var count: Int { table.count }

    func encodeNil() throws { try table.putNull(at: table.nextKey()) }
    func encode<Value: Encodable>(_ value: Value) throws {
        try table.put(value, at: table.nextKey())
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        table.node(at: table.nextKey()).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        table.node(at: table.nextKey()).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { table.node(at: table.nextKey()) }
}
