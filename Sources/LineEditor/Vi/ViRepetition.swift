/// The keys of the last change in vi's normal mode, for `.` to type again.
///
/// What was done to a selection is not among them.
struct ViRepetition: Sendable, Equatable {
    /// A longer change is not repeated.
    static let limit = 10_000

    /// The keys of the last change: its command, and what was inserted, to the Escape after it.
    var last: [InputEvent] = []
    /// The keys of the command that is being typed.
    var recording: [InputEvent]?
    /// Whether that command changes something.
    var isChange = false
    var isReplaying = false

    mutating func abandon() {
        recording = nil
        isChange = false
    }
}

extension Editor {
    /// Takes note of what is going to be handled.
    mutating func recordForRepeat(_ event: InputEvent) {
        guard !repetition.isReplaying else { return }
        if repetition.recording == nil {
            guard mode == .viNormal, visual == nil else { return }
            repetition.recording = []
        }
        repetition.recording?.append(event)
        if repetition.recording?.count ?? 0 > ViRepetition.limit { repetition.abandon() }
    }

    /// Keeps the keys of a change when it is over.
    mutating func finishRecording() {
        guard !repetition.isReplaying, let recording = repetition.recording else { return }
        if mode == .viInsert, repetition.isChange { return }
        if mode == .viNormal, !pendingKeys.isEmpty { return }
        if repetition.isChange { repetition.last = recording }
        repetition.abandon()
    }

    /// Makes the last change again, as often as it was made or as a count says.
    mutating func repeatChange(_ count: Int?, hooks: EditorHooks) -> Outcome {
        repetition.abandon()
        guard !repetition.last.isEmpty else { return .refused }
        if let count {
            let digits = "\(count)".map { InputEvent.key(Key(.character($0))) }
            repetition.last = digits + repetition.last.drop(while: \.isDigit)
        }
        repetition.isReplaying = true
        defer { repetition.isReplaying = false }
        for event in repetition.last {
            let outcome = handle(event, hooks: hooks)
            // A change that failed is over, and a statement that ended is.
            if outcome != .editing { return outcome }
        }
        return .editing
    }
}

extension InputEvent {
    fileprivate var isDigit: Bool {
        guard case .key(let key) = self, case .character(let character) = key.code else {
            return false
        }
        return key.modifiers.isEmpty && character.isASCII && character.isNumber
    }
}
