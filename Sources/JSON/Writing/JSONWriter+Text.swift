extension JSONWriter {
    @usableFromInline
    mutating func appendLiteral(_ text: StaticString) {
        unsafe bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a string in quotes.
    mutating func appendQuoted(_ value: String) {
        var value = value
        // A native string lends its bytes without a copy, and they are valid.
        value.withUTF8 { buffer in _ = unsafe appendQuoted(Span(_unsafeElements: buffer)) }
    }

    /// Appends bytes in quotes; false, with some of them appended, when they are not UTF-8.
    mutating func appendQuoted(_ value: Span<UInt8>) -> Bool {
        let prefix = JSONBytes.appendQuotedPrefix(value, to: &bytes)
        return prefix == value.count || appendQuoted(value, after: prefix)
    }

    /// Appends what follows the first `prefix` bytes, and the quote at the end.
    private mutating func appendQuoted(_ value: Span<UInt8>, after prefix: Int) -> Bool {
        var runStart = prefix
        var at = prefix
        while true {
            at = JSONBytes.endOfPlainRun(value, at)
            guard at < value.count else { break }
            let byte = value[at]
            if byte >= 0x80 {
                let length = JSONBytes.lengthOfScalar(value, at)
                guard length > 0 else { return false }
                at += length
            } else {
                JSONBytes.append(value.extracting(runStart..<at), to: &bytes)
                appendEscape(byte)
                at += 1
                runStart = at
            }
        }
        JSONBytes.append(value.extracting(runStart..<at), to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        return true
    }

    private mutating func appendEscape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            appendLiteral("u00")
            bytes.append(UInt8(ascii: "0") + byte >> 4)
            let low = byte & 0x0F
            bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
        }
    }

    /// Appends an integer.
    mutating func appendDigits(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = bytes.count
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        } while rest > 0
        var low = start
        var high = bytes.count - 1
        while low < high {
            bytes.swapAt(low, high)
            low += 1
            high -= 1
        }
    }
}
