public import LineEditor
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

    /// The sessions that are kept in view, in at most so many lines; coloured as texts are.
    public func watchedLines(atMost limit: Int) -> [[StyledText]] {
        guard !watched.isEmpty, limit > 0 else { return [] }
        let each = max(1, limit / watched.count)
        let summary = SessionSummary(style: style, lines: each)
        return watched.prefix(limit).flatMap { reference in
            summary.styledLines(for: runner.current(reference), of: reference).map { line in
                line.map { span in
                    let look = style.isColored ? span.attribute.map(Style.init) : nil
                    return StyledText(span.text, look ?? .plain)
                }
            }
        }
    }
}

extension Style {
    /// The look of an attribute of texts.
    fileprivate init(_ attribute: TextStyle.Attribute) {
        switch attribute {
        case .bold: self.init(isBold: true)
        case .dim: self = .dim
        case .red: self.init(color: .red)
        case .green: self.init(color: .green)
        case .yellow: self.init(color: .yellow)
        case .blue: self.init(color: .blue)
        case .magenta: self.init(color: .magenta)
        case .cyan: self.init(color: .cyan)
        }
    }
}
