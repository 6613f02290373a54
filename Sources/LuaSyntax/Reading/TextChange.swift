/// What two texts have in common at their starts and their ends.
struct TextChange {
    /// How many bytes both begin with.
    let prefix: Int
    /// How many bytes both end with, none of them counted already.
    let suffix: Int
    /// Whether the texts are the same.
    let isNone: Bool

    init(from old: [UInt8], to new: [UInt8]) {
        let limit = min(old.count, new.count)
        let oldSpan = old.span
        let newSpan = new.span
        var prefix = 0
        while limit - prefix >= 8, Self.word(oldSpan, prefix) == Self.word(newSpan, prefix) {
            prefix += 8
        }
        while prefix < limit, oldSpan[prefix] == newSpan[prefix] { prefix += 1 }
        var suffix = 0
        let rest = limit - prefix
        let (oldEnd, newEnd) = (old.count, new.count)
        while rest - suffix >= 8,
            Self.word(oldSpan, oldEnd - suffix - 8) == Self.word(newSpan, newEnd - suffix - 8)
        { suffix += 8 }
        while suffix < rest, oldSpan[oldEnd - suffix - 1] == newSpan[newEnd - suffix - 1] {
            suffix += 1
        }
        self.prefix = prefix
        self.suffix = suffix
        isNone = oldEnd == newEnd && prefix == limit
    }

    private static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
        // Any eight bytes make a word, and the load checks that they lie inside of the span.
        unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}
