import Lua
import Scripting

/// Looks for names in Lua code that the reference does not know.
///
/// It follows types as far as they are plain: from `require "muster"` through fields, calls,
/// methods and indices into locals. What it cannot follow it leaves alone, but for the names of
/// methods, which some class must have.
struct DeclaredNames {
    /// The faults, as `line: text`.
    private(set) var findings: [String] = []

    private let reference: ScriptReference
    private let tokens: [LuaToken]
    private let methods: Set<String>
    private var types: [String: LuaType] = [:]

    /// Looks through a script.
    init(_ script: String, _ reference: ScriptReference = .current) {
        self.reference = reference
        tokens = LuaToken.all(of: script)
        let ours = reference.groups.flatMap { $0.entries(.method).map(\.name) }
        methods = Set(ours).union(Self.lua)
        scan(0..<tokens.count, isTable: false)
    }

    /// The methods of strings and files.
    private static let lua = [
        "byte", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse",
        "sub",
        "upper", "pack", "unpack", "close", "flush", "lines", "read", "seek", "setvbuf", "write",
    ]

    // MARK: Statements

    private mutating func scan(_ range: Range<Int>, isTable: Bool) {
        var place = range.lowerBound
        while place < range.upperBound {
            let token = tokens[place]
            switch (token.kind, token.text) {
            case (.keyword, "local") where text(place + 1) != "function":
                place = local(place + 1, range.upperBound)
            case (.keyword, "for"):
                place = loop(place + 1, range.upperBound)
            case (.keyword, "function"):
                place = parameters(place + 1, range.upperBound)
            case (.name, _) where isTable && text(place + 1) == "=" && isKey(place):
                place += 2
            case (.name, _), (.symbol, "("), (.string, _):
                let start = place
                let end = chain(&place, range.upperBound)
                // An assignment to a local gives it the type of what follows.
                if token.kind == .name, place == start + 1, text(place) == "=" {
                    types[token.text] = value(place + 1, range.upperBound)
                }
                _ = end
            case (.symbol, "{"):
                let end = closing(place)
                scan(place + 1..<end, isTable: true)
                place = end + 1
            default:
                place += 1
            }
        }
    }

    /// Whether a name begins a field of a table constructor.
    private func isKey(_ place: Int) -> Bool { ["{", ",", ";"].contains(text(place - 1)) }

    /// `name, name = value, value`: the values are scanned by who called.
    private mutating func local(_ start: Int, _ end: Int) -> Int {
        let (names, place) = names(from: start, end)
        for name in names { types[name] = nil }
        guard text(place) == "=" else { return place }
        var at = place + 1
        for name in names {
            var next = at
            types[name] = value(&next, end)
            guard types[name] != nil || next > at, text(next) == "," else { break }
            at = next + 1
        }
        return place + 1
    }

    private mutating func loop(_ start: Int, _ end: Int) -> Int {
        let (names, place) = names(from: start, end)
        for name in names { types[name] = nil }
        guard text(place) == "in", names.count == 2, ["ipairs", "pairs"].contains(text(place + 1)),
            text(place + 2) == "("
        else { return place }
        types[names[1]] = value(place + 3, end).flatMap(reference.element)
        return place + 1
    }

    private mutating func parameters(_ start: Int, _ end: Int) -> Int {
        var place = start
        while place < end, text(place) != "(" { place += 1 }
        let (names, after) = names(from: place + 1, end)
        for name in names { types[name] = nil }
        return after
    }

    private func names(from start: Int, _ end: Int) -> ([String], Int) {
        var names: [String] = []
        var place = start
        while place < end, tokens[place].kind == .name {
            names.append(tokens[place].text)
            place += 1
            // An attribute, such as <close>.
            if text(place) == "<" { place += 3 }
            guard text(place) == "," else { break }
            place += 1
        }
        return (names, place)
    }

    // MARK: Values

    /// The type of the value that begins at `start`, without noting what is wrong in it: whoever
    /// asks scans it too.
    private func value(_ start: Int, _ end: Int) -> LuaType? {
        var place = start
        return value(&place, end)
    }

    private func value(_ place: inout Int, _ end: Int) -> LuaType? {
        guard place < end, tokens[place].kind == .name else { return nil }
        var copy = self
        let type = copy.chain(&place, end)
        let isWhole =
            place >= end || text(place) == "," || text(place) == ")"
            || tokens[place].line > tokens[place - 1].line && tokens[place].kind != .symbol
            || tokens[place].kind == .keyword && !["and", "or"].contains(text(place))
        return isWhole ? type : nil
    }

    /// Follows a name or value and what is done with it; notes names that are not declared.
    @discardableResult
    private mutating func chain(_ place: inout Int, _ end: Int) -> LuaType? {
        var type: LuaType?
        var called: ReferenceEntry?
        switch tokens[place].kind {
        case .name where text(place) == "require" && text(place + 1).contains("\"muster\""):
            type = ScriptReference.module
            place += 2
        case .name:
            type = types[text(place)]
            place += 1
        case .string:
            place += 1
        default:
            let close = closing(place)
            scan(place + 1..<close, isTable: false)
            place = close + 1
        }
        while place < end {
            switch (tokens[place].kind, text(place)) {
            case (.symbol, "."), (.symbol, ":"):
                guard place + 1 < end, tokens[place + 1].kind == .name else { return nil }
                called = member(place + 1, of: type, isMethod: text(place) == ":")
                type = called?.kind == .field ? called?.types.first : nil
                place += 2
            case (.symbol, "("), (.symbol, "{"), (.string, _):
                // A string or table after a value is its argument; after a name alone, too.
                let isString = tokens[place].kind == .string
                let close = isString ? place : closing(place)
                if !isString { scan(place + 1..<close, isTable: text(place) == "{") }
                type = called?.types.first
                called = nil
                place = close + 1
            case (.symbol, "["):
                let close = closing(place)
                scan(place + 1..<close, isTable: false)
                type = type.flatMap(reference.element)
                called = nil
                place = close + 1
            default:
                return type
            }
        }
        return type
    }

    private mutating func member(
        _ place: Int, of type: LuaType?, isMethod: Bool
    ) -> ReferenceEntry? {
        let name = tokens[place]
        if let type, !reference.members(of: type).isEmpty {
            if let entry = reference.member(name.text, of: type) { return entry }
            findings.append("\(name.line): \(type.annotation) has no '\(name.text)'")
        } else if isMethod, !methods.contains(name.text) {
            findings.append("\(name.line): no class has a method '\(name.text)'")
        }
        return nil
    }

    // MARK: Tokens

    private func text(_ place: Int) -> String {
        tokens.indices.contains(place) ? tokens[place].text : ""
    }

    /// Where the bracket at `place` is closed.
    private func closing(_ place: Int) -> Int {
        var depth = 0
        for index in place..<tokens.count where tokens[index].kind == .symbol {
            if ["(", "{", "["].contains(tokens[index].text) { depth += 1 }
            if [")", "}", "]"].contains(tokens[index].text) { depth -= 1 }
            if depth == 0 { return index }
        }
        return tokens.count
    }
}
