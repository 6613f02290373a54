/// The randomness of one request: 128 bits from which every identifier of the request is derived.
///
/// Pure code never draws random numbers itself; who calls it passes entropy in. Equal entropy gives
/// equal identifiers.
public struct Entropy: Sendable, Hashable {
    /// The first half.
    public let high: UInt64
    /// The second half.
    public let low: UInt64

    /// Takes 128 random bits.
    public init(_ high: UInt64, _ low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Derives the identifier with the given ordinal; ordinals of one request must differ.
    public func guid(_ ordinal: UInt64 = 0) -> GUID {
        var source = SeededRandom(seed: high ^ ordinal &* 0x9E37_79B9_7F4A_7C15)
        let first = source.next()
        source = SeededRandom(seed: low ^ first)
        return GUID(randomHigh: first ^ high, randomLow: source.next())
    }
}
