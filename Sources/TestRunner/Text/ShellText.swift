extension String {
    /// The text as one word of a command line: a POSIX shell takes it for just this text.
    ///
    /// It stays on one line, and nothing in it moves a terminal, so that reports can show it and
    /// people copy it. Line ends at its end are lost where something else has to be escaped.
    public var quotedForShell: String {
        if unicodeScalars.contains(where: \.isUnsafeToShow) {
            return "\"$(printf '" + formatForPrinting + "')\""
        }
        guard !isPlainForShell else { return self }
        return "'"
            + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }

    private var isPlainForShell: Bool {
        // Some shells look for a program behind a sign at the beginning.
        !isEmpty && !utf8.starts(with: "=".utf8)
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_./:@%+,=".utf8.contains(byte)
                }
            }
    }

    /// What `printf` makes this text of, between single quotes.
    private var formatForPrinting: String {
        var format = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\\": format += "\\\\"
            case "%": format += "%%"
            // Taken for the end of the quotes, for an option, and by shells with a history.
            case "'", "-", "!": format += scalar.octalEscapes
            case let scalar where scalar.isUnsafeToShow: format += scalar.octalEscapes
            default: format.unicodeScalars.append(scalar)
            }
        }
        return format
    }
}

extension Unicode.Scalar {
    /// Its bytes in UTF-8, each as a backslash and three digits.
    fileprivate var octalEscapes: String {
        String(self).utf8.map { byte in
            let digits = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined()
    }
}
