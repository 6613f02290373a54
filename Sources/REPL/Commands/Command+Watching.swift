internal import Reporting
internal import Scripting

extension Command {
    /// Commands that show things as they happen.
    static let watching: [Command] = [watch, trace]

    private static let watch = Command(
        "watch", "[SESSION|off]", doc: "Keeps a session in view, or stops that.", argument: .session
    ) { conversation, line throws(CommandError) in
        if line.argument == "off" {
            conversation.watched = []
            return .done
        }
        let reference = try conversation.session(named: line.argument)
        if !conversation.watched.contains(reference) { conversation.watched.append(reference) }
        return .done
    }

    private static let trace = Command(
        "trace", "[on|off]", doc: "Shows each request and answer as it happens.",
        argument: .words(["on", "off"])
    ) { conversation, line throws(CommandError) in
        switch line.argument {
        case "on": conversation.trace = TraceLines(style: conversation.style.text)
        case "off": conversation.trace = nil
        case "": conversation.show("trace is \(conversation.trace == nil ? "off" : "on")\n")
        default: throw CommandError("'on' or 'off' is needed, not '\(line.argument)'")
        }
        return .done
    }
}

extension Conversation {
    /// Whether each request and answer is shown.
    public var isTracing: Bool {
        get { trace != nil }
        set { trace = newValue ? TraceLines(style: style.text) : nil }
    }

    /// The sessions that are kept in view, in at most so many lines.
    public func watchedLines(atMost limit: Int) -> [String] {
        guard !watched.isEmpty, limit > 0 else { return [] }
        let each = max(1, limit / watched.count)
        var plain = style
        plain.isColored = false
        let summary = SessionSummary(style: plain, lines: each)
        return watched.prefix(limit).flatMap { reference in
            summary.lines(for: runner.current(reference), of: reference)
        }
    }
}
