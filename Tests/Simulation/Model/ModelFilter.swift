import JSON
import Sessions

/// A search filter, read by descent along the grammar of 11.10.
struct ModelFilter {
    typealias Test = (ModelSearchSubject) -> Bool

    private var test: Test = { _ in true }

    func matches(_ subject: ModelSearchSubject) -> Bool { test(subject) }

    init(_ value: JSONValue?) throws(Refusal) {
        guard let value else { return }
        guard let text = value.stringValue else { throw .invalid() }
        if text.allSatisfy({ $0 == " " }) { return }
        var parser = ModelFilterParser(text)
        test = try parser.filter()
    }
}

/// Literals of a filter.
private enum ModelLiteral {
    case text(String)
    case number(Double)
    case flag(Bool)
}

private struct ModelFilterParser {
    private var rest: Substring

    init(_ text: String) { rest = text[...] }

    private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }

    /// Takes a sign when it comes next.
    private mutating func take(_ sign: Character) -> Bool {
        skipSpaces()
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func need(_ sign: Character) throws(Refusal) {
        guard take(sign) else { throw .invalid() }
    }

    /// The next word in lower case, which stays in front.
    private var nextWord: String {
        rest.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "/" }.lowercased()
    }

    private mutating func word() throws(Refusal) -> String {
        let word = nextWord
        guard !word.isEmpty else { throw .invalid() }
        skipSpaces()
        rest = rest.dropFirst(word.count)
        return word
    }

    private mutating func takeWord(_ wanted: String) throws(Refusal) -> Bool {
        guard nextWord == wanted else { return false }
        _ = try word()
        return true
    }

    mutating func filter() throws(Refusal) -> ModelFilter.Test {
        let first = try conjunction()
        var test = first
        if try takeWord("or") {
            let second = try conjunction()
            test = { first($0) || second($0) }
        }
        skipSpaces()
        guard rest.isEmpty else { throw .invalid() }
        return test
    }

    private mutating func conjunction() throws(Refusal) -> ModelFilter.Test {
        var tests = [try term()]
        while try takeWord("and") { tests.append(try term()) }
        return { subject in tests.allSatisfy { $0(subject) } }
    }

    private mutating func term() throws(Refusal) -> ModelFilter.Test {
        if take("(") {
            let inner = try conjunction()
            try need(")")
            return inner
        }
        var name = try word()
        var isLowered = false
        if name == "tolower" {
            try need("(")
            name = try word()
            try need(")")
            isLowered = true
        } else if name.hasSuffix("/any") {
            return try lambda(String(name.dropLast(4)))
        }
        guard let path = ModelSearchPath(name), !path.isList else { throw .invalid() }
        if isLowered, path.kind != .text { throw .invalid() }
        return try comparison(path)
    }

    private mutating func comparison(_ path: ModelSearchPath) throws(Refusal) -> ModelFilter.Test {
        let test = try Self.operation(word())
        switch (path.kind, try literal()) {
        case (.number, .number(let wanted)):
            return { subject in
                guard let number = path.number(subject) else { return test.isNegation }
                return test.holds(number < wanted, number == wanted)
            }
        case (.text, .text(let wanted)):
            return { subject in
                guard let text = path.text(subject) else { return test.isNegation }
                return test.holds(text < wanted, text == wanted)
            }
        case (.time, .text(let wanted)):
            guard let time = Timestamp(wanted) else { throw .invalid() }
            return { subject in
                guard let found = path.time(subject) else { return test.isNegation }
                return test.holds(found < time, found == time)
            }
        default: throw .invalid()
        }
    }

    /// `any`, where "not equal" says that no element is equal (11.10.4).
    private mutating func lambda(_ name: String) throws(Refusal) -> ModelFilter.Test {
        guard let path = ModelSearchPath(name), path.isList else { throw .invalid() }
        try need("(")
        let variable = try word()
        try need(":")
        var item = try word()
        if item == "tolower" {
            try need("(")
            item = try word()
            try need(")")
        }
        guard item == variable else { throw .invalid() }
        let test = try Self.operation(word())
        guard case .text(let wanted) = try literal() else { throw .invalid() }
        try need(")")
        var expected = true
        if try takeWord("eq") {
            guard case .flag(let flag) = try literal() else { throw .invalid() }
            expected = flag
        }
        return { subject in
            let elements = path.list(subject)
            let holds =
                test.isNegation
                ? !elements.contains(wanted)
                : elements.contains { test.holds($0 < wanted, $0 == wanted) }
            return holds == expected
        }
    }

    /// An operator: what it makes of "is less" and "is equal".
    struct Comparison {
        let name: String
        var isNegation: Bool { name == "ne" }

        func holds(_ isLess: Bool, _ isEqual: Bool) -> Bool {
            switch name {
            case "eq": isEqual
            case "ne": !isEqual
            case "lt": isLess
            case "le": isLess || isEqual
            case "gt": !isLess && !isEqual
            default: !isLess
            }
        }
    }

    private static func operation(_ name: String) throws(Refusal) -> Comparison {
        guard ["eq", "ne", "gt", "ge", "lt", "le"].contains(name) else { throw .invalid() }
        return Comparison(name: name)
    }

    private mutating func literal() throws(Refusal) -> ModelLiteral {
        if try takeWord("true") { return .flag(true) }
        if try takeWord("false") { return .flag(false) }
        if take("'") {
            var text = ""
            while let sign = rest.popFirst() {
                if sign != "'" {
                    text.append(sign)
                } else if rest.first == "'" {
                    text.append("'")
                    rest.removeFirst()
                } else {
                    return .text(text)
                }
            }
            throw .invalid()
        }
        skipSpaces()
        let digits = rest.prefix { $0.isNumber || $0 == "." || $0 == "-" }
        guard let number = Double(digits) else { throw .invalid() }
        rest = rest.dropFirst(digits.count)
        return .number(number)
    }
}
