/// A Swift file, with its code apart from its comments and its texts.
struct SwiftFile: Sendable {
    let path: String
    /// The lines of code: comments, the insides of texts and raw identifiers are blank.
    let code: [String]
    /// The lines of comments: everything else is blank.
    let comments: [String]
    /// The lines, from 0, on which each word of the code stands.
    private let codeWords: [String: [Int]]
    /// The lines, from 0, on which each word of the comments stands.
    private let commentWords: [String: [Int]]

    init(path: String, text: String) {
        self.path = path
        var scanner = SwiftScanner(text)
        scanner.scan()
        code = Self.lines(of: scanner.code)
        comments = Self.lines(of: scanner.comments)
        codeWords = Self.words(of: scanner.code)
        commentWords = Self.words(of: scanner.comments)
    }

    /// The target that the file belongs to.
    var target: Substring { path.split(separator: "/")[1] }

    /// The file's name without its extension.
    var name: Substring { path.split(separator: "/").last?.dropLast(6) ?? "" }

    /// The lines of code with one of `words`, and with `pattern` where one is given.
    func findings(
        of words: [String], matching pattern: Regex<AnyRegexOutput>? = nil, _ what: String
    ) -> [Finding] {
        lines(of: words, in: codeWords)
            .filter { index in pattern.map { code[index].contains($0) } ?? true }
            .map { Finding(path: path, line: $0 + 1, what: what) }
    }

    /// The lines of comments with one of `words`.
    func comments(with words: [String]) -> [(line: Int, text: String)] {
        lines(of: words, in: commentWords).map { ($0 + 1, comments[$0]) }
    }

    /// The types that are declared outside of all others.
    var types: [Substring] {
        lines(of: ["struct", "enum", "class", "actor", "protocol"], in: codeWords).compactMap {
            code[$0].prefixMatch(
                of: /(?:[a-z]+ )*(?:struct|enum|class|actor|protocol) (\w+)/)?.1
        }
    }

    /// Whether a comment stands on the line at `index` or on one of the two before it.
    func isExplained(at index: Int) -> Bool {
        comments[max(0, index - 2)...index].contains { $0.contains(/\w/) }
    }

    private static func lines(of text: [UInt8]) -> [String] {
        text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func lines(of words: [String], in index: [String: [Int]]) -> [Int] {
        Set(words.flatMap { index[$0] ?? [] }).sorted()
    }

    private static func words(of text: [UInt8]) -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        var line = 0
        var start: Int?
        for position in 0...text.count {
            let byte = position < text.count ? text[position] : UInt8(ascii: "\n")
            if FunctionLengths.isWord(byte) {
                if start == nil { start = position }
                continue
            }
            if let first = start {
                let word = String(decoding: text[first..<position], as: UTF8.self)
                found[word, default: []].append(line)
                start = nil
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
        }
        return found
    }
}
