/// Reads the commands of vi's normal mode: `[count] command` or `[count] operator [count] motion`.
///
/// Of what other vis have, these are missing: registers, marks and macros; a count of an insertion (`3ix`);
/// `R`, `g~`, `gu`, `gU`, `>` and `<`; sentences, paragraphs and tags as objects; blocks (`C-v`), and
/// of a selection all but `d`, `x`, `c`, `s`, `y`, `o` and objects.
struct ViGrammar {
    /// What keys so far say.
    enum Reading: Sendable, Hashable {
        case complete(ViCommand)
        /// More keys have to follow.
        case incomplete
        case invalid
    }

    private var rest: Substring

    /// Reads the characters of the keys that were pressed since the last command.
    ///
    /// - Parameters:
    ///   - keys: The keys, none of which is anything but a character.
    ///   - isVisual: Whether something is selected.
    /// - Returns: What they say.
    static func read(_ keys: [Key], isVisual: Bool = false) -> Reading {
        let characters = keys.compactMap { key -> Character? in
            guard case .character(let character) = key.code else { return nil }
            return character
        }
        var grammar = ViGrammar(rest: String(characters)[...])
        do {
            return .complete(isVisual ? try grammar.visualCommand() : try grammar.command())
        } catch {
            return error == .missing ? .incomplete : .invalid
        }
    }

    private enum Fault: Error { case missing, unknown }

    private mutating func next() throws(Fault) -> Character {
        guard let character = rest.popFirst() else { throw .missing }
        return character
    }

    /// A number, which does not begin with 0, for that is a motion.
    private mutating func count() -> Int? {
        guard let first = rest.first, first != "0", first.isASCII, first.isNumber else {
            return nil
        }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        return min(Int(digits) ?? Editor.argumentLimit, Editor.argumentLimit)
    }

    private mutating func command() throws(Fault) -> ViCommand {
        let given = count()
        let count = given ?? 1
        let key = try next()
        switch key {
        case "d": return try operate(.delete, named: "d", given)
        case "c": return try operate(.change, named: "c", given)
        case "y": return try operate(.yank, named: "y", given)
        case "x": return .operate(.delete, .motion(.right), count: count)
        case "X": return .operate(.delete, .motion(.left), count: count)
        case "s": return .operate(.change, .motion(.right), count: count)
        case "S": return .operate(.change, .wholeLines, count: count)
        case "D": return .operate(.delete, .motion(.lineEnd), count: 1)
        case "C": return .operate(.change, .motion(.lineEnd), count: 1)
        case "Y": return .operate(.yank, .wholeLines, count: count)
        case "i": return .insert(.here)
        case "a": return .insert(.after)
        case "I": return .insert(.lineStart)
        case "A": return .insert(.lineEnd)
        case "o": return .insert(.lineBelow)
        case "O": return .insert(.lineAbove)
        case "r": return .replace(try next(), count: count)
        case "~": return .toggleCase(count: count)
        case "p": return .put(after: true, count: count)
        case "P": return .put(after: false, count: count)
        case "J": return .joinLines(count: count)
        case "u": return .undo(count: count)
        case ".": return .repeatChange(count: given)
        case "v", "V": return .select(lines: key == "V")
        case ";": return .repeatFind(reversed: false, count: count)
        case ",": return .repeatFind(reversed: true, count: count)
        default: return .move(try target(key, given), count: count)
        }
    }

    private mutating func visualCommand() throws(Fault) -> ViCommand {
        let given = count()
        let key = try next()
        switch key {
        case "d", "x": return .operateOnSelection(.delete)
        case "c", "s": return .operateOnSelection(.change)
        case "y": return .operateOnSelection(.yank)
        case "o": return .exchangeSelection
        case "v", "V": return .select(lines: key == "V")
        case "i", "a": return .selectObject(try next(), isInner: key == "i")
        case ";": return .repeatFind(reversed: false, count: given ?? 1)
        case ",": return .repeatFind(reversed: true, count: given ?? 1)
        default: return .move(try target(key, given), count: given ?? 1)
        }
    }

    private mutating func operate(
        _ action: ViOperator, named name: Character, _ given: Int?
    ) throws(Fault) -> ViCommand {
        let inner = count()
        let count = min((given ?? 1) * (inner ?? 1), Editor.argumentLimit)
        let key = try next()
        if key == name { return .operate(action, .wholeLines, count: count) }
        if key == "i" || key == "a" {
            return .operate(action, .object(try next(), isInner: key == "i"), count: count)
        }
        let target = try target(key, given ?? inner)
        // `cw` changes to the end of the word, and leaves the space after it.
        if action == .change, case .motion(.nextWordStart(let spaced)) = target {
            return .operate(action, .changedWord(spaced: spaced), count: count)
        }
        return .operate(action, target, count: count)
    }

    private mutating func target(_ key: Character, _ given: Int?) throws(Fault) -> ViTarget {
        switch key {
        case "h": return .motion(.left)
        case "l", " ": return .motion(.right)
        case "j": return .motion(.down)
        case "k": return .motion(.up)
        case "0": return .motion(.lineStart)
        case "^": return .motion(.firstNonBlank)
        case "$": return .motion(.lineEnd)
        case "w", "W": return .motion(.nextWordStart(spaced: key == "W"))
        case "e", "E": return .motion(.nextWordEnd(spaced: key == "E"))
        case "b", "B": return .motion(.previousWordStart(spaced: key == "B"))
        case "f", "t", "F", "T":
            let isForward = key == "f" || key == "t"
            let isBefore = key == "t" || key == "T"
            return .motion(.find(try next(), forward: isForward, before: isBefore))
        case "%": return .motion(.matchingBracket)
        case "G": return .line(given)
        case "g":
            guard try next() == "g" else { throw .unknown }
            return .line(given ?? 1)
        default: throw .unknown
        }
    }
}
