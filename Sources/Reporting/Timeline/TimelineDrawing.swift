internal import Scripting
internal import Sessions

/// Draws entries: a column for the time, a lane for each player and one for the service, and what
/// happened in words.
struct TimelineDrawing {
    private let entries: [Timeline.Entry]
    private let start: Timestamp
    private let style: InspectionStyle
    private let glyphs: TimelineGlyphs
    private let hidden: Int
    private let lanes: TimelineLanes

    private static let timeWidth = 10
    /// The columns that words have at least, where the width is not too small for that.
    private static let wordsWidth = 24

    /// The columns that the name of somebody without a lane has in front of the words.
    private static let nameWidth = 8

    init(
        _ entries: [Timeline.Entry], start: Timestamp, style: InspectionStyle, isASCII: Bool,
        hidden: Int
    ) {
        self.entries = entries
        self.start = start
        self.style = style
        self.hidden = hidden
        glyphs = isASCII ? .ascii : .boxes
        lanes = TimelineLanes(
            of: entries.compactMap(\.player),
            room: style.width - Self.timeWidth - min(Self.wordsWidth, style.width / 3),
            columns: style.columns(of:))
    }

    var lines: [TextLine] {
        var lines: [TextLine] = []
        if hidden > 0 { lines.append(TextLine("(\(hidden) earlier events are not shown)", .dim)) }
        lines.append(header)
        var last: Timestamp?
        for entry in entries {
            let time = last == entry.shownTime ? "" : clock(entry.shownTime)
            last = entry.shownTime ?? last
            lines.append(line(entry, time))
        }
        return lines
    }

    private var header: TextLine {
        var line = TextLine(String(repeating: " ", count: Self.timeWidth))
        let names = lanes.names.map { TextLine($0, .bold) }
        var cut = names.map { $0.cut(to: lanes.width - 1, style, ellipsis: glyphs.ellipsis) }
        // Names that begin alike are told apart by their ends.
        if Set(cut.map(\.plain)).count < names.count {
            cut = names.map { name in
                name.plain == TimelineLanes.others
                    ? name.cut(to: lanes.width - 1, style, ellipsis: glyphs.ellipsis)
                    : name.cutFront(to: lanes.width - 1, style, ellipsis: glyphs.ellipsis)
            }
        }
        for name in cut { line.append(name.padded(to: lanes.width, style)) }
        line.append("service", .bold)
        return line
    }

    private func line(_ entry: Timeline.Entry, _ time: String) -> TextLine {
        switch entry.what {
        case .sent(let exchange, nil):
            return arrow(
                time, from: exchange.caller, .there, "\(exchange.text) #\(exchange.number)")
        case .sent(let exchange, let answer?):
            return arrow(
                time, from: exchange.caller, .there, exchange.text, answer: answer)
        case .answered(let exchange, let answer):
            return arrow(
                time, from: exchange.caller, .back, "#\(exchange.number)", answer: answer)
        case .unanswered(let exchange, let reason):
            return arrow(
                time, from: exchange.caller, .brokenBack,
                "#\(exchange.number) no answer: \(reason)", attribute: .red)
        case .arrived(let exchange, let isDuplicate):
            let what = isDuplicate ? "arrives once more" : "arrives"
            return row(time, "#\(exchange.number) \(what)", .dim)
        case .lost(let exchange, let leg, let isGivenUp):
            let what = "#\(exchange.number) \(leg.rawValue) lost\(isGivenUp ? ", given up" : "")"
            return arrow(
                time, from: exchange.caller, leg == .request ? .brokenThere : .brokenBack, what,
                attribute: .red)
        case .faulted(let exchange, let fault):
            return row(time, "#\(exchange.number) fault \(fault)", .red)
        case .tapped(let user, let what):
            return arrow(time, from: user, .tap, "tap \(what)", attribute: .magenta)
        case .clockMoved(let from):
            return rule(time, entry.time, from)
        case .logged(let message):
            return row(time, message, .yellow)
        }
    }

    /// A line across all lanes with the amount by which the clock moved.
    private func rule(_ time: String, _ now: Timestamp, _ before: Timestamp) -> TextLine {
        let amount = " +\(now.span(since: before).shortText) "
        let room = lanes.width * lanes.names.count + 1 - style.columns(of: amount)
        var line = TextLine(time.leftPadded(to: Self.timeWidth - 2) + "  ", .dim)
        line.append(
            String(repeating: glyphs.rule, count: 2) + amount
                + String(repeating: glyphs.rule, count: max(2, room - 2)), .dim)
        return line
    }

    /// A line with words beside untouched lanes.
    private func row(
        _ time: String, _ words: String, _ attribute: TextStyle.Attribute?
    ) -> TextLine {
        assemble(time, lanes.cells(glyphs), nil, words, nil, attribute)
    }

    private func arrow(
        _ time: String, from caller: String, _ way: TimelineGlyphs.Way, _ words: String,
        answer: Timeline.Answer? = nil, attribute: TextStyle.Attribute? = nil
    ) -> TextLine {
        let color: TextStyle.Attribute? =
            answer.map { $0.status < 400 ? .green : .red } ?? attribute ?? .cyan
        let cells = lanes.cells(glyphs, way, of: caller)
        let name = TextLine(caller).cutFront(to: Self.nameWidth, style, ellipsis: glyphs.ellipsis)
        let words = lanes.isAlone(caller) ? words : "\(name.plain): \(words)"
        return assemble(time, cells, color, words, answer, attribute)
    }

    private func assemble(
        _ time: String, _ cells: String, _ color: TextStyle.Attribute?, _ words: String,
        _ answer: Timeline.Answer?, _ attribute: TextStyle.Attribute?
    ) -> TextLine {
        var line = TextLine(time.leftPadded(to: Self.timeWidth - 2) + "  ", .dim)
        line.append(cells, color)
        var result = TextLine()
        if let answer {
            result.append(" \(glyphs.result) ")
            result.append(String(answer.status), color)
            if let rule = answer.rule { result.append(" [\(rule)]", .dim) }
        }
        // What came of it matters more than the end of a long name.
        let room = style.width - line.columns(style) - result.columns(style)
        line.append(
            TextLine(words, attribute).cut(to: max(2, room), style, ellipsis: glyphs.ellipsis))
        line.append(result)
        return line.cut(to: style.width, style, ellipsis: glyphs.ellipsis)
    }

    /// The time since the start, in seconds.
    private func clock(_ time: Timestamp?) -> String {
        guard let time else { return "" }
        let milliseconds = (time.ticks - start.ticks) / 10_000
        let fraction = String(milliseconds % 1000 + 1000).dropFirst()
        return "\(milliseconds / 1000).\(fraction)s"
    }
}

extension Timeline.Entry {
    /// In whose lane it is drawn.
    fileprivate var player: String? {
        switch what {
        case .sent(let exchange, _), .answered(let exchange, _), .unanswered(let exchange, _),
            .lost(let exchange, _, _):
            exchange.caller
        case .tapped(let user, _): user
        case .arrived, .faulted, .clockMoved, .logged: nil
        }
    }

    /// The instant, where it is known to be exact.
    fileprivate var shownTime: Timestamp? {
        switch what {
        case .answered, .unanswered: nil
        default: time
        }
    }
}

extension Timestamp {
    fileprivate func span(since earlier: Timestamp) -> Duration {
        let ticks = self.ticks - earlier.ticks
        return .seconds(ticks / 10_000_000) + .nanoseconds((ticks % 10_000_000) * 100)
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
