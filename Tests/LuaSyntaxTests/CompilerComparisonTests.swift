import Lua
import LuaSyntax
import Testing

/// What only the compiler knows: these differences are meant.
///
/// The reader does not look for labels, for constants that are assigned to, for `break` outside of
/// a loop, and for limits of the compiler; such a text goes on until its grammar is whole. And
/// `State.load` passes over a first line that begins with `#`, where the reader takes `#x` for a
/// length, so that a blank stands before every text here. A string that is not closed and cannot
/// stand where it does is wrong for the reader, while the compiler waits for its end.
private let meantDifferences = [
    "break outside a loop", "no visible label", "already defined", "attempt to assign to const",
    "multiple to-be-closed", "jumps into the scope", "overflow", "too many", "limit is",
]

@Suite struct `The reader` {
    let state: LuaState

    init() throws { state = try LuaState() }

    @Test(arguments: 0..<8)
    func `agrees with the compiler on words in any order`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var compared = 0
        for _ in 0..<1500 {
            let words = (0...random.below(9)).map { _ in random.pick(GeneratedChunk.words) }
            compared += compare(words.joined(separator: random.pick([" ", "\n"]))) ? 1 : 0
        }
        #expect(compared > 1200)
    }

    @Test(arguments: 0..<8)
    func `agrees with the compiler on chunks cut short or spoiled`(seed: UInt64) {
        var random = SeededGenerator(seed: 1000 + seed)
        var compared = 0
        for _ in 0..<600 {
            var chunk = GeneratedChunk(random: random)
            chunk.addStatements()
            random = chunk.random
            var words = chunk.words
            if random.below(3) > 0 { words.removeLast(random.below(words.count)) }
            if random.below(4) == 0, !words.isEmpty {
                words[random.below(words.count)] = random.pick(GeneratedChunk.words)
            }
            compared += compare(words.joined(separator: random.pick([" ", "\n", " \t "]))) ? 1 : 0
        }
        #expect(compared > 400)
    }

    /// Whether the compiler's word counts.
    private func compare(_ text: String) -> Bool {
        let refusals = [" " + text, "return " + text].map(refusal)
        let isMeant = refusals.contains { message in
            guard let message else { return false }
            return meantDifferences.contains { message.contains($0) }
        }
        guard !isMeant else { return false }
        let isWhole = refusals.contains(nil)
        let goesOn = refusals.contains { $0?.hasSuffix("near <eof>") == true }
        var reader = SourceReader(text)
        let isComplete = reader.isComplete()
        if let wrong = reader.firstUnexpectedToken(), wrong.condition == .open { return false }
        #expect(isComplete == (isWhole || !goesOn), "\(text)")
        return true
    }

    /// What the compiler says; with the line ended, as Enter does.
    private func refusal(_ text: String) -> String? {
        do throws(LuaError) {
            _ = try state.load(text + "\n", name: "text")
            return nil
        } catch {
            return error.message
        }
    }
}

/// Chunks that Lua accepts, made by chance.
struct GeneratedChunk {
    var random: SeededGenerator
    var words: [String] = []
    private var depth = 0

    static let words = [
        "x", "y", "f", "a", "x", "f", "1", "0x1p4", "'s'", "[[s]]", "\"a\\\nb\"", "...", "nil",
        "true", "(", ")", "(", ")", "{", "}", "[", "]", "=", "=", ",", ",", ".", ":", ";", "::",
        "+", "-", "*", "/", "//", "%", "^", "#", "&", "~", "|", "<<", ">>", "==", "~=", "<=", ">=",
        "<", ">", "..", "and", "or", "not", "local", "function", "function", "end", "end", "if",
        "then", "else", "elseif", "while", "do", "for", "in", "repeat", "until", "return", "break",
        "goto", "<const>", "<close>", "<foo>", "-- c\n", "--[[ c ]]", "'s", "3x", "@", "[==[ s",
        "--[[ c", "'s\\", "'\\z",
    ]

    init(random: SeededGenerator) { self.random = random }

    mutating func addStatements() {
        for _ in 0...random.below(3) { addStatement() }
    }

    private mutating func addStatement() {
        depth += 1
        defer { depth -= 1 }
        switch depth > 4 ? 0 : random.below(11) {
        case 0: add("x", "=", expression())
        case 1: add("a", ".", "b", ",", "x", "=", expression(), ",", expression())
        case 2: add("local", "x", random.pick(["", "<const>"]), "=", expression())
        case 3: addBlock("while", expression(), "do")
        case 4: addBlock("for", "i", "=", expression(), ",", expression(), "do")
        case 5: addBlock("for", "k", ",", "v", "in", expression(), "do")
        case 6: addBlock("function", "f", ".", "g", ":", "h", "(", "x", ",", "...", ")")
        case 7:
            add("if", expression(), "then")
            addStatements()
            if random.below(2) == 0 { add("elseif", expression(), "then") }
            if random.below(2) == 0 { add("else") }
            add("end")
        case 8:
            add("repeat")
            addStatements()
            add("until", expression())
        case 9: add("f", "(", expression(), ")", ":", "m", "{", "x", "=", expression(), ";", "}")
        default: addBlock("do")
        }
    }

    private mutating func addBlock(_ head: String...) {
        words += head.flatMap { $0.split(separator: " ").map(String.init) }
        addStatements()
        if random.below(5) == 0 { add("return", expression()) }
        add("end")
    }

    private mutating func add(_ more: String...) {
        words += more.flatMap { $0.split(separator: " ").map(String.init) }
    }

    private mutating func expression() -> String {
        depth += 1
        defer { depth -= 1 }
        switch depth > 6 ? random.below(4) : random.below(12) {
        case 0: return "x"
        case 1: return "12"
        case 2: return "'s'"
        case 3: return "a . b"
        case 4: return "not \(expression())"
        case 5: return "- \(expression())"
        case 6: return "\(expression()) .. \(expression())"
        case 7: return "\(expression()) == \(expression())"
        case 8: return "( \(expression()) )"
        case 9: return "{ \(expression()) , k = \(expression()) }"
        case 10: return "f ( \(expression()) )"
        default: return "function ( a ) return \(expression()) end"
        }
    }
}
