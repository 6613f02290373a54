/// Text compared as JSON compares it, by its bytes.
///
/// `String` calls two texts equal that differ only in how an accent is composed. To JSON they are
/// different names.
struct JSONText: Hashable {
    let string: String

    static func == (left: JSONText, right: JSONText) -> Bool {
        left.string.hasSameBytes(as: right.string)
    }

    func hash(into hasher: inout Hasher) {
        // Hashing the string itself would give all compositions of a text the same hash, and
        // whoever sends a document could then choose names that all collide.
        for byte in string.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension String {
    /// Whether two texts are the same byte for byte in UTF-8.
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
    }
}
