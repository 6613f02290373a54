public import LineEditor
public import Lua
internal import Reporting
internal import Scripting

/// A conversation in a terminal.
public final class TerminalConversation {
    /// How a conversation is held.
    public struct Options: Sendable {
        /// Which keys are in force at first.
        public var keys = Editor.Mode.emacs
        /// Where the history is kept; nil for nowhere.
        public var history: KeptHistory?
        /// The variables of the process.
        public var environment: [String: String] = [:]
        /// Whether values are coloured.
        public var isColored = false
        /// What is shown first, with its line ends.
        public var greeting = ""
        /// What stands before the first line, in place of the number of the statement.
        public var promptText: String?

        /// Options for emacs keys, without history or colours.
        public init() {}
    }

    private let prompt: Prompt
    private let terminal: LineEditor.Terminal
    private let options: Options
    private let conversation: Conversation
    private let state: LiveState
    private let watch: InterruptWatch
    private var history: KeptHistory?
    private var runner: InteractiveRunner { conversation.runner }

    /// Prepares a conversation in a terminal.
    ///
    /// - Parameters:
    ///   - interpreter: what evaluates statements.
    ///   - relay: where the events of the run arrive; they are shown above the prompt.
    public init(
        _ interpreter: Interpreter, _ terminal: LineEditor.Terminal, relay: EventRelay,
        options: Options
    ) throws(LuaError) {
        self.terminal = terminal
        self.options = options
        let state = LiveState(interpreter)
        let hooks = LuaHooks(state).hooks
        var history = options.history
        let editor = Editor(mode: options.keys, history: history?.load() ?? History())
        let prompt = Prompt(
            terminal: terminal, editor: editor, hooks: hooks, text: [], continuationText: [])
        let output = prompt.output
        conversation = Conversation(
            interpreter,
            style: InspectionStyle(width: terminal.size.width, isColored: options.isColored) {
                CharacterWidth.columns(of: $0)
            }
        ) { output.print($0) }
        self.prompt = prompt
        self.state = state
        self.history = history
        watch = InterruptWatch(interpreter.runner.stopper)
        relay.handler = { [unowned conversation] in conversation.note($0) }
        let caller = prompt.caller
        interpreter.runner.onArrival { caller.call() }
        try conversation.offerCommands()
    }

    /// Whether each request and answer is shown.
    public var isTracing: Bool {
        get { conversation.isTracing }
        set { conversation.isTracing = newValue }
    }

    /// Evaluates a script before the first prompt.
    ///
    /// - Returns: how that went; ``Conversation/Reply/leave(_:)`` when there is to be no prompt.
    public func load(_ text: String, name: String) -> Conversation.Reply {
        conversation.load(text, name: name)
    }

    /// Why a conversation is over.
    public enum End: Sendable, Hashable {
        /// Nobody types any more: Ctrl-D, or Ctrl-C twice.
        case endOfInput
        /// Somebody said so.
        case quit
        /// Code called `os.exit` with this code.
        case exited(Int64)
    }

    /// Holds the conversation to its end.
    public func run() throws(LineEditorError) -> End {
        prompt.output.print(options.greeting)
        var wasInterrupted = false
        while true {
            prepare()
            guard let outcome = try next() else { return .exited(runner.exitCode ?? 0) }
            switch outcome {
            case .accepted(let text):
                wasInterrupted = false
                if let end = enter(text) { return end }
            case .interrupted(let wasEmpty):
                guard !(wasEmpty && wasInterrupted) else { return .endOfInput }
                if wasEmpty {
                    prompt.output.print(
                        conversation.style.text.dim("Ctrl-C once more, or Ctrl-D, leaves") + "\n")
                }
                wasInterrupted = wasEmpty
            case .openEditor: edit(prompt.editor.buffer.text)
            case .endOfInput: return .endOfInput
            default: break
            }
        }
    }

    private func enter(_ text: String) -> End? {
        history?.synchronize(&prompt.editor.history)
        showHistoryNote()
        conversation.style.width = terminal.size.width
        let reply = conversation.enter(text)
        state.refresh()
        switch reply {
        case .leave(let code): return code.map(End.exited) ?? .quit
        case .edit(let text): edit(text)
        case .done, .failed: break
        }
        return nil
    }

    /// Waits for the next statement; tasks go on meanwhile. Nil when one of them has left.
    private func next() throws(LineEditorError) -> Editor.Outcome? {
        while true {
            let isBusy = watch.guarding(prompt.interrupts) { runner.settle(atMost: Self.slice) }
            if runner.exitCode != nil { return nil }
            if isBusy || !runner.tasks.isEmpty { state.refresh() }
            conversation.showBackgroundChanges()
            refreshView()
            let wait = isBusy ? .zero : runner.nextWork
            if let outcome = try prompt.poll(for: wait) { return outcome }
        }
    }

    /// How long tasks run before keys are looked at again.
    private static let slice = Duration.milliseconds(5)

    /// Says what stands before the statement.
    private func prepare() {
        let number = "\(conversation.count + 1)"
        let text = options.promptText ?? number
        prompt.text = [StyledText(text, Style(isBold: true)), StyledText("> ", .dim)]
        let margin = String(repeating: " ", count: max(0, text.count - 1))
        prompt.continuationText = [StyledText(margin + "·> ", .dim)]
    }

    /// Shows the sessions that are watched between the output and the prompt.
    private func refreshView() {
        let above = conversation.watchedLines(atMost: max(1, terminal.size.height / 3))
        guard above != prompt.above else { return }
        prompt.above = above
        prompt.refresh()
    }

    private func edit(_ text: String) {
        do throws(CommandError) {
            let edited = try ExternalEditor.edit(text, environment: options.environment)
            prompt.editor.begin(with: edited)
        } catch {
            prompt.output.print(conversation.style.text.red("\(error)") + "\n")
            prompt.editor.begin(with: text)
        }
    }

    private func showHistoryNote() {
        guard let problem = history?.takeProblem() else { return }
        let note = "the history is not kept: \(problem.reason)"
        prompt.output.print(conversation.style.text.dim(note) + "\n")
    }
}
