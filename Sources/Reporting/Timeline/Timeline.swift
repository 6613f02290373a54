public import Scripting
internal import Sessions

/// Who did what when: a fold over the events of a run that keeps the latest of them.
public struct Timeline: Sendable {
    /// How many events are kept.
    public let limit: Int
    private var kept: [Entry] = []
    /// How many events there were before those that are kept.
    private var dropped = 0
    private var start: Timestamp?

    /// Makes an empty timeline.
    public init(limit: Int = 2_000) { self.limit = max(1, limit) }

    /// Takes one event. What a script prints or expects is not kept, nor is what it left
    /// behind.
    public mutating func note(_ event: ScriptEvent) {
        guard let entry = Entry(event) else { return }
        if start == nil {
            if case .clockMoved(let from, _) = event { start = from } else { start = entry.time }
        }
        if let last = kept.indices.last, let merged = kept[last].merged(with: entry) {
            kept[last] = merged
            return
        }
        kept.append(entry)
        // Dropped many at a time, so that a long run does not move the rest for each event.
        if kept.count > limit + limit / 4 { forget(kept.count - limit) }
    }

    private mutating func forget(_ count: Int) {
        kept.removeFirst(count)
        dropped += count
    }

    /// Draws the timeline, without a line break at its end; one line says that there is nothing.
    ///
    /// - Parameters:
    ///   - style: the width and colours.
    ///   - isASCII: whether lines are drawn with ASCII alone.
    ///   - latest: how many of the events, counted from the end; all that are kept when nil.
    public func text(style: InspectionStyle, isASCII: Bool = false, latest: Int? = nil) -> String {
        let shown = Array(kept.suffix(min(limit, max(0, latest ?? limit))))
        guard let start, !shown.isEmpty else { return "nothing has happened yet" }
        let drawing = TimelineDrawing(
            shown, start: start, style: style, isASCII: isASCII,
            hidden: dropped + kept.count - shown.count)
        return drawing.lines.rendered(style)
    }
}

extension Timeline {
    /// What is kept of an event.
    struct Entry: Sendable {
        var time: Timestamp
        var what: What
    }

    /// What happened.
    enum What: Sendable {
        /// A request on its way; `answer` is there when nothing happened in between.
        case sent(Exchange, answer: Answer?)
        case answered(Exchange, Answer)
        case unanswered(Exchange, reason: String)
        case arrived(Exchange, isDuplicate: Bool)
        case lost(Exchange, ScriptEvent.Leg, isGivenUp: Bool)
        case faulted(Exchange, String)
        case tapped(user: String, String)
        case clockMoved(from: Timestamp)
        case logged(String)
    }

    /// What is kept of an exchange.
    struct Exchange: Sendable {
        var number: Int
        var caller: String
        var text: String
    }

    /// What is kept of an answer.
    struct Answer: Sendable {
        var status: Int
        var rule: String?
    }
}

extension Timeline.Entry {
    /// Nil for what has no place in a timeline.
    fileprivate init?(_ event: ScriptEvent) {
        switch event {
        case .printed, .leftBehind, .judged: return nil
        case .sent(let exchange):
            self.init(time: exchange.time, what: .sent(.init(exchange), answer: nil))
        case .answered(let exchange, let response):
            // Answers that come at once tell no time; others follow the clock, which was noted.
            let answer = Timeline.Answer(status: response.status, rule: response.rule)
            self.init(
                time: response.date ?? exchange.time, what: .answered(.init(exchange), answer))
        case .unanswered(let exchange, let reason):
            self.init(time: exchange.time, what: .unanswered(.init(exchange), reason: reason))
        case .arrived(let exchange, let time, let isDuplicate):
            self.init(time: time, what: .arrived(.init(exchange), isDuplicate: isDuplicate))
        case .lost(let exchange, let leg, let time, let retry):
            self.init(time: time, what: .lost(.init(exchange), leg, isGivenUp: retry == nil))
        case .faulted(let exchange, let fault, let time):
            self.init(time: time, what: .faulted(.init(exchange), fault))
        case .tapped(let user, let session, let number, let time, _):
            self.init(time: time, what: .tapped(user: user, "\(session) #\(number)"))
        case .clockMoved(let from, let to):
            self.init(time: to, what: .clockMoved(from: from))
        case .logged(let message, _, let time):
            self.init(time: time, what: .logged(message))
        }
    }

    /// One entry for two that belong together; nil for others.
    fileprivate func merged(with next: Timeline.Entry) -> Timeline.Entry? {
        switch (what, next.what) {
        case (.sent(let exchange, answer: nil), .answered(let answered, let answer))
        where exchange.number == answered.number:
            return Timeline.Entry(time: time, what: .sent(exchange, answer: answer))
        case (.clockMoved(let from), .clockMoved):
            return Timeline.Entry(time: next.time, what: .clockMoved(from: from))
        default: return nil
        }
    }
}

extension Timeline.Exchange {
    fileprivate init(_ exchange: ScriptEvent.Exchange) {
        number = exchange.number
        caller = exchange.caller
        let request = exchange.request
        // Long queries say little where there is so little room.
        let query =
            request.query.isEmpty ? "" : "?" + request.query.map(\.name).joined(separator: "&")
        text = "\(request.method) \(request.target.shortText)\(query)"
    }
}
