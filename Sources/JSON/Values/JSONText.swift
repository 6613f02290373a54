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
        var string = string
        string.withUTF8 { bytes in
            // The bytes are only lent to the hasher.
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        hasher.combine(0xFF as UInt8)
    }
}

extension String {
    /// Whether two texts are the same byte for byte in UTF-8.
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // The bytes are only lent to the comparison.
        let isSame = unsafe utf8.withContiguousStorageIfAvailable { left in
            unsafe other.utf8.withContiguousStorageIfAvailable { right in
                unsafe JSONBytes.areEqual(
                    Span(_unsafeElements: left), Span(_unsafeElements: right))
            }
        }
        return (isSame ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
