internal import Sessions

/// What happens at which instant, though no task waits for it.
struct Agenda {
    private struct Entry {
        let isAwaited: () -> Bool
        let action: () -> Void
    }

    private var entries = TimerQueue<Entry>()

    /// When the next thing happens that is still awaited.
    var next: Timestamp? {
        mutating get {
            entries.dropFront { !$0.isAwaited() }
            return entries.next
        }
    }

    /// Enters something.
    ///
    /// - Parameter isAwaited: whether it still matters; what does not is dropped without a trace.
    mutating func insert(
        _ instant: Timestamp, while isAwaited: @escaping () -> Bool = { true },
        _ action: @escaping () -> Void
    ) {
        entries.insert(instant, Entry(isAwaited: isAwaited, action: action))
    }

    /// Takes the next thing out, if it is due at `now`.
    mutating func popDue(at now: Timestamp) -> (() -> Void)? {
        guard let instant = next, instant <= now else { return nil }
        return entries.popDue(at: now)?.action
    }
}
