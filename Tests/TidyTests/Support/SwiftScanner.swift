/// Tells apart code, comments and texts of a Swift file. It knows the language's lexical rules but
/// for regular expressions between slashes, which it takes for code.
struct SwiftScanner {
    private let text: [UInt8]
    private var position = 0
    /// The file with blanks for everything that is no code.
    private(set) var code: [UInt8] = []
    /// The file with blanks for everything that is no comment.
    private(set) var comments: [UInt8] = []

    private enum Kind { case code, comment, text }

    init(_ text: String) {
        self.text = Array(text.utf8)
        code.reserveCapacity(self.text.count)
        comments.reserveCapacity(self.text.count)
    }

    /// Scans the whole file.
    mutating func scan() {
        while position < text.count { scanCode(isInterpolation: false) }
    }

    /// Scans code, up to and with a closing parenthesis of an interpolation when one is awaited.
    private mutating func scanCode(isInterpolation: Bool) {
        var depth = 0
        while position < text.count {
            let byte = text[position]
            if starts(with: "//") {
                while position < text.count, text[position] != UInt8(ascii: "\n") {
                    take(as: .comment)
                }
            } else if starts(with: "/*") {
                scanBlockComment()
            } else if byte == UInt8(ascii: "\"") || startsRawText {
                scanText()
            } else if byte == UInt8(ascii: "`") {
                take(as: .code)
                while position < text.count, text[position] != UInt8(ascii: "`") { take(as: .text) }
                take(as: .code)
            } else {
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if depth == 0, isInterpolation {
                        take(as: .code)
                        return
                    }
                    depth -= 1
                }
                take(as: .code)
            }
        }
    }

    private mutating func scanBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                take(as: .comment)
            } else if starts(with: "*/") {
                depth -= 1
                take(as: .comment)
            }
            take(as: .comment)
        } while depth > 0 && position < text.count
    }

    private var startsRawText: Bool {
        guard text[position] == UInt8(ascii: "#") else { return false }
        let afterHashes = text[position...].drop { $0 == UInt8(ascii: "#") }
        return afterHashes.first == UInt8(ascii: "\"")
    }

    private mutating func scanText() {
        let hashes = text[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let pounds = String(repeating: "#", count: hashes)
        for _ in 0..<hashes { take(as: .code) }
        // Three quotes in a line are a raw text of two, as in `#""""#`.
        let quote = starts(with: "\"\"\"\n") ? "\"\"\"" : "\""
        for _ in quote.utf8 { take(as: .code) }
        while position < text.count {
            if starts(with: "\\" + pounds + "(") {
                for _ in 0..<(hashes + 1) { take(as: .text) }
                take(as: .code)
                scanCode(isInterpolation: true)
            } else if starts(with: "\\" + pounds) {
                for _ in 0..<(hashes + 2) { take(as: .text) }
            } else if starts(with: quote + pounds) {
                for _ in 0..<(quote.count + hashes) { take(as: .code) }
                return
            } else {
                take(as: .text)
            }
        }
    }

    private func starts(with word: String) -> Bool {
        guard let first = word.utf8.first, text[position] == first else { return false }
        return text[position...].starts(with: word.utf8)
    }

    private mutating func take(as kind: Kind) {
        guard position < text.count else { return }
        let byte = text[position]
        let blank = byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " ")
        code.append(kind == .code ? byte : blank)
        comments.append(kind == .comment ? byte : blank)
        position += 1
    }
}
