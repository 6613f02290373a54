/// A user id: a decimal string of a 64-bit unsigned integer (session-directory 1.16).
public struct Xuid: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt64

    /// Makes an id from its number.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Reads decimal digits; nil for anything else or for more than 64 bits.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let value = UInt64(text)
        else { return nil }
        rawValue = value
    }

    /// The decimal digits.
    public var description: String { String(rawValue) }

    public static func < (left: Xuid, right: Xuid) -> Bool { left.rawValue < right.rawValue }
}
