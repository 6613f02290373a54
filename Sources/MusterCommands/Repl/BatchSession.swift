internal import ArgumentParser
internal import LineEditor
internal import REPL
internal import Scripting

/// Statements without a prompt that is drawn: from a pipe, from the command line, or from a terminal
/// that can show lines and nothing else.
struct BatchSession {
    private let style: InspectionStyle
    private let errorStyle: InspectionStyle
    private let isTracing: Bool
    private let isJSON: Bool
    private let isPrompted: Bool

    init(
        _ style: InspectionStyle, color: ColorChoice, isTracing: Bool, isJSON: Bool,
        isPrompted: Bool
    ) {
        self.style = style
        errorStyle = Terminal.style(
            width: style.width, isColored: color.isEnabled(on: Terminal.isErrorTerminal))
        self.isTracing = isTracing
        self.isJSON = isJSON
        self.isPrompted = isPrompted
    }

    /// Evaluates everything, or up to the first failure.
    ///
    /// - Throws: the exit code, unless it is 0.
    func run(
        _ interpreter: Interpreter, relay: EventRelay, script: Script?, code: [String],
        timeout: Duration?
    ) throws {
        let watch = RunWatch()
        if let timeout, !isPrompted { watch.startDeadline(timeout) }
        let stopper = interpreter.runner.stopper
        watch.guards { stopper.stop() }
        let conversation = Conversation(interpreter, style: style, failureStyle: errorStyle) {
            text in
            Terminal.writeOutput(Array(text.utf8))
            if isPrompted || Terminal.isOutputTerminal { Terminal.flushOutput() }
        } showFailure: {
            Terminal.writeError($0)
        }
        conversation.isTracing = isTracing
        let writer = isJSON ? RecordWriter { Terminal.writeOutput(Array(($0 + "\n").utf8)) } : nil
        conversation.recorder = writer
        relay.handler = conversation.note
        try conversation.offerCommands()
        let reply: Conversation.Reply
        do throws(LineEditorError) {
            reply = try replies(conversation, script, code)
        } catch {
            Terminal.writeError("muster: could not read standard input: \(error.reason)\n")
            throw ExitStatus.misuse.error
        }
        watch.finish()
        Terminal.flushOutput()
        try conclude(reply, watch, timeout)
    }

    private func replies(
        _ conversation: Conversation, _ script: Script?, _ code: [String]
    ) throws(LineEditorError) -> Conversation.Reply {
        let piped = PipedConversation(
            conversation, name: "(standard input)", isPrompted: isPrompted)
        if let script {
            let text = String(decoding: script.text, as: UTF8.self)
            let reply = conversation.load(text, name: script.name)
            guard case .done = reply, script.name != "(standard input)" else { return reply }
        }
        // Each begins in a line of its own, so that an error shows the right one.
        var line = 1
        for text in code {
            let reply = piped.enter(text, named: "(command line)", line: line)
            guard case .done = reply else { return reply }
            line += text.utf8.count { $0 == 10 } + 1
        }
        return code.isEmpty ? try piped.run() : .done
    }

    private func conclude(
        _ reply: Conversation.Reply, _ watch: RunWatch, _ timeout: Duration?
    ) throws(ExitCode) {
        switch reply {
        case .done, .edit: return
        case .leave(let code):
            if let code, code != 0 { throw ExitCode(Int32(truncatingIfNeeded: code)) }
        case .failed(.unreadable): throw ExitStatus.unreadableInput.error
        case .failed(.raised): throw ExitStatus.scriptFailed.error
        case .failed(.unreachable): throw ExitStatus.serviceUnreachable.error
        case .failed(.stopped):
            if watch.reason == .deadline, let timeout {
                Terminal.writeError(
                    "muster: the script was stopped: it ran longer than --timeout "
                        + "\(timeout.shortText)\n")
            }
            throw (watch.reason ?? .interrupt).status.error
        }
    }
}
