/// Looking at UTF-8 several bytes at a time.
@usableFromInline
enum JSONBytes {
    /// The offset of the first byte at or after `start` that is a quote, a backslash, a control
    /// character or not ASCII; the number of bytes when there is none.
    @usableFromInline
    static func endOfPlainRun(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var at = start
        while bytes.count - at >= 8 {
            let found = special(in: word(bytes, at))
            if found != 0 { return at + found.trailingZeroBitCount >> 3 }
            at += 8
        }
        while at < bytes.count, isPlain(bytes[at]) { at += 1 }
        return at
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Sets the high bit of the first byte that is not plain; later high bits may be wrong.
    private static func special(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let matches =
            ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
            | ((word &- ones &* 0x20) & ~word) | word
        return matches & (ones &* 0x80)
    }

    /// The eight bytes at `offset`, the first one lowest.
    private static func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
        // Any eight bytes make a word, and the load checks that they lie inside the span.
        unsafe UInt64(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The number of bytes of the scalar at `start`, or 0 when its UTF-8 is not well-formed.
    ///
    /// Follows table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing past
    /// U+10FFFF.
    static func lengthOfScalar(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        let second: ClosedRange<UInt8>
        let length: Int
        switch bytes[start] {
        case ..<0x80: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard start + length <= bytes.count, second.contains(bytes[start + 1]) else { return 0 }
        for at in start + 2..<start + max(length, 2) where bytes[at] & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Whether two runs of the same length hold the same bytes.
    static func areEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        var at = 0
        while left.count - at >= 8 {
            guard word(left, at) == word(right, at) else { return false }
            at += 8
        }
        while at < left.count {
            guard left[at] == right[at] else { return false }
            at += 1
        }
        return true
    }

    /// Appends a quote, as many bytes as are found plain at once, and a second quote when those are
    /// all. Returns their number; up to seven more may be plain where it is not that of all.
    static func appendQuotedPrefix(_ bytes: Span<UInt8>, to array: inout [UInt8]) -> Int {
        var prefix = 0
        array.append(addingCapacity: bytes.count + 2) { output in
            // All stores lie inside the room asked for: the bytes, and a quote on either side.
            unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                unsafe buffer[0] = UInt8(ascii: "\"")
                let room = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[1...])
                unsafe prefix = copyPlain(bytes, to: room)
                count = prefix + 1
                guard prefix == bytes.count else { return }
                unsafe buffer[count] = UInt8(ascii: "\"")
                count += 1
            }
        }
        return prefix
    }

    /// Copies plain bytes from the start, several at a time, and returns how many.
    private static func copyPlain(
        _ bytes: Span<UInt8>, to room: UnsafeMutableRawBufferPointer
    ) -> Int {
        let count = bytes.count
        var at = 0
        while count - at >= 8 {
            let word = word(bytes, at)
            guard special(in: word) == 0 else { return at }
            unsafe room.storeBytes(of: word.littleEndian, toByteOffset: at, as: UInt64.self)
            at += 8
        }
        guard at < count else { return at }
        if count >= 8 {
            // The last eight overlap what was copied already.
            let word = word(bytes, count - 8)
            guard special(in: word) == 0 else { return at }
            unsafe room.storeBytes(of: word.littleEndian, toByteOffset: count - 8, as: UInt64.self)
            return count
        }
        if count >= 4 {
            let (low, high) = (halfWord(bytes, 0), halfWord(bytes, count - 4))
            guard special(in: UInt64(high) << 32 | UInt64(low)) == 0 else { return 0 }
            unsafe room.storeBytes(of: low.littleEndian, toByteOffset: 0, as: UInt32.self)
            unsafe room.storeBytes(of: high.littleEndian, toByteOffset: count - 4, as: UInt32.self)
            return count
        }
        while at < count, isPlain(bytes[at]) {
            unsafe room.storeBytes(of: bytes[at], toByteOffset: at, as: UInt8.self)
            at += 1
        }
        return at
    }

    /// The four bytes at `offset`, the first one lowest.
    private static func halfWord(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
        // Any four bytes make a word, and the load checks that they lie inside the span.
        unsafe UInt32(
            littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    static func append(_ bytes: Span<UInt8>, to array: inout [UInt8]) {
        // An array takes many bytes at once only from a buffer pointer, which does not escape.
        unsafe bytes.withUnsafeBufferPointer { unsafe array.append(contentsOf: $0) }
    }

    /// A string of bytes that are known to be valid UTF-8.
    static func string(_ bytes: Span<UInt8>) -> String {
        unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
