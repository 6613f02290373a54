/// A test function, and the rules of the specification that it names.
struct NamedTest: Sendable {
    /// The raw identifier or plain name of the function.
    let name: String
    /// Numbers such as `5.2.3` in the name, the texts and the comments.
    let rules: Set<String>
    /// The conformance case that the name begins with.
    let conformanceCase: Int?

    /// Reads the tests of a file.
    ///
    /// What stands above the first test belongs to all of them, if it stands in comments.
    static func all(in file: SwiftFile, text: String) -> [NamedTest] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let starts = file.code.indices.filter { file.code[$0].contains("@Test") }
        return zip(starts, starts.dropFirst() + [lines.count]).compactMap { start, end in
            let code = file.code[start..<end]
            guard let line = code.indices.first(where: { file.code[$0].contains("func ") }),
                let name = lines[line].firstMatch(of: /func (?:`([^`]+)`|(\w+))/)
            else { return nil }
            // Comments right above the test are about it.
            var first = start
            while first > 0, file.code[first - 1].allSatisfy(\.isWhitespace),
                !file.comments[first - 1].allSatisfy(\.isWhitespace)
            {
                first -= 1
            }
            var rules: Set<String> = []
            for index in first..<end { rules.formUnion(numbers(outside: file, lines, index)) }
            let title = String(name.1 ?? name.2 ?? "")
            let number = title.prefixMatch(of: /case (\d+)/).flatMap { Int($0.1) }
            if let number { rules.formUnion(ConformanceRules.rules(of: number)) }
            return NamedTest(name: title, rules: rules, conformanceCase: number)
        }
    }

    /// The numbers in a line's comments and texts.
    private static func numbers(
        outside file: SwiftFile, _ lines: [Substring], _ index: Int
    ) -> [String] {
        let code = Array(file.code[index].utf8)
        let rest = lines[index].utf8.enumerated().map { position, byte in
            position < code.count && code[position] != UInt8(ascii: " ") ? UInt8(ascii: " ") : byte
        }
        return String(decoding: rest, as: UTF8.self)
            .matches(of: /\d+\.\d+(?:\.\d+)?[a-z]?/).map { String($0.0) }
    }
}
