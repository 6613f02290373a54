/// What a type encodes itself to: one value, on the stack or in a table.
final class EncodingNode: Encoder {
    let encoding: LuaEncoding
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { encoding.userInfo }

    private let depth: Int
    private let place: Place
    private var table: EncodingTable?
    private var scalar: Int?

    /// Where the value belongs.
    enum Place {
        /// On the stack, where whoever encodes it expects it.
        case stack
        case member(of: EncodingTable, String)
        case element(of: EncodingTable, Int)
    }

    init(_ encoding: LuaEncoding, path: [any CodingKey], depth: Int, place: Place) {
        self.encoding = encoding
        self.codingPath = path
        self.depth = depth
        self.place = place
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(KeyedTableEncoder<Key>(table: table(isArray: false)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        UnkeyedTableEncoder(table: table(isArray: true))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    private func table(isArray: Bool) -> EncodingTable {
        if let table {
            guard table.isArray != isArray else { return table }
            encoding.fail(
                .custom(LuaFault("a value encodes both members and elements")), codingPath)
        } else if scalar != nil {
            encoding.fail(.custom(LuaFault("a value encodes more than itself")), codingPath)
        }
        let made = EncodingTable(encoding, path: codingPath, depth: depth, isArray: isArray)
        table = made
        attach()
        return made
    }

    /// Puts the value on top where it belongs; it stays on the stack too.
    private func attach() {
        guard encoding.failure == nil else { return }
        let stack = encoding.stack
        switch place {
        case .stack: break
        case .member(let table, let name):
            stack.pushCopy(of: -1)
            stack.replaceNilByNull()
            stack.setField(name, of: table.validIndex)
        case .element(let table, let position):
            stack.pushCopy(of: -1)
            stack.replaceNilByNull()
            stack.setElement(position, of: table.validIndex)
        }
    }

    /// Leaves the value, and nothing else, above `bottom`. What encodes nothing is an empty table.
    func finish(above bottom: Int) throws {
        let stack = encoding.stack
        if table == nil, scalar == nil { _ = table(isArray: false) }
        if let failure = encoding.failure { throw failure }
        guard stack.count > bottom + 1 else { return }
        stack.pushCopy(of: table?.validIndex ?? scalar ?? bottom + 1)
        stack.replace(bottom + 1)
        stack.pop(stack.count - bottom - 1)
    }
}

extension EncodingNode: SingleValueEncodingContainer {
    func encodeNil() throws {
        try encoding.check()
        encoding.stack.pushNil()
        try keepScalar()
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try encoding.check()
        // A wrapper counts as a level, or a chain of them that closes would never end.
        guard depth < Nesting.limit else {
            throw LuaConversionError(.tooDeep(limit: Nesting.limit)).inside(codingPath)
        }
        try encoding.push(value, depth: depth + 1, path: codingPath)
        try keepScalar()
    }

    private func keepScalar() throws {
        guard table == nil, scalar == nil else {
            throw LuaConversionError(.custom(LuaFault("a value encodes more than itself")))
                .inside(codingPath)
        }
        scalar = encoding.stack.count
        attach()
    }
}

extension LuaEncoding {
    func check() throws { if let failure { throw failure } }

    /// Notes an error; the first one counts.
    func fail(_ reason: LuaConversionError.Reason, _ path: [any CodingKey]) {
        if failure == nil { failure = LuaConversionError(reason).inside(path) }
    }
}

/// A table that is being filled. It lies on the stack until whoever asked for it has encoded all.
final class EncodingTable {
    let encoding: LuaEncoding
    let path: [any CodingKey]
    let isArray: Bool
    var count = 0
    private let depth: Int
    private let index: Int
    private let identity: UnsafeRawPointer?

    /// Pushes a table; where that cannot be, notes why. Stack: -0 +1
    init(_ encoding: LuaEncoding, path: [any CodingKey], depth: Int, isArray: Bool) {
        let stack = encoding.stack
        self.encoding = encoding
        self.path = path
        self.depth = depth
        self.isArray = isArray
        if depth >= Nesting.limit { encoding.fail(.tooDeep(limit: Nesting.limit), path) }
        if !stack.reserve(Nesting.room) { encoding.fail(.failed(.runtime), path) }
        guard encoding.failure == nil else {
            index = 0
            identity = nil
            return
        }
        stack.pushTable()
        if isArray { stack.markArray(at: -1) }
        index = stack.count
        identity = stack.identity(at: -1)
    }

    /// Where the table lies.
    var validIndex: Int {
        precondition(
            index > 0 && encoding.stack.identity(at: index) == identity,
            "a container is used after its value was encoded")
        return index
    }

    /// Sets what `key` leads to.
    func put<Value: Encodable>(_ value: Value, at key: StepKey) throws {
        try encoding.check()
        try encoding.push(value, depth: depth + 1, path: path + [key])
        put(key)
    }

    func putNull(at key: StepKey) throws {
        try encoding.check()
        encoding.stack.pushNull()
        put(key)
    }

    private func put(_ key: StepKey) {
        let stack = encoding.stack
        stack.replaceNilByNull()
        switch key.step {
        case .element(let position): stack.setElement(position, of: validIndex)
        default: stack.setField(key.stringValue, of: validIndex)
        }
    }

    /// The key of the next element.
    func nextKey() -> StepKey {
        count += 1
        return StepKey(.element(count))
    }

    /// What encodes itself to the place that `key` leads to. Until it does, an empty table is there.
    func node(at key: StepKey) -> EncodingNode {
        if encoding.failure == nil {
            encoding.stack.pushTable()
            put(key)
        }
        let place: EncodingNode.Place =
            switch key.step {
            case .element(let position): .element(of: self, position)
            default: .member(of: self, key.stringValue)
            }
        return EncodingNode(encoding, path: path + [key], depth: depth + 1, place: place)
    }
}
