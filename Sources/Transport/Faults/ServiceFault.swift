public import Sessions

/// Something that goes wrong in a service on request: what, for whom, how often and when.
public struct ServiceFault: Sendable, Hashable {
    /// What goes wrong.
    public enum Kind: Sendable, Hashable {
        /// The service is overloaded: 503, and nothing is done.
        case unavailable(retryAfter: Duration)
        /// The caller sent too much: 429, and nothing is done.
        case tooManyRequests(retryAfter: Duration)
        /// Nothing is done, and there is no answer.
        case timeout
        /// The answer is late by this much.
        case slow(LatencyDistribution)
        /// A write with a precondition finds that it does not hold: 412.
        case outOfSync
        /// The connection ends before the request is acted on.
        case droppedBefore
        /// The connection ends when the request was acted on.
        case droppedAfter

        /// The kind in one word.
        public var name: String {
            switch self {
            case .unavailable: "unavailable"
            case .tooManyRequests: "too_many_requests"
            case .timeout: "timeout"
            case .slow: "slow"
            case .outOfSync: "out_of_sync"
            case .droppedBefore: "dropped_before"
            case .droppedAfter: "dropped_after"
            }
        }
    }

    /// What goes wrong.
    public var kind: Kind
    /// What requests it strikes; nil for all.
    public var operations: Set<NetworkOperation>?
    /// Whose requests it strikes; nil for everybody's.
    public var callers: Set<NetworkEndpoint>?
    /// How often it strikes at most; nil for always.
    public var limit: Int?
    /// The probability, from 0 to 1, that it strikes a request that it may strike.
    public var probability: Double
    /// When it begins.
    public var start: Timestamp
    /// When it is over; nil for never.
    public var end: Timestamp?

    /// Makes a fault that strikes every request from an instant on.
    ///
    /// - Parameters:
    ///   - kind: what goes wrong.
    ///   - start: when it begins.
    public init(_ kind: Kind, from start: Timestamp) {
        self.kind = kind
        self.start = start
        probability = 1
    }

    /// One request, as far as faults look at it.
    public struct Subject: Sendable, Hashable {
        /// What it is for.
        public let operation: NetworkOperation
        /// Who sent it.
        public let caller: NetworkEndpoint
        /// Whether it is a write with `If-Match` or `If-None-Match`.
        public let isConditionalWrite: Bool

        /// Looks at a request.
        public init(_ request: DirectoryRequest, from caller: Caller?) {
            operation = NetworkOperation(request)
            self.caller = NetworkEndpoint(caller)
            isConditionalWrite =
                request.method != "GET" && (request.ifMatch != nil || request.ifNoneMatch != nil)
        }
    }

    /// Whether the fault is for a request that arrives at an instant, chance aside.
    func concerns(_ subject: Subject, at now: Timestamp) -> Bool {
        guard now >= start, end.map({ now < $0 }) ?? true else { return false }
        if kind == .outOfSync, !subject.isConditionalWrite { return false }
        return operations?.contains(subject.operation) ?? true
            && callers?.contains(subject.caller) ?? true
    }
}
