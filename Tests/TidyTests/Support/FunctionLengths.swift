/// Finds the functions of a file and how many lines each has, by its braces.
struct FunctionLengths {
    private let code: [UInt8]
    private static let keywords = ["func", "init", "deinit", "subscript", "var"].map {
        Array($0.utf8)
    }
    private static let continuations = ["{", "->", "where ", "throws", "async"].map {
        Array($0.utf8)
    }

    init(_ file: SwiftFile) { code = Array(file.code.joined(separator: "\n").utf8) }

    /// The first line of each function, from 1, and its number of lines.
    var all: [(line: Int, count: Int)] {
        var found: [(line: Int, count: Int)] = []
        var line = 1
        var previous = UInt8(ascii: "\n")
        for position in code.indices {
            defer { previous = code[position] }
            if code[position] == UInt8(ascii: "\n") { line += 1 }
            guard !Self.isWord(previous), previous != UInt8(ascii: "."),
                let word = keyword(at: position), let brace = openingBrace(after: position + word)
            else { continue }
            let body = code[position...closingBrace(of: brace)]
            found.append((line, body.count { $0 == UInt8(ascii: "\n") } + 1))
        }
        return found
    }

    /// The length of the keyword at `position` that begins a function.
    private func keyword(at position: Int) -> Int? {
        Self.keywords.first { word in
            let end = position + word.count
            return code[position] == word[0] && end < code.count
                && code[position..<end] == word[...] && !Self.isWord(code[end])
        }?.count
    }

    /// The brace that opens the body; nil for a declaration without one.
    private func openingBrace(after start: Int) -> Int? {
        var depth = 0
        for position in start..<code.count {
            switch code[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return position
            case UInt8(ascii: "}") where depth == 0, UInt8(ascii: "=") where depth == 0: return nil
            case UInt8(ascii: "\n") where depth == 0:
                let next = code[position...].drop {
                    $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: " ")
                }
                if !Self.continuations.contains(where: next.starts) { return nil }
            default: break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private func closingBrace(of brace: Int) -> Int {
        var depth = 0
        for position in brace..<code.count {
            if code[position] == UInt8(ascii: "{") { depth += 1 }
            if code[position] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return position }
        }
        return code.count - 1
    }

    /// Whether a byte is part of a word.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }
}
