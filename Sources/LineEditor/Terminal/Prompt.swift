/// A prompt in a terminal: the one owner of what is shown there.
///
/// `poll` does a little work whenever it is called, so a caller can drive other things between calls
/// on the same thread. Between statements the terminal is as it was before.
public final class Prompt {
    /// How long after an escape byte the rest of a sequence may come, over a slow link too.
    public static let escapeTime = Duration.milliseconds(50)

    /// The statement being typed.
    public var editor: Editor
    /// What the language says about it.
    public var hooks: EditorHooks
    /// What stands before the first line.
    public var text: [StyledText]
    /// What stands before the other lines.
    public var continuationText: [StyledText]
    /// Where others write what is to appear above the prompt.
    public let output: PromptOutput

    private let terminal: Terminal
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var decoder = KeyDecoder()
    private var display: Display
    private var lastBytes = Duration.zero
    /// What came after the event that ended a statement.
    private var queued: [InputEvent] = []

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
        start = clock.now
        display = Display(
            width: terminal.size.width, height: terminal.size.height,
            hasColors: terminal.hasColors)
    }

    /// Shows the prompt and handles what is typed, for so long at most; nil waits for ever.
    ///
    /// - Returns: What ended the statement (`accepted`, `interrupted`, `endOfInput`, `openEditor`), after
    ///   which the terminal is as it was and the next call begins a new statement; nil if time is over.
    public func poll(for time: Duration? = nil) throws(LineEditorError) -> Editor.Outcome? {
        let end = time.map { now + $0 }
        if !terminal.isRaw { try begin() }
        while true {
            while !queued.isEmpty {
                let outcome = editor.handle(queued.removeFirst(), hooks: hooks)
                display.invalidate()
                if let outcome = try respond(to: outcome) { return outcome }
            }
            display.print(output.take())
            try terminal.write(display.flush(at: now) { content })
            let waits = [
                end.map { $0 - now }, display.wait(at: now),
                decoder.isPending ? lastBytes + Self.escapeTime - now : nil,
            ].compactMap { $0 }
            let happening = try terminal.wait(for: waits.min().map { max($0, .zero) })
            try handle(happening)
            if let end, now >= end, queued.isEmpty { return nil }
        }
    }

    /// Leaves the prompt where it is, and the terminal as it was.
    public func leave() throws(LineEditorError) {
        guard terminal.isRaw else { return }
        try output.close { text throws(LineEditorError) in
            display.print(text)
            try terminal.write(display.leave())
            try terminal.endRaw()
        }
    }

    private var now: Duration { clock.now - start }

    private var content: ScreenContent {
        ScreenContent(
            prompt: text, continuationPrompt: continuationText, editor: editor, hooks: hooks)
    }

    private func begin() throws(LineEditorError) {
        if output.open() { try terminal.write("\n") }
        let size = terminal.size
        display = Display(width: size.width, height: size.height, hasColors: terminal.hasColors)
        try terminal.beginRaw()
        try terminal.write(display.paint(at: now, content))
    }

    private func handle(_ happening: Terminal.Happening) throws(LineEditorError) {
        switch happening {
        case .bytes(let bytes):
            lastBytes = now
            queued += decoder.decode(bytes)
        case .timedOut, .woken:
            if decoder.isPending, now - lastBytes >= Self.escapeTime {
                queued += decoder.timeOut()
            }
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
            try terminal.write(display.paint(at: now, content))
            try leave()
            if outcome != .openEditor { editor.begin() }
            return outcome
        }
        return nil
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
