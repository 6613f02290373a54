internal import Synchronization

/// A prompt in a terminal: the one owner of what is shown there.
///
/// `poll` does a little work whenever it is called, so a caller can drive other things between calls
/// on the same thread. Between statements the terminal is as it was before.
public final class Prompt {
    /// How long after an escape byte the rest of a sequence may come, over a slow link too.
    public static let escapeTime = Duration.milliseconds(50)
    /// Nobody types so many keys between two reads: they are a paste that is not marked as one.
    static let burstCount = 8
    /// Nobody reads what is painted while they come.
    static let burstPace = Duration.milliseconds(100)

    /// The statement being typed. Who changes it calls `refresh()`.
    public var editor: Editor
    /// What the language says about it.
    public var hooks: EditorHooks
    /// What stands before the first line.
    public var text: [StyledText] { didSet { refresh() } }
    /// What stands before the other lines.
    public var continuationText: [StyledText] { didSet { refresh() } }
    /// Lines shown between the output and the prompt, which change in place and go when the statement
    /// does; a third of the terminal's rows at most.
    public var above: [[StyledText]] = [] { didSet { refresh() } }
    /// Where others write what is to appear above the prompt.
    public let output: PromptOutput
    /// Whether Ctrl-C is a signal while `poll` does not run.
    public let interrupts: PromptInterrupts

    /// Has `poll` come back.
    public let caller: Caller
    private let terminal: Terminal
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var decoder = KeyDecoder()
    private var display: Display
    private var lastBytes = Duration.zero
    private var isInBurst = false
    private var hasOutput = false
    /// What has come and is not handled; some of it after the event that ended a statement.
    private var queued: ArraySlice<InputEvent> = []

    /// Shows nothing yet.
    public init(
        terminal: Terminal, editor: Editor, hooks: EditorHooks, text: [StyledText],
        continuationText: [StyledText]
    ) {
        self.terminal = terminal
        self.editor = editor
        self.hooks = hooks
        self.text = text
        self.continuationText = continuationText
        output = PromptOutput(waker: terminal.waker, descriptor: terminal.outputNumber)
        interrupts = PromptInterrupts(input: terminal.inputNumber)
        caller = Caller(terminal.waker)
        start = clock.now
        display = Display(
            width: terminal.size.width, height: terminal.size.height,
            hasColors: terminal.hasColors)
    }

    /// Shows the prompt and handles what is typed, for so long at most; nil waits for ever.
    ///
    /// With no time at all it handles what is there, and returns at once. What was typed or written less
    /// than `Display.interval` after the last paint is shown by a later call; `wait` says by when.
    ///
    /// - Returns: What ended the statement (`accepted`, `interrupted`, `endOfInput`, `openEditor`), after
    ///   which the terminal is as it was and the next call begins a new statement; nil if time is over.
    public func poll(for time: Duration? = nil) throws(LineEditorError) -> Editor.Outcome? {
        let end = time.map { now + $0 }
        queued += decoder.decode(interrupts.own())
        defer { interrupts.disown(isRaw: terminal.isRaw) }
        if !terminal.isRaw { try begin() }
        var isOver = false
        while true {
            while let event = queued.first {
                display.invalidate()
                let taken = isInBurst ? editor.insertRun(queued) : 0
                queued.removeFirst(max(taken, 1))
                if taken > 0 { continue }
                let outcome = editor.handle(event, hooks: hooks, isInBurst: isInBurst)
                if let outcome = try respond(to: outcome) { return outcome }
            }
            try flush()
            if isOver { return nil }
            let waits = [end.map { $0 - now }, wait].compactMap { $0 }
            let happenings = try terminal.wait(for: waits.min().map { max($0, .zero) })
            for happening in happenings { try handle(happening) }
            if happenings.isEmpty, decoder.isPending, now - lastBytes >= Self.escapeTime {
                queued += decoder.timeOut()
            }
            isOver = caller.isWanted() || (end.map { now >= $0 } ?? false)
        }
    }

    /// Has `poll` come back though time is not over; from any thread.
    public struct Caller: Sendable {
        private final class Flag: Sendable {
            let isSet = Atomic(false)
        }

