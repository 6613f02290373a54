/// Reads the text that is being typed, again and again while it changes.
///
/// It keeps the tokens of every line of the last text and divides again only lines that have
/// changed, or that begin another way since a line before them has. What it takes to know whether
/// the text is whole is kept for every few lines.
public struct SourceReader: Sendable {
    /// The text in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private(set) var lines = [Line(start: 0, character: 0, isPlain: true, state: .normal)]
    /// How a line after the last one would begin.
    private(set) var endState = Lexer.State.normal
    /// What has been read of the text by the grammar, at the starts of some lines.
    private var checkpoints = [Checkpoint()]

    /// How many lines lie between two checkpoints.
    private static let checkpointLines = 32

    /// A line and its tokens, which count from its start.
    struct Line: Equatable {
        var start: Int
        /// How many characters stand before it, and whether each of its bytes is one.
        var character: Int
        var isPlain: Bool
        var state: Lexer.State
        var tokens: [Token] = []
    }

    /// What the grammar makes of all before a line.
    private struct Checkpoint {
        var line = 0
        var statements = Recognizer.statements
        var expressions = Recognizer.expressions

        mutating func take(_ token: Token, of bytes: [UInt8]) {
            statements.take(token, of: bytes)
            expressions.take(token, of: bytes)
        }
    }

    /// Reads nothing yet.
    public init() {}

    /// Reads a text.
    public init(_ text: String) { update(text) }

    /// Takes another text in place of the last one.
    public mutating func update(_ text: String) { update(Array(text.utf8)) }

    /// As ``update(_:)-(String)``, with the bytes of a text.
    mutating func update(_ new: [UInt8]) {
        let change = TextChange(from: bytes, to: new)
        guard !change.isNone else { return }
        let old = bytes
        bytes = new
        let first = line(at: change.prefix)
        let reusable = reusableLines(after: first, change, oldCount: old.count)
        relex(from: first, keeping: reusable, shift: new.count - old.count)
        checkpoints.removeAll { $0.line > first }
    }

    /// The number of lines; an empty text has one.
    public var lineCount: Int { lines.count }

    /// The line that holds a byte; the last one for what is past the end.
    public func line(at offset: Int) -> Int { lastLine { $0.start <= offset } }

    /// The last line of which something is true that is true of the first and of all up to it.
    func lastLine(where isTrue: (Line) -> Bool) -> Int {
        var low = 0
        var high = lines.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if isTrue(lines[middle]) { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line, without its line break.
    public func range(ofLine line: Int) -> Range<Int> {
        lines[line].start..<(line + 1 < lines.count ? lines[line + 1].start - 1 : bytes.count)
    }

    /// How a line begins.
    public func state(beforeLine line: Int) -> Lexer.State { lines[line].state }

    /// The tokens of a line.
    public func tokens(inLine line: Int) -> [Token] {
        lines[line].tokens.map { $0.moved(by: lines[line].start, line: line) }
    }

    /// All tokens, comments too.
    public var tokens: [Token] {
        var tokens: [Token] = []
        tokens.reserveCapacity(lines.reduce(0) { $0 + $1.tokens.count })
        for (number, line) in lines.enumerated() {
            for token in line.tokens { tokens.append(token.moved(by: line.start, line: number)) }
        }
        return tokens
    }

    /// The text of a token.
    public func text(of token: Token) -> String {
        String(decoding: bytes[token.range], as: UTF8.self)
    }

    /// Whether the text can be given to Lua: it is a chunk, or a list of expressions, or plainly
    /// wrong, so that going on would not mend it.
    ///
    /// It is `mutating` since it keeps what it finds of the lines that do not change.
    public mutating func isComplete() -> Bool {
        let end = readToEnd()
        // What goes on at the end of the text, rather than having ended there.
        let isOpen = endState != .normal
        if end.statements.hasFailed, end.expressions.hasFailed { return true }
        return !isOpen && (end.statements.isWhole || end.expressions.isWhole)
    }

    /// Where the first token is that cannot stand where it does; nil when all can.
    ///
    /// A text may be a chunk of statements or a list of expressions; the one that goes on longer
    /// counts.
    public mutating func firstUnexpectedToken() -> Token? {
        let end = readToEnd()
        guard end.statements.hasFailed, end.expressions.hasFailed else { return nil }
        var reading = Checkpoint()
        for token in tokens {
            reading.take(token, of: bytes)
            if reading.statements.hasFailed, reading.expressions.hasFailed { return token }
        }
        return nil
    }

    private mutating func readToEnd() -> Checkpoint {
        var reading = checkpoints[checkpoints.count - 1]
        while reading.line < lines.count {
            for token in lines[reading.line].tokens {
                reading.take(
                    token.moved(by: lines[reading.line].start, line: reading.line), of: bytes)
            }
            reading.line += 1
            // What comes at the end changes most, so no checkpoint stands after it.
            if reading.line % Self.checkpointLines == 0, reading.line < lines.count {
                checkpoints.append(reading)
            }
        }
        return reading
    }

    /// The first line that is as it was, with its line break before it.
    private func reusableLines(after first: Int, _ change: TextChange, oldCount: Int) -> Int {
        var low = first + 1
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].start > oldCount - change.suffix {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// Divides lines again from `first`, until the old lines from `kept` on follow as they were.
    private mutating func relex(from first: Int, keeping kept: Int, shift: Int) {
        let keptStart = kept < lines.count ? lines[kept].start + shift : bytes.count + 1
        var lexer = Lexer(bytes, from: lines[first].state)
        var fresh: [Line] = []
        var start = lines[first].start
        var character = lines[first].character
        while start < keptStart {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let whole = bytes[start..<min(end + 1, bytes.count)]
            let isPlain = Self.isPlain(whole)
            fresh.append(
                Line(start: start, character: character, isPlain: isPlain, state: lexer.state))
            fresh[fresh.count - 1].tokens = lexer.tokens(ofLine: start..<end)
            character += Self.characterCount(whole, isPlain: isPlain)
            start = end + 1
        }
        let characterShift = kept < lines.count ? character - lines[kept].character : 0
        if shift != 0 || characterShift != 0 {
            for index in kept..<lines.count {
                lines[index].start += shift
                lines[index].character += characterShift
            }
        }
        lines.replaceSubrange(first..<kept, with: fresh)
        var index = first + fresh.count
        while index < lines.count, lines[index].state != lexer.state {
            lines[index].state = lexer.state
            lines[index].tokens = lexer.tokens(ofLine: range(ofLine: index))
            index += 1
        }
        if index == lines.count { endState = lexer.state }
    }
}
