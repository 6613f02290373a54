internal import Synchronization

/// Where tasks write while a prompt may be waiting: their lines appear above it.
///
/// While no prompt waits, text is written at once. It is safe to use from any thread.
public final class PromptOutput: Sendable {
    private struct State {
        var isOpen = false
        var text = ""
        var isInLine = false
    }

    private let state = Mutex(State())
    private let waker: Terminal.Waker
    private let descriptor: Int32

    init(waker: Terminal.Waker, descriptor: Int32) {
        self.waker = waker
        self.descriptor = descriptor
    }

    /// Shows a text, by lines while a prompt waits.
    public func print(_ text: String) {
        guard !text.isEmpty else { return }
        let isFirst = state.withLock { state in
            guard state.isOpen else {
                // The terminal is gone where this fails; whoever reads from it next is told.
                try? Descriptor(number: descriptor).write(text.utf8)
                state.isInLine = text.utf8.last != 0x0A
                return false
            }
            defer { state.text += text }
            return state.text.isEmpty
        }
        if isFirst { waker.wake() }
    }

    /// The text since the last call.
    func take() -> String {
        state.withLock { state in
            defer { state.text = "" }
            return state.text
        }
    }

    /// Has text wait for the prompt from now on.
    ///
    /// - Returns: Whether what was written last has no line end yet.
    func open() -> Bool {
        state.withLock { state in
            state.isOpen = true
            defer { state.isInLine = false }
            return state.isInLine
        }
    }

    /// Has text written at once from now on, after `leave` has written what waited.
    func close(
        _ leave: (String) throws(LineEditorError) -> Void
    ) throws(LineEditorError) {
        try state.withLock { state throws(LineEditorError) in
            state.isOpen = false
            defer { state.text = "" }
            try leave(state.text)
        }
    }
}
