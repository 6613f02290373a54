public import Lua
public import Scripting

/// The text that tells a person why code ended: the file and line first, then the line itself with
/// a mark under what is meant, then how the code got there.
public struct FailureText: Sendable {
    /// The texts of what ran, by the names of their chunks.
    private let sources: [String: [UInt8]]
    private let style: InspectionStyle
    /// Whether a traceback is left out that names no more places than the error itself does.
    public var hidesShortTracebacks = false

    /// Makes texts about failures in known chunks.
    ///
    /// - Parameters:
    ///   - sources: the texts of the chunks, by name; lines of others are not shown.
    ///   - style: colours, and the width to which lines of the sources are cut.
    public init(sources: [String: [UInt8]], style: InspectionStyle) {
        self.sources = sources
        self.style = style
    }

    /// The text for an error that nothing caught, with a line break at its end.
    ///
    /// - Parameters:
    ///   - error: what was raised.
    ///   - column: the column of the line, from 1 and counted in characters, where that is known;
    ///     otherwise the name that the message blames is looked for.
    public func text(for error: LuaError, column: Int? = nil) -> String {
        var text = style.text.red(PrintableText.paragraph(headline(error))) + "\n"
        if let location = error.location {
            text += source(at: location, blamed: error.message, column: column)
        }
        let places = error.frames.compactMap(\.location)
        let isShort = places.count <= 1 && error.passages.isEmpty
        if let traceback = error.traceback, error.kind != .syntax,
            !(hidesShortTracebacks && isShort)
        {
            text += style.text.dim(PrintableText.paragraph(traceback)) + "\n"
        }
        return text
    }

    /// The text for a run that can never go on, with a line break at its end.
    public func text(for report: DeadlockReport) -> String {
        let first = report.waiters.lazy.compactMap(\.since).first
        let place = PrintableText.shown(first.map { "\($0): " } ?? "")
        var text =
            style.text.red(
                place + "deadlock: every task waits, and nothing is left that could happen") + "\n"
        if let first { text += source(at: first, blamed: "", column: nil) }
        for waiter in report.waiters {
            let since = waiter.since.map { " since \($0)" } ?? ""
            text += PrintableText.shown("  \(waiter.task) waits for \(waiter.what)\(since)") + "\n"
        }
        return text
    }

    private func headline(_ error: LuaError) -> String {
        guard let location = error.location, !error.message.hasPrefix(location.description) else {
            return error.message
        }
        return "\(location): \(error.message)"
    }

    /// The line with a neighbour on each side.
    private func source(at location: LuaLocation, blamed message: String, column: Int?) -> String {
        guard let text = sources[location.chunk] else { return "" }
        // As bytes: for a String, a carriage return and a line feed are one character.
        var lines = text.split(separator: 10, omittingEmptySubsequences: false).map {
            String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self)
        }
        // What follows the last line end is no line.
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        guard lines.indices.contains(location.line - 1) else { return "" }
        let shown = max(1, location.line - 1)...min(lines.count, location.line + 1)
        let width = String(shown.upperBound).count
        var shownLines = ""
        for number in shown {
            let label = String(repeating: " ", count: width - String(number).count) + "\(number)"
            let isBlamed = number == location.line
            let line = TextLine(
                (isBlamed ? "> " : "  ") + label + " | " + Self.flat(lines[number - 1]))
            let cut = line.cut(to: style.width, style).plain
            shownLines += (isBlamed ? style.text.bold(cut) : cut) + "\n"
            if isBlamed {
                shownLines += marks(under: lines[number - 1], message, column, indent: width)
            }
        }
        return shownLines
    }

    /// The line of marks; empty when nothing can be pointed at.
    private func marks(
        under line: String, _ message: String, _ column: Int?, indent: Int
    ) -> String {
        let named = BlamedName(in: message)?.places(in: line) ?? []
        let blamed = column.map { $0 > 0 ? [$0 - 1..<$0] : [] } ?? named
        let characters = Array(line)
        var marks = ""
        for place in blamed where place.lowerBound <= characters.count {
            let before = columns(characters[..<place.lowerBound])
            let end = min(place.upperBound, characters.count)
            let width = max(1, columns(characters[place.lowerBound..<max(end, place.lowerBound)]))
            marks += String(repeating: " ", count: max(0, before - marks.count))
            marks += String(repeating: "^", count: width)
        }
        guard !marks.isEmpty, marks.count + indent + 5 <= style.width else { return "" }
        let margin = String(repeating: " ", count: indent + 2) + " | "
        return margin + style.text.red(marks) + "\n"
    }

    private func columns(_ characters: ArraySlice<Character>) -> Int {
        style.columns(of: PrintableText.shown(Self.flat(String(characters))))
    }

    /// A line without tabs, which would take as many columns as the terminal likes.
    private static func flat(_ line: String) -> String {
        line.split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "    ")
    }
}
