internal import Lua
internal import LuaSyntax
internal import Reporting
public import Scripting
internal import Sessions

/// What goes on at a prompt, without the prompt: takes what is typed, and shows what comes of it.
public final class Conversation {
    /// Evaluates what is no command.
    public let interpreter: Interpreter
    /// The width of texts, and whether they are coloured.
    public var style: InspectionStyle
    /// Whether nothing is shown but what was asked for: values, what is printed, and errors.
    public var isTerse = false
    private let output: (String) -> Void
    private let failureOutput: (String) -> Void

    /// How failures are shown, which may go elsewhere.
    let failureStyle: InspectionStyle?
    /// Writes what comes of statements for machines, in place of showing it.
    public var recorder: RecordWriter?

    var trace: TraceLines?
    var timeline = Timeline()
    var transcript = Transcript()
    var past = Past()
    /// The sessions that a live view is kept of.
    var watched: [SessionReference] = []
    /// The texts that errors show lines of, by the names of their chunks.
    private(set) var sources: [String: [UInt8]] = [:]
    /// How many lines they have.
    private var sourceLines: [String: Int] = [:]
    /// What happened while the statement ran.
    var happened = Happened()
    /// What a command that was called from Lua wants when the statement has ended.
    var pending: Reply?

    /// The runner that everything runs in.
    var runner: InteractiveRunner { interpreter.runner }

    /// What came of something that was typed.
    public enum Reply {
        /// It is done, and shown.
        case done
        /// It failed, and that was shown.
        case failed(Failure)
        /// The conversation is over, with this exit code of the script, if it gave one.
        case leave(Int64?)
        /// A text is to be edited and typed again.
        case edit(String)
    }

    /// Why something failed.
    public enum Failure: Sendable, Hashable {
        /// It is no Lua, or no command.
        case unreadable
        /// It raised an error, or waits for what can never happen.
        case raised
        /// A service did not answer.
        case unreachable
        /// Somebody stopped it.
        case stopped
    }

    /// Begins a conversation.
    ///
    /// - Parameters:
    ///   - interpreter: what evaluates statements.
    ///   - style: the width of texts, and whether they are coloured.
    ///   - failureStyle: the style of failures; `style` unless told otherwise.
    ///   - show: shows text, with its line ends.
    ///   - showFailure: shows why something failed; `show` unless told otherwise.
    public init(
        _ interpreter: Interpreter, style: InspectionStyle, failureStyle: InspectionStyle? = nil,
        show: @escaping (String) -> Void, showFailure: ((String) -> Void)? = nil
    ) {
        self.interpreter = interpreter
        self.style = style
        self.failureStyle = failureStyle
        output = show
        failureOutput = showFailure ?? show
        runner.observe { [weak self] in self?.happened.note($0) }
        runner.onUnheard = { [weak self] in self?.tell(of: $1, in: $0) }
    }

    /// Shows text, with its line ends; for machines it becomes a part of the next record.
    func show(_ text: String) {
        if let recorder { recorder.note(text: text) } else { output(text) }
    }

    /// Shows why something failed, with its line ends.
    func showFailure(_ text: String) { failureOutput(text) }

    /// Takes an event of the run.
    public func note(_ event: ScriptEvent) {
        timeline.note(event)
        if let recorder {
            recorder.note(event)
        } else if case .printed(let line) = event {
            show(String(decoding: line, as: UTF8.self) + "\n")
        }
        for line in trace?.lines(for: event) ?? [] {
            if isTerse { showFailure(line + "\n") } else { show(line + "\n") }
        }
        happened.note(event)
    }

    /// How many statements were entered.
    public private(set) var count = 0

    /// Takes what was typed: a statement, an expression, a command, or a name with a question mark.
    ///
    /// - Parameters:
    ///   - name: what messages call it; a number in brackets unless it is told otherwise.
    ///   - line: the number of its first line.
    public func enter(_ text: String, named name: String? = nil, line: Int = 1) -> Reply {
        let question = Self.question(in: text).map { CommandLine(name: "doc", argument: $0) }
        if let command = CommandLine(text) ?? question {
            return run(command)
        }
        guard text.contains(where: { !$0.isWhitespace }) else { return .done }
        count += 1
        return evaluate(
            text, name: name ?? "[\(count)]", line: line, as: .statement(number: count))
    }

    /// Evaluates a whole script, whose variables live on for what is typed next.
    ///
    /// - Parameter name: its name in messages.
    public func load(_ text: String, name: String, line: Int = 1) -> Reply {
        evaluate(text, name: name, line: line, as: .script)
    }

    /// Evaluates a text and shows what comes of it.
    ///
    /// - Parameter origin: where it comes from, which decides what it may use and what is written down.
    func evaluate(
        _ text: String, name: String, line: Int = 1, as origin: Transcript.Origin
    ) -> Reply {
        keep(text, of: name, line: line, isWhole: line == 1)
        happened = Happened()
        let moment = runner.moment
        let outside = runner.outsideChanges
        let outcome =
            origin.isCommand
            ? interpreter.evaluate(command: text, name: name)
            : interpreter.evaluate(text, name: name, line: line)
        let acted = happened.acted || runner.outsideChanges != outside
        let steps = happened.takeSteps()
        let ends = happened.takeEnds()
        if acted, let moment { past.add(moment, before: text, entries: transcript.count) }
        transcript.add(
            Transcript.Entry(
                text: text, origin: origin, outcome: outcome, acted: acted, in: interpreter))
        recorder?.record(text, number: origin.number ?? count, outcome, steps, in: runner)
        if !isTerse {
            show(changes: steps)
            show(ends: ends)
        }
        let reply = conclude(outcome, of: text, number: origin.number)
        defer { pending = nil }
        return pending ?? reply
    }

    /// Keeps a text for errors to show lines of. A chunk that is read piece by piece counts its lines
    /// through; one that is read as a whole takes the place of what was read before.
    private func keep(_ text: String, of name: String, line: Int, isWhole: Bool) {
        if isWhole { (sources[name], sourceLines[name]) = (nil, nil) }
        let missing = max(0, line - 1 - sourceLines[name, default: 0])
        sources[name, default: []] += [UInt8](repeating: 10, count: missing)
        let isEnded = text.hasSuffix("\n")
        sources[name, default: []] += Array(text.utf8) + (isEnded ? [] : [10])
        sourceLines[name, default: 0] +=
            missing + text.utf8.count { $0 == 10 } + (isEnded ? 0 : 1)
    }

    /// Whether a text can be taken as it is: a command, a question, or a whole statement.
    ///
    /// - Parameter reader: what read the text before, so that only what has changed is read again.
    static func takes(_ text: String, reading reader: inout SourceReader) -> Bool {
        if CommandLine(text) != nil || question(in: text) != nil { return true }
        reader.update(text)
        return reader.isComplete()
    }

    /// The name in `name?` or `?name`; nil for what is no such question.
    static func question(in text: String) -> String? {
        let trimmed = text.trimmed
        let isQuestion = trimmed.hasSuffix("?") || trimmed.hasPrefix("?")
        guard isQuestion, !trimmed.contains("\n") else { return nil }
        let name = trimmed.hasPrefix("?") ? trimmed.dropFirst() : trimmed.dropLast()
        let isName = name.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "_.:[]\"'".contains($0))
        }
        return isName && !name.isEmpty ? String(name) : nil
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
