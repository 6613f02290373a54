/// Where conditions hold.
public enum NetworkPlace: Sendable, Hashable {
    /// On every way about which nothing more is said.
    case everywhere
    /// On the line of an endpoint to the rest of the world.
    case line(NetworkEndpoint)
    /// Between two endpoints, both ways.
    case pair(NetworkEndpoint, NetworkEndpoint)
    /// On one way between two endpoints.
    case way(from: NetworkEndpoint, to: NetworkEndpoint)
}

/// What is said of the links of a network, and what follows from it for one way.
///
/// Each value on its own is taken from the most special place that says it: the way, the pair, the
/// lines of its ends, everywhere; in one place from what is said of the operation, if anything is.
/// Where both lines say something, a message meets both: delays add up, the narrower bandwidth
/// counts, and it is spared only when both spare it.
public struct NetworkRules: Sendable {
    private struct Key: Hashable {
        let place: NetworkPlace
        let operation: NetworkOperation?
    }

    private var rules: [Key: LinkConditions] = [:]

    /// Says nothing.
    public init() {}

    /// Whether nothing is said.
    public var isEmpty: Bool { rules.isEmpty }

    /// Whether a bandwidth is named anywhere, so that the length of messages matters.
    public private(set) var limitBandwidth = false

    /// How many places and operations something is said of.
    public var count: Int { rules.count }

    /// Says something of a place, of one operation or of all; what was said before and is not said
    /// again stays.
    public mutating func set(
        _ conditions: LinkConditions, at place: NetworkPlace, for operation: NetworkOperation? = nil
    ) {
        if conditions.bandwidthDown != nil || conditions.bandwidthUp != nil {
            limitBandwidth = true
        }
        if case .pair(let first, let second) = place {
            let known = Key(place: .pair(second, first), operation: operation)
            if first != second, rules[known] != nil {
                rules[known]?.merge(conditions.reversed)
                return
            }
        }
        rules[Key(place: place, operation: operation), default: LinkConditions()].merge(conditions)
    }

    /// What a message meets one way.
    public func conditions(
        from sender: NetworkEndpoint, to receiver: NetworkEndpoint, for operation: NetworkOperation
    ) -> WayConditions {
        guard !isEmpty else { return WayConditions() }
        let way = said(.way(from: sender, to: receiver), operation)
        var pair = said(.pair(sender, receiver), operation)
        pair.merge(said(.pair(receiver, sender), operation).reversed)
        let near = said(.line(sender), operation)
        let far = said(.line(receiver), operation)
        let rest = said(.everywhere, operation)

        func resolve<Value>(
            _ value: (LinkConditions) -> Value?, both combine: (Value, Value) -> Value
        ) -> Value? {
            if let special = value(way) ?? value(pair) { return special }
            switch (value(near), value(far)) {
            case (let one?, let other?): return combine(one, other)
            case (let one, let other): return one ?? other ?? value(rest)
            }
        }
        func either(_ one: Double, _ other: Double) -> Double { 1 - (1 - one) * (1 - other) }

        var found = WayConditions()
        found.latency = resolve({ $0.latency.map { [$0] } }, both: +) ?? []
        found.jitter = resolve({ $0.jitter }, both: +) ?? .zero
        found.loss = resolve({ $0.loss }, both: either) ?? 0
        found.duplication = resolve({ $0.duplication }, both: either) ?? 0
        found.reordering = resolve({ $0.reordering }, both: either) ?? 0
        let ends = [near.bandwidthUp, far.bandwidthDown].compactMap(\.self).min()
        let general = [
            sender.isClient ? rest.bandwidthUp : nil, receiver.isClient ? rest.bandwidthDown : nil,
        ].compactMap(\.self).min()
        found.bandwidth = way.bandwidthUp ?? pair.bandwidthUp ?? ends ?? general
        return found
    }

    /// What is said of one place, the operation's own first.
    private func said(_ place: NetworkPlace, _ operation: NetworkOperation) -> LinkConditions {
        var said = rules[Key(place: place, operation: nil)] ?? LinkConditions()
        if let own = rules[Key(place: place, operation: operation)] { said.merge(own) }
        return said
    }
}
