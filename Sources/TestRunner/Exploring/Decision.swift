/// One choice of a run that was made otherwise than an ordinary run makes it.
public struct Decision: Hashable, Sendable {
    /// What was chosen.
    public var kind: Kind
    /// Which choice of its kind, from 1; see ``Kind`` for what is counted.
    public var ordinal: Int
    /// What was chosen instead; see ``Kind`` for what it counts. What an ordinary run chooses is
    /// never a decision.
    public var value: Int

    /// What can be chosen.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// How many players there are, at the nth place that leaves it open.
        case players
        /// What goes wrong with request n: the number of a ``Fault``.
        case fault
        /// How many tasks go on before the one whose turn it is, the nth time that several can.
        case task
        /// 1 when a time-out that falls due waits until everything else of its instant has happened,
        /// the nth time that there may be something else.
        case timer
        /// How many milliseconds request n takes to the service.
        case delay
        /// How many milliseconds the answer to request n takes.
        case answer
        /// How often request n is lost and sent again.
        case loss
        /// How many milliseconds after request n a copy of it arrives.
        case copy
        /// How many milliseconds the nth shoulder tap takes.
        case tap
    }

    /// Which part of a run a kind belongs to, in the order in which failures are made smaller.
    public enum Aspect: Int, Hashable, Sendable, CaseIterable {
        /// How many there are.
        case players
        /// What goes wrong in the service.
        case faults
        /// Who goes first.
        case reorderings
        /// What the network does to messages.
        case messages
    }

    /// What can go wrong with a request.
    public enum Fault: Int, Hashable, Sendable, CaseIterable {
        /// Its connection ends before it is acted on.
        case droppedBefore = 1
        /// Its connection ends when it was acted on.
        case droppedAfter = 2
        /// Nothing is done, and there is no answer.
        case timeout = 3
        /// A write that names an etag finds that it does not hold.
        case conflict = 412
        /// The caller sent too much.
        case tooManyRequests = 429
        /// The service is overloaded.
        case unavailable = 503
    }

    /// Makes a decision.
    ///
    /// - Parameters:
    ///   - kind: What is chosen.
    ///   - ordinal: Which choice of its kind, from 1.
    ///   - value: What is chosen instead.
    public init(_ kind: Kind, _ ordinal: Int, _ value: Int) {
        self.kind = kind
        self.ordinal = ordinal
        self.value = value
    }
}

extension Decision.Kind {
    /// The part of a run that it belongs to.
    public var aspect: Decision.Aspect {
        switch self {
        case .players: .players
        case .fault: .faults
        case .task, .timer: .reorderings
        case .delay, .answer, .loss, .copy, .tap: .messages
        }
    }

    /// Whether a smaller value is nearer to what an ordinary run does.
    public var isQuantity: Bool { self != .fault }

    /// Whether the value counts milliseconds.
    var isDuration: Bool {
        switch self {
        case .delay, .answer, .copy, .tap: true
        case .players, .fault, .task, .timer, .loss: false
        }
    }

    /// What a value may be, faults aside.
    public var values: ClosedRange<Int> {
        switch self {
        case .players: 0...100_000
        case .fault: 1...999
        case .task: 1...1_000_000
        case .timer: 1...1
        case .delay, .answer, .copy, .tap: 1...3_600_000
        case .loss: 1...10
        }
    }
}

extension Decision: Comparable {
    /// Orders by aspect, kind and ordinal.
    public static func < (left: Decision, right: Decision) -> Bool { left.rank < right.rank }

    private var rank: (Int, String, Int, Int) {
        (kind.aspect.rawValue, kind.rawValue, ordinal, value)
    }
}
