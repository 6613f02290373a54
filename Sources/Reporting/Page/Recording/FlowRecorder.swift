public import Scripting
public import Sessions

/// Folds the events of one run into a ``FlowRecording``.
///
/// Of a run with more events than are kept, those in the middle are left out: how it began and how
/// it ended say most.
public struct FlowRecorder: Sendable {
    /// How much of a run is kept.
    public struct Limits: Sendable, Hashable {
        /// How many events.
        public var events: Int
        /// How many of these are the latest, when there are more.
        public var latestEvents: Int
        /// How many bytes of texts and documents all of them may have.
        public var bytes: Int
        /// How many bytes a single text may have; what is longer is cut.
        public var textBytes: Int

        /// Makes limits; each is at least 1.
        ///
        /// - Parameters:
        ///   - events: how many events are kept.
        ///   - latestEvents: how many of these are the latest, when there are more.
        ///   - bytes: how many bytes of texts and documents all of them may have.
        ///   - textBytes: how many bytes a single text may have.
        public init(
            events: Int = 6_000, latestEvents: Int = 1_000, bytes: Int = 8 * 1_024 * 1_024,
            textBytes: Int = 128 * 1_024
        ) {
            self.events = max(1, events)
            self.latestEvents = min(max(1, latestEvents), self.events)
            self.bytes = max(1, bytes)
            self.textBytes = max(1, textBytes)
        }
    }

    /// How much is kept.
    public let limits: Limits
    private var fold: FlowFold
    /// The latest events, as they came, once the beginning is full.
    private var latest: [(event: ScriptEvent, time: Timestamp?)] = []
    private var dropped = 0
    private var isFull = false

    /// Makes a recorder that has seen nothing.
    public init(limits: Limits = Limits()) {
        self.limits = limits
        fold = FlowFold(textBytes: limits.textBytes)
    }

    /// Takes in the next event.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - time: the time of the run's clock. When it is nil, the time of an event that has none of
    ///     its own is that of the latest event that has one, which is exact in virtual time.
    public mutating func note(_ event: ScriptEvent, at time: Timestamp? = nil) {
        // A part is left for the latest events.
        isFull =
            isFull || fold.recording.events.count >= limits.events - limits.latestEvents
            || fold.bytes >= limits.bytes / 4 * 3
        guard isFull else { return fold.append(event, at: time) }
        latest.append((event, time))
        // Dropped many at a time, so that a long run does not move the rest for each event.
        if latest.count > 2 * limits.latestEvents {
            dropped += latest.count - limits.latestEvents
            latest.removeFirst(latest.count - limits.latestEvents)
        }
    }

    /// What was recorded so far.
    public var recording: FlowRecording {
        var kept = min(latest.count, limits.latestEvents)
        while true {
            var whole = fold
            let left = dropped + latest.count - kept
            if left > 0 { whole.appendOmission(of: left) }
            for (event, time) in latest.suffix(kept) { whole.append(event, at: time) }
            if kept == 0 || whole.bytes <= limits.bytes { return whole.recording }
            kept /= 2
        }
    }
}
