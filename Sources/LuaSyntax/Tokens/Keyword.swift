/// A word that Lua keeps for itself.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
    case and, `break`, `do`, `else`, `elseif`, end, `false`, `for`, function, goto, `if`, `in`
    case local, `nil`, not, or, `repeat`, `return`, then, `true`, until, `while`

    /// The keyword that some bytes spell; nil when they are a name.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard 2...8 ~= bytes.count, let found = Self.packed[Self.pack(bytes)] else { return nil }
        self = found
    }

    /// All keywords by their bytes; none has more than eight.
    private static let packed = Dictionary(
        uniqueKeysWithValues: allCases.map { (pack($0.rawValue.utf8), $0) })

    private static func pack(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
