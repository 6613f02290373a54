extension String {
    /// Makes text of bytes that may not be UTF-8: bytes that are not are written as `\xE9`.
    ///
    /// Texts that differ stay different, so that two names never become one.
    ///
    /// - Parameter bytes: Any bytes, such as a Lua string's.
    public init(showing bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        if let text = String(validating: bytes, as: UTF8.self) {
            self = text
            return
        }
        var text: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let length = Self.scalarLength(bytes, at: index)
            if length > 0 {
                text += bytes[index..<index + length]
                index += length
            } else {
                text += "\\x".utf8
                text += bytes[index].hexadecimal.utf8
                index += 1
            }
        }
        self = String(decoding: text, as: UTF8.self)
    }

    /// The length of the valid scalar that begins there; 0 when none does.
    private static func scalarLength(_ bytes: [UInt8], at index: Int) -> Int {
        let length =
            switch bytes[index] {
            case ..<0x80: 1
            case 0xc2..<0xe0: 2
            case 0xe0..<0xf0: 3
            case 0xf0..<0xf5: 4
            default: 0
            }
        guard length > 0, index + length <= bytes.count else { return 0 }
        return String(validating: bytes[index..<index + length], as: UTF8.self) == nil ? 0 : length
    }

    /// The text with line ends and everything that moves a terminal escaped.
    var onOneLine: String { escaped { $0 == "\t" } }

    /// The text with its line ends, and everything else that moves a terminal escaped.
    var onLines: String { escaped { $0 == "\t" || $0 == "\n" } }

    /// The lines of ``onLines``; the end of the last line adds none.
    var shownLines: [String] {
        var lines = onLines.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map(String.init)
    }

    /// The text with scalars replaced. Character by character, one that a combining mark follows
    /// would be overlooked.
    func replacing(scalars: [Unicode.Scalar: String]) -> String {
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if let replacement = scalars[scalar] {
                result.append(contentsOf: replacement.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The text up to a number of bytes, cut between scalars, with a note of what is gone.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: max(0, limit))
        while end > startIndex, String.Index(end, within: unicodeScalars) == nil {
            end = utf8.index(before: end)
        }
        let left = utf8.distance(from: end, to: endIndex)
        return String(self[..<end]) + "… (\(left) bytes more)"
    }

    private func escaped(keeping isKept: (Unicode.Scalar) -> Bool) -> String {
        guard unicodeScalars.contains(where: { $0.isUnsafeToShow && !isKept($0) }) else {
            return self
        }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if !scalar.isUnsafeToShow || isKept(scalar) {
                result.append(scalar)
            } else {
                result.append(contentsOf: scalar.escape.unicodeScalars)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// Whether showing it does more than put a character: controls, marks that turn the
    /// direction of what follows, and what is no character.
    var isUnsafeToShow: Bool {
        switch value {
        case ..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff,
            0xfdd0..<0xfdf0:
            true
        default: value & 0xfffe == 0xfffe
        }
    }

    /// As Lua would write it.
    fileprivate var escape: String {
        switch self {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default:
            value < 0x80
                ? "\\x" + UInt8(value).hexadecimal
                : "\\u{" + String(value, radix: 16, uppercase: true) + "}"
        }
    }
}

extension UInt8 {
    /// Two digits.
    var hexadecimal: String {
        (self < 16 ? "0" : "") + String(self, radix: 16, uppercase: true)
    }
}

/// `1 test`, `2 tests`.
func counted(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
}
