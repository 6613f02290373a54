import Sessions

/// Seeded choices.
struct Choice {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// A number from 0 to one below `limit`.
    mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    /// True once in `count` times.
    mutating func isOne(in count: Int) -> Bool { below(count) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    mutating func entropy() -> Entropy { random.entropy() }
}
