public import Sessions

/// A network that is only computed: what becomes of each message, decided by what is said of its
/// way and by the randomness that is handed in. It has no clock and never waits.
///
/// Requests and answers travel over connections that lose nothing for good. So a message that is
/// lost is sent again after ``firstRetransmission``, then after twice as long each time, and meets
/// the conditions of that moment; whoever waits for it decides how long. Messages of one way arrive
/// in the order sent, except those that were lost, and those that are held back: they take their
/// latency once more, and later ones overtake them. A message waits until those before it are on the
/// line, as far as bandwidth is limited.
///
/// Probes between devices are datagrams: a lost one stays lost.
public struct SimulatedNetwork: Sendable {
    /// What is said of the links.
    public var rules = NetworkRules()
    /// How open the networks of devices are; others are open.
    public var nat: [NetworkEndpoint: NATType] = [:]
    /// How long a client waits for an answer, the way of its request included.
    public var timeout = Duration.seconds(30)
    /// Groups that reach nobody in another group of the same partition.
    public private(set) var partitions: [[Set<NetworkEndpoint>]] = []

    private var ways: [Way: Traffic] = [:]

    /// When the first loss of a message is noticed and the message sent again.
    public static let firstRetransmission = Duration.milliseconds(200)
    /// How often a message is sent before its connection is given up.
    public static let transmissionsLimit = 16
    /// The longest time between two attempts.
    private static let retransmissionLimit = Duration.seconds(60)

    private struct Way: Hashable {
        let sender: NetworkEndpoint
        let receiver: NetworkEndpoint
    }

    /// What happens on one way.
    private struct Traffic {
        var lastArrival: Timestamp
        var lineIsFree: Timestamp
    }

    /// A network on which every message arrives at once.
    public init() {}

    /// Whether every message arrives at once.
    public var isQuiet: Bool { rules.isEmpty && partitions.isEmpty }

    /// Why a message did not arrive.
    public enum LossCause: Sendable, Hashable {
        /// It was lost by chance.
        case chance
        /// A partition lies between the ends.
        case partition
    }

    /// What becomes of one attempt to send a message.
    public enum Transmission: Sendable, Hashable {
        /// It arrives.
        case arrives(at: Timestamp)
        /// It is lost; `retry` is when it is sent again, nil when the connection is given up.
        case lost(LossCause, retry: Timestamp?)
    }

    /// One message on its way.
    public struct Message: Sendable, Hashable {
        /// Who sends it.
        public let sender: NetworkEndpoint
        /// Who is to get it.
        public let receiver: NetworkEndpoint
        /// What it is for.
        public let operation: NetworkOperation
        /// Its length in bytes; heeded where bandwidth is limited.
        public let bytes: Int

        /// Makes a message.
        ///
        /// - Parameters:
        ///   - sender: who sends it.
        ///   - receiver: who is to get it.
        ///   - operation: what it is for; of an answer, what its request is for.
        ///   - bytes: its length in bytes.
        public init(
            from sender: NetworkEndpoint, to receiver: NetworkEndpoint,
            for operation: NetworkOperation, bytes: Int = 0
        ) {
            self.sender = sender
            self.receiver = receiver
            self.operation = operation
            self.bytes = bytes
        }
    }

    /// Sends a message.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - attempt: how often it was sent before.
    ///   - now: the instant at which it is sent; never before that of an earlier call.
    ///   - random: decides what is left to chance.
    public mutating func transmit(
        _ message: Message, attempt: Int = 0, at now: Timestamp, using random: inout SeededRandom
    ) -> Transmission {
        let retry = retransmission(after: attempt, at: now)
        guard !isCut(message.sender, message.receiver) else {
            return .lost(.partition, retry: retry)
        }
        let conditions = conditions(of: message)
        guard !random.strikes(conditions.loss) else { return .lost(.chance, retry: retry) }
        let latency = conditions.drawLatency(using: &random)
        let way = Way(sender: message.sender, receiver: message.receiver)
        var traffic = ways[way] ?? Traffic(lastArrival: now, lineIsFree: now)
        let length = conditions.duration(ofBytes: message.bytes)
        traffic.lineIsFree = max(now, traffic.lineIsFree).adding(length)
        var arrival = traffic.lineIsFree.adding(latency)
        if random.strikes(conditions.reordering) {
            arrival = arrival.adding(max(.milliseconds(1), latency))
        } else if attempt == 0 {
            arrival = max(arrival, traffic.lastArrival)
            traffic.lastArrival = arrival
        }
        ways[way] = traffic
        return .arrives(at: arrival)
    }

    /// Whether a request that is sent now arrives twice.
    public func isDuplicated(_ message: Message, using random: inout SeededRandom) -> Bool {
        random.strikes(conditions(of: message).duplication)
    }

    /// What a message meets.
    public func conditions(of message: Message) -> WayConditions {
        rules.conditions(
            from: message.sender, to: message.receiver, for: message.operation)
    }

    private func retransmission(after attempt: Int, at now: Timestamp) -> Timestamp? {
        guard attempt + 1 < Self.transmissionsLimit else { return nil }
        let pause = Self.firstRetransmission * (1 << min(attempt, 20))
        return now.adding(min(pause, Self.retransmissionLimit))
    }

    // MARK: Partitions

    /// Cuts groups off from each other, beside what is cut already. Who is in no group reaches
    /// everybody; a group alone is cut off from all who are not in it.
    public mutating func partition(_ groups: [Set<NetworkEndpoint>]) { partitions.append(groups) }

    /// Ends every partition.
    public mutating func heal() { partitions.removeAll() }

    /// Whether a partition lies between two endpoints.
    public func isCut(_ one: NetworkEndpoint, _ other: NetworkEndpoint) -> Bool {
        partitions.contains { groups in
            if groups.count == 1 { return groups[0].contains(one) != groups[0].contains(other) }
            guard let home = groups.firstIndex(where: { $0.contains(one) }) else { return false }
            return !groups[home].contains(other) && groups.contains { $0.contains(other) }
        }
    }
}
