extension Lexer {
    /// Reads as much as Lua takes for a numeral, and says whether it is one.
    mutating func readNumber() {
        let start = at
        let isHexadecimal = byte() == UInt8(ascii: "0") && byte(1) | 0x20 == UInt8(ascii: "x")
        let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
        if isHexadecimal { at += 2 }
        let digits = at
        while at < end {
            if bytes[at] | 0x20 == exponent {
                at += 1
                if byte() == UInt8(ascii: "+") || byte() == UInt8(ascii: "-") { at += 1 }
            } else if Self.isNameByte[Int(bytes[at])] || bytes[at] == UInt8(ascii: ".") {
                at += 1
            } else {
                break
            }
        }
        let isNumber = isNumeral(digits..<at, isHexadecimal: isHexadecimal, exponent: exponent)
        add(.number, from: start, isNumber ? .whole : .broken)
    }

    /// Whether bytes are digits, with a point at most once, and an exponent if there is one.
    private func isNumeral(_ range: Range<Int>, isHexadecimal: Bool, exponent: UInt8) -> Bool {
        var index = range.lowerBound
        var digits = 0
        var points = 0
        while index < range.upperBound, bytes[index] | 0x20 != exponent {
            if bytes[index] == UInt8(ascii: ".") {
                points += 1
            } else if isHexadecimal ? Self.isHexadecimal(bytes[index]) : Self.isDigit(bytes[index])
            {
                digits += 1
            } else {
                return false
            }
            index += 1
        }
        guard digits > 0, points <= 1 else { return false }
        guard index < range.upperBound else { return true }
        index += 1
        if index < range.upperBound, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[index]) {
            index += 1
        }
        return index < range.upperBound
            && bytes[index..<range.upperBound].allSatisfy(Self.isDigit)
    }
}
