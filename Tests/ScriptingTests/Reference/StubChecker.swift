/// Reads definitions for editors, and says what breaks the grammar of lua-language-server's
/// annotations as its documentation gives it, or names what is not there.
///
/// Only what the stubs use is known: `@meta`, `@class`, `@field`, `@alias`, `@param`, `@return`,
/// `@overload` and `@operator`. Anything else is a fault.
struct StubChecker {
    /// The faults, as `line: text`.
    private(set) var findings: [String] = []
    /// The classes and aliases that are declared.
    private(set) var declared: Set<String> = []

    private var line = 0
    /// Types named, with the lines that name them.
    private var named: [(name: String, line: Int)] = []
    /// The names that parameters of the next function have.
    private var parameters: [String] = []
    /// The class that the next local is.
    private var pendingClass: String?
    private var fields: Set<String> = []
    private var locals: Set<String> = []
    private var isInAlias = false

    /// Reads a file.
    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        line = 1
        if lines.first.map({ isMeta($0) }) != true { fault("the file does not begin with @meta") }
        var isCode = false
        for (index, text) in lines.enumerated() {
            line = index + 1
            if text == "---```lua" || text == "---```" {
                isCode = text == "---```lua"
            } else if !isCode {
                read(text)
            }
        }
        let known = declared.union(Self.builtIn)
        for use in named where !known.contains(use.name) {
            line = use.line
            fault("no class or alias '\(use.name)'")
        }
    }

    private static let builtIn: Set<String> = [
        "nil", "any", "boolean", "string", "number", "integer", "function", "table", "thread",
        "userdata", "lightuserdata",
    ]

    private func isMeta(_ text: Substring) -> Bool {
        text == "---@meta" || text.hasPrefix("---@meta ") && Self.isName(text.dropFirst(9))
    }

    private mutating func fault(_ what: String) { findings.append("\(line): \(what)") }

    // MARK: Lines

    private mutating func read(_ text: Substring) {
        if text.hasPrefix("---| ") {
            if !isInAlias { fault("a choice outside of an alias") }
            choice(text.dropFirst(5))
        } else if text.hasPrefix("---@") {
            isInAlias = false
            annotation(text.dropFirst(4))
        } else if !text.hasPrefix("--") {
            isInAlias = false
            code(text)
        }
    }

    private mutating func choice(_ text: Substring) {
        var reader = TypeReader(text)
        guard reader.literal(), reader.isAtEnd || reader.rest.hasPrefix("# ") else {
            return fault("no choice: \(text)")
        }
    }

    private mutating func annotation(_ text: Substring) {
        let tag = text.prefix { $0.isLetter }
        let rest = text.dropFirst(tag.count + 1)
        switch tag {
        case "meta":
            if line != 1 { fault("@meta stands in the middle") }
        case "class": classes(rest)
        case "alias": alias(rest)
        case "field": field(rest)
        case "param": parameter(rest)
        case "return": type(rest, mayEnd: "...")
        case "operator": operation(rest)
        case "overload":
            if !rest.hasPrefix("fun(") { fault("an overload is no function") }
            type(rest)
        default: fault("unknown annotation @\(tag)")
        }
    }

    private mutating func classes(_ text: Substring) {
        let parts = text.split(separator: ":").map { $0.drop { $0 == " " } }
        declare(parts.first ?? "")
        for parent in parts.dropFirst() { type(parent) }
        pendingClass = String(parts.first ?? "")
        fields = []
    }

    private mutating func alias(_ text: Substring) {
        let name = text.prefix { $0 != " " }
        declare(name)
        pendingClass = nil
        let rest = text.dropFirst(name.count + 1)
        if rest.isEmpty { isInAlias = true } else { type(rest) }
    }

    private mutating func declare(_ name: Substring) {
        let isValid = name.split(separator: ".", omittingEmptySubsequences: false)
            .allSatisfy(Self.isName)
        if !isValid { fault("'\(name)' is no name of a type") }
        if !declared.insert(String(name)).inserted { fault("'\(name)' is declared twice") }
    }

    private mutating func field(_ text: Substring) {
        guard pendingClass != nil else { return fault("a field outside of a class") }
        let (name, rest) = Self.nameAndRest(text)
        guard Self.isName(name) else { return fault("'\(name)' is no name of a field") }
        if !fields.insert(String(name)).inserted { fault("the field '\(name)' stands twice") }
        type(rest)
    }

    private mutating func parameter(_ text: Substring) {
        let (name, rest) = Self.nameAndRest(text)
        guard name == "..." || Self.isName(name) else {
            return fault("'\(name)' is no name of a parameter")
        }
        parameters.append(String(name))
        type(rest)
    }

    private mutating func operation(_ text: Substring) {
        let name = text.prefix { $0.isLetter }
        let known = [
            "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv", "band", "bor", "bxor", "shl",
            "shr", "bnot", "concat", "len", "call",
        ]
        guard known.contains(String(name)) else { return fault("no operator '\(name)'") }
        var rest = text.dropFirst(name.count)
        if rest.first == "(" {
            let operand = rest.dropFirst().prefix { $0 != ")" }
            type(operand)
            rest = rest.dropFirst(operand.count + 2)
        }
        guard rest.hasPrefix(": ") else { return fault("an operator without a result") }
        type(rest.dropFirst(2))
    }

    /// Reads a type and leaves what follows it, which is text.
    private mutating func type(_ text: Substring, mayEnd mark: String? = nil) {
        var reader = TypeReader(text)
        guard reader.union() else { return fault("no type: \(text)") }
        if let mark, reader.rest.hasPrefix(mark) { reader.rest = reader.rest.dropFirst(mark.count) }
        if let next = reader.rest.first, !next.isLetter, !next.isNumber, !"\"({#".contains(next) {
            fault("'\(reader.rest)' follows a type")
        }
        named += reader.names.map { ($0, line) }
    }

    // MARK: Code

    private mutating func code(_ text: Substring) {
        defer { if !text.isEmpty { (parameters, pendingClass) = ([], nil) } }
        if text.isEmpty || text.hasPrefix("return ") { return }
        if text.hasPrefix("local "), text.hasSuffix(" = {}") {
            let name = text.dropFirst(6).dropLast(5)
            if !Self.isName(name) { fault("'\(name)' is no name of a local") }
            if pendingClass == nil { fault("the local '\(name)' is of no class") }
            locals.insert(String(name))
            return
        }
        guard text.hasPrefix("function "), text.hasSuffix(") end") else {
            return fault("code that is no definition: \(text)")
        }
        let parts = text.dropFirst(9).dropLast(5).split(
            separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts[0].split { $0 == "." || $0 == ":" }
        guard name.count == 2, Self.isName(name[1]) else {
            return fault("'\(parts[0])' is no name of a function")
        }
        if !locals.contains(String(name[0])) { fault("no class '\(name[0])' for a function") }
        let names = parts[1].split(separator: ",").map { String($0.drop { $0 == " " }) }
        if names != parameters { fault("the parameters of '\(parts[0])' are not those described") }
    }

    // MARK: Names

    private static func nameAndRest(_ text: Substring) -> (Substring, Substring) {
        let word = text.prefix { $0 != " " }
        let name = word.hasSuffix("?") ? word.dropLast() : word
        return (name, text.dropFirst(word.count + 1))
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, !first.isNumber else { return false }
        let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        return isWord && !LuaToken.keywords.contains(String(text))
    }
}