        private let flag = Flag()
        private let waker: Terminal.Waker

        init(_ waker: Terminal.Waker) { self.waker = waker }

        /// Has the current `poll` come back, or the next one at once.
        public func call() {
            flag.isSet.store(true, ordering: .releasing)
            waker.wake()
        }

        func isWanted() -> Bool { flag.isSet.exchange(false, ordering: .acquiring) }
    }

    /// How soon `poll` has something to do though nothing happens; nil if it has nothing.
    public var wait: Duration? {
        let waits = [
            display.wait(at: now, hasOutput: hasOutput),
            decoder.isPending ? max(lastBytes + Self.escapeTime - now, .zero) : nil,
        ]
        return waits.compactMap { $0 }.min()
    }

    /// Has the next `poll` paint the prompt, since what it shows has changed.
    public func refresh() { display.invalidate() }

    /// Leaves the prompt where it is, and the terminal as it was.
    public func leave() throws(LineEditorError) {
        queued += decoder.decode(interrupts.own())
        defer { interrupts.disown(isRaw: terminal.isRaw) }
        guard terminal.isRaw else { return }
        if !above.isEmpty { try terminal.write(display.paint(at: now, content(isLast: true))) }
        try endStatement()
    }

    private var now: Duration { clock.now - start }

    private func content(isLast: Bool = false) -> ScreenContent {
        var content = ScreenContent(
            prompt: text, continuationPrompt: continuationText, editor: editor, hooks: hooks,
            isLast: isLast)
        if !isLast { content.above = above }
        return content
    }

    private func begin() throws(LineEditorError) {
        let isInLine = output.open()
        if isInLine { try terminal.write("\n") }
        let size = terminal.size
        display = Display(width: size.width, height: size.height, hasColors: terminal.hasColors)
        try terminal.beginRaw()
        // The driver has shown what was typed ahead, which is shown behind the prompt now.
        if !isInLine, terminal.hasInput { try terminal.write("\r") }
        try terminal.write(display.paint(at: now, content()))
    }

    /// Paints if it is time. Output waits where it is until then, and wakes nobody again.
    private func flush() throws(LineEditorError) {
        if hasOutput, display.wait(at: now, hasOutput: true) == .zero {
            hasOutput = false
            display.print(output.take())
        }
        try terminal.write(display.flush(at: now) { content() })
    }

    private func handle(_ happening: Terminal.Happening) throws(LineEditorError) {
        switch happening {
        case .bytes(let bytes):
            let events = decoder.decode(bytes)
            isInBurst =
                events.count >= Self.burstCount
                || (isInBurst && now - lastBytes < Self.escapeTime)
            lastBytes = now
            display.pace = isInBurst ? Self.burstPace : Display.interval
            queued += events
        case .woken: hasOutput = true
        case .resized: try resize()
        case .continued:
            try terminal.resume()
            try terminal.write(display.forget())
            try resize()
        case .stopRequested: try stopProcess()
        case .closed: throw .closed
        }
    }

    /// - Returns: The outcome, if it ends the statement.
    private func respond(to outcome: Editor.Outcome) throws(LineEditorError) -> Editor.Outcome? {
        switch outcome {
        case .editing: return nil
        case .refused: try terminal.write("\u{7}")
        case .clearScreen: try terminal.write(display.clear())
        case .suspend: try stopProcess()
        case .accepted, .interrupted, .endOfInput, .openEditor:
            display.print(output.take())
            var last = content(isLast: true)
            if case .interrupted = outcome { last.suggestion = "^C" }
            try terminal.write(display.paint(at: now, last))
            try endStatement()
            if outcome != .openEditor { editor.begin() }
            return outcome
        }
        return nil
    }

    private func endStatement() throws(LineEditorError) {
        try output.close { text throws(LineEditorError) in
            display.print(text)
            try terminal.write(display.leave())
            try terminal.endRaw()
        }
    }

    private func stopProcess() throws(LineEditorError) {
        try terminal.write(display.leave())
        try terminal.stopProcess()
        try resize()
    }

    private func resize() throws(LineEditorError) {
        let size = terminal.size
        try terminal.write(display.resize(width: size.width, height: size.height))
    }
}
