import JSON

/// The filter language once more, by splitting and by fixed shapes of tokens instead of descent.
///
/// It shares nothing with the directory's own parser and evaluator, which are compared with it.
struct NaiveSearch {
    /// What the filter says of each session.
    private let matches: (Subject) -> Bool

    /// A session as a search sees it: everything by its lower-case path.
    struct Subject {
        var texts: [String: String] = [:]
        var numbers: [String: Double] = [:]
        var lists: [String: [String]] = [:]

        /// Takes the attributes of a search handle.
        init(_ attributes: JSONValue) {
            for member in attributes["strings"]?.objectValue ?? [:] {
                texts["strings/" + member.name.lowercased()] = member.value.stringValue?
                    .lowercased()
            }
            for member in attributes["numbers"]?.objectValue ?? [:] {
                numbers["numbers/" + member.name.lowercased()] = member.value.numberValue?.double
            }
            lists["tags"] = attributes["tags"]?.arrayValue?
                .compactMap { $0.stringValue?.lowercased() }
        }
    }

    private typealias Condition = (Subject) -> Bool

    /// Nil when the text is no filter.
    init?(_ filter: String) {
        guard let tokens = Self.tokens(filter) else { return nil }
        let sides = Self.split(tokens, at: "or")
        guard let sides, sides.count <= 2 else { return nil }
        let conditions = sides.compactMap { Self.conjunction($0, depth: 0) }
        guard conditions.count == sides.count else { return nil }
        matches = { subject in conditions.contains { $0(subject) } }
    }

    func finds(_ subject: Subject) -> Bool { matches(subject) }

    // MARK: Shapes

    private static func conjunction(_ tokens: [String], depth: Int) -> Condition? {
        guard let parts = split(tokens, at: "and") else { return nil }
        let conditions = parts.compactMap { term($0, depth: depth) }
        guard conditions.count == parts.count else { return nil }
        return { subject in conditions.allSatisfy { $0(subject) } }
    }

    private static func term(_ tokens: [String], depth: Int) -> Condition? {
        if tokens.first == "(", tokens.last == ")" {
            guard depth < 32 else { return nil }
            return conjunction(Array(tokens.dropFirst().dropLast()), depth: depth + 1)
        }
        let lower = tokens.map { $0.lowercased() }
        switch tokens.count {
        case 3:
            return compare(lower[0], lower[1], tokens[2])
        case 6 where lower[0] == "tolower" && lower[1] == "(" && lower[3] == ")":
            guard kind(lower[2]) == "text" else { return nil }
            return compare(lower[2], lower[4], tokens[5])
        case 8, 11:
            return lambda(tokens)
        case 10, 13:
            let truth = lower[lower.count - 1]
            guard lower[lower.count - 2] == "eq", truth == "true" || truth == "false",
                let inner = lambda(tokens.dropLast(2))
            else { return nil }
            return truth == "true" ? inner : { !inner($0) }
        default: return nil
        }
    }

    private static func compare(_ path: String, _ name: String, _ literal: String) -> Condition? {
        guard let op = comparison(name) else { return nil }
        let canonical = canonicalPath(path)
        switch kind(path) {
        case "text":
            guard let text = text(literal) else { return nil }
            return { subject in
                subject.texts[canonical].map { op(order($0, text)) } ?? (name == "ne")
            }
        case "number":
            guard literal.first?.isNumber == true || literal.first == "-",
                let number = Double(literal)
            else { return nil }
            return { subject in
                subject.numbers[canonical].map { op(order($0, number)) } ?? (name == "ne")
            }
        default: return nil
        }
    }

    private static func lambda(_ tokens: some RandomAccessCollection<String>) -> Condition? {
        let tokens = Array(tokens)
        let lower = tokens.map { $0.lowercased() }
        let isLowered = tokens.count == 11
        guard tokens.count == 8 || isLowered, lower[0].hasSuffix("/any"),
            ["tags", "achievementids"].contains(lower[0].dropLast(4)),
            tokens[1] == "(", isWord(tokens[2]), !tokens[2].contains("/"), tokens[3] == ":",
            tokens[tokens.count - 1] == ")", let literal = text(tokens[tokens.count - 2]),
            let op = comparison(lower[tokens.count - 3])
        else { return nil }
        let item = Array(tokens[4..<(tokens.count - 3)])
        let expected = isLowered ? ["tolower", "(", tokens[2], ")"] : [tokens[2]]
        guard
            isLowered
                ? lower[4] == "tolower" && Array(item[1...]) == Array(expected[1...])
                : item == expected
        else { return nil }
        let list = String(lower[0].dropLast(4))
        let isNone = lower[tokens.count - 3] == "ne"
        return { subject in
            let elements = subject.lists[list] ?? []
            return isNone
                ? elements.allSatisfy { $0 != literal }
                : elements.contains { op(order($0, literal)) }
        }
    }

    // MARK: Words

    private static func kind(_ path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if path == "language" || path == "session/registrationstate" { return "text" }
        guard parts.count == 2, let first = parts[1].first, first.isLetter else { return nil }
        switch parts[0] {
        case "strings", "string": return "text"
        case "numbers", "number": return "number"
        default: return nil
        }
    }

    private static func canonicalPath(_ path: String) -> String {
        let parts = path.split(separator: "/")
        guard parts.count == 2, parts[0] == "string" || parts[0] == "number" else { return path }
        return "\(parts[0])s/\(parts[1])"
    }

    private static func comparison(_ name: String) -> ((Int) -> Bool)? {
        switch name {
        case "eq": { $0 == 0 }
        case "ne": { $0 != 0 }
        case "gt": { $0 > 0 }
        case "ge": { $0 >= 0 }
        case "lt": { $0 < 0 }
        case "le": { $0 <= 0 }
        default: nil
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    private static func text(_ token: String) -> String? {
        guard token.first == "'" else { return nil }
        return token.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false)
            .joined(separator: "'")
    }

    private static func isWord(_ token: String) -> Bool { token.first?.isLetter == true }

    /// Splits at a word outside of all parentheses; nil when the parentheses do not match.
    private static func split(_ tokens: [String], at word: String) -> [[String]]? {
        var parts: [[String]] = [[]]
        var depth = 0
        for token in tokens {
            if token == "(" { depth += 1 }
            if token == ")" { depth -= 1 }
            guard depth >= 0 else { return nil }
            if depth == 0, token.lowercased() == word {
                parts.append([])
            } else {
                parts[parts.count - 1].append(token)
            }
        }
        return depth == 0 ? parts : nil
    }

    private static func tokens(_ filter: String) -> [String]? {
        var tokens: [String] = []
        var rest = filter[...]
        let token = /'(?:[^']|'')*'|-?[0-9]+(?:\.[0-9]+)?|[A-Za-z][A-Za-z0-9\/]*|[():]/
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard !rest.isEmpty else { return tokens }
            guard let match = rest.prefixMatch(of: token) else { return nil }
            tokens.append(String(match.output))
            rest = rest[match.range.upperBound...]
        }
    }
}
