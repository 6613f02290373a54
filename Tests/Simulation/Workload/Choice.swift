import Sessions

/// Choices that follow from a seed, or from bytes.
struct Choice {
    private enum Source {
        case random(SeededRandom)
        case bytes(ArraySlice<UInt8>)
    }

    private var source: Source

    init(seed: UInt64) { source = .random(SeededRandom(seed: seed)) }

    /// Two bytes make one choice; after the last byte every choice is the first.
    init(bytes: some Sequence<UInt8>) { source = .bytes(Array(bytes)[...]) }

    /// Whether no byte is left.
    var isExhausted: Bool {
        guard case .bytes(let bytes) = source else { return false }
        return bytes.isEmpty
    }

    private mutating func next() -> UInt64 {
        switch source {
        case .random(var random):
            let value = random.next()
            source = .random(random)
            return value
        case .bytes(var bytes):
            let value = UInt64(bytes.popFirst() ?? 0) << 8 | UInt64(bytes.popFirst() ?? 0)
            source = .bytes(bytes)
            return value
        }
    }

    /// A number from 0 to one below `limit`.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// True once in `count` times.
    mutating func isOne(in count: Int) -> Bool { below(count) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    mutating func entropy() -> Entropy { Entropy(next(), next()) }
}