/// Reads one type of an annotation.
private struct TypeReader {
    var rest: Substring
    var names: [String] = []

    init(_ text: Substring) { rest = text }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func union() -> Bool {
        repeat {
            guard postfixed() else { return false }
        } while take("|")
        skipSpace()
        return true
    }

    mutating func literal() -> Bool {
        guard take("\"") else { return false }
        rest = rest.drop { $0 != "\"" }
        guard take("\"") else { return false }
        skipSpace()
        return true
    }

    private mutating func postfixed() -> Bool {
        guard primary() else { return false }
        while take("[]") || take("?") {}
        return true
    }

    private mutating func primary() -> Bool {
        if rest.first == "\"" {
            rest = rest.dropFirst().drop { $0 != "\"" }
            return take("\"")
        }
        if take("(") { return union() && take(")") }
        if take("{ ") { return fields() }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_.".contains($0)) }
        guard let first = name.first, first.isLetter, name.last != "." else { return false }
        rest = rest.dropFirst(name.count)
        if name == "fun" { return function() }
        names.append(String(name))
        if name == "table", take("<") {
            return union() && take(",") && union() && take(">")
        }
        return true
    }

    private mutating func fields() -> Bool {
        repeat {
            skipSpace()
            guard takeWord(), take(": "), union() else { return false }
        } while take(",")
        return take("}")
    }

    private mutating func function() -> Bool {
        guard take("(") else { return false }
        while !take(")") {
            skipSpace()
            guard take("...") || takeWord() else { return false }
            _ = take("?")
            if take(":") {
                skipSpace()
                guard union() else { return false }
            }
            guard take(",") || rest.first == ")" else { return false }
        }
        guard take(":") else { return true }
        repeat {
            skipSpace()
            guard union() else { return false }
        } while take(",")
        return true
    }

    private mutating func takeWord() -> Bool {
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        rest = rest.dropFirst(word.count)
        return !word.isEmpty
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        if text != "|", text != "(", text != "[]", text != "?", text != "\"" { skipSpace() }
        return true
    }

    private mutating func skipSpace() { rest = rest.drop { $0 == " " } }
}
