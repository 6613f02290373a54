/// One time that a test ran from beginning to end.
public struct Attempt: Hashable, Sendable {
    /// Which attempt at the test, from 1.
    public var number: Int
    /// How it ended; never ``Verdict/flaky``.
    public var verdict: Verdict
    /// How long it took, by the caller's clock.
    public var duration: Duration
    /// What it printed, line by line, in order.
    public var output: [OutputLine]
    /// Why it did not pass.
    public var failure: Failure?
    /// Why it was skipped.
    public var skipReason: String?
    /// What it left behind.
    public var leaks: [Leak]
    /// Who waited for what when it ended: for deadlocks and timeouts.
    public var waits: [Wait]
    /// The seed it ran under.
    public var seed: UInt64
    /// The one command that runs this attempt again, exactly.
    public var repeatCommand: String?

    /// One line that a test printed.
    public struct OutputLine: Hashable, Sendable {
        /// Where it was printed to.
        public var stream: Stream
        /// The line without its end.
        public var text: String

        /// Where a line was printed to.
        public enum Stream: String, Hashable, Sendable {
            /// Standard output.
            case output = "stdout"
            /// Standard error, and what was logged.
            case error = "stderr"
        }

        /// Makes a line.
        ///
        /// - Parameters:
        ///   - text: The line without its end.
        ///   - stream: Where it was printed to.
        public init(_ text: String, stream: Stream = .output) {
            self.text = text
            self.stream = stream
        }
    }

    /// Something that was still there after the test.
    public struct Leak: Hashable, Sendable {
        /// What kind of thing, as a noun: `task`, `subscription`, `session`.
        public var kind: String
        /// Which one.
        public var name: String
        /// Where it was created.
        public var location: ScriptLocation?

        /// Makes a leak.
        ///
        /// - Parameters:
        ///   - kind: What kind of thing, as a noun.
        ///   - name: Which one.
        ///   - location: Where it was created, if known.
        public init(kind: String, name: String, location: ScriptLocation? = nil) {
            self.kind = kind
            self.name = name
            self.location = location
        }
    }

    /// A task that waited when the attempt ended.
    public struct Wait: Hashable, Sendable {
        /// Which task.
        public var task: String
        /// What it waited for.
        public var reason: String
        /// The line that waited.
        public var location: ScriptLocation?

        /// Makes a wait.
        ///
        /// - Parameters:
        ///   - task: Which task.
        ///   - reason: What it waited for.
        ///   - location: The line that waited, if known.
        public init(task: String, reason: String, location: ScriptLocation? = nil) {
            self.task = task
            self.reason = reason
            self.location = location
        }
    }

    /// Makes an attempt.
    ///
    /// - Parameters:
    ///   - number: Which attempt, from 1.
    ///   - verdict: How it ended; not ``Verdict/flaky``.
    ///   - duration: How long it took.
    ///   - output: What it printed.
    ///   - failure: Why it did not pass.
    ///   - skipReason: Why it was skipped.
    ///   - leaks: What it left behind.
    ///   - waits: Who waited for what when it ended.
    ///   - seed: The seed it ran under.
    ///   - repeatCommand: The one command that runs it again.
    public init(
        number: Int = 1, verdict: Verdict, duration: Duration, output: [OutputLine] = [],
        failure: Failure? = nil, skipReason: String? = nil, leaks: [Leak] = [],
        waits: [Wait] = [], seed: UInt64, repeatCommand: String? = nil
    ) {
        precondition(verdict != .flaky, "one attempt is never flaky")
        self.number = number
        self.verdict = verdict
        self.duration = duration
        self.output = output
        self.failure = failure
        self.skipReason = skipReason
        self.leaks = leaks
        self.waits = waits
        self.seed = seed
        self.repeatCommand = repeatCommand
    }
}
