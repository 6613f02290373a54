internal import JSON

/// What members measure, and how good their connections have to be (session-directory 6.2).
struct ConnectionRequirements: Sendable, Equatable {
    /// Whether members measure each other: `metrics` are given, or follow from requirements.
    let hasMetrics: Bool
    /// The names of the servers to measure against, as configured.
    let servers: [String]
    /// What every pair of members has to reach.
    let peerToPeer: Thresholds?
    /// What every member has to reach towards the host.
    let peerToHost: Thresholds?
    let hostSelectionMetric: HostSelectionMetric

    /// The bounds of one connection: milliseconds and kilobits per second.
    struct Thresholds: Sendable, Equatable {
        let latencyMaximum: Double
        let bandwidthDownMinimum: Double
        let bandwidthUpMinimum: Double
    }

    /// What orders the candidates for the host (8.7.3).
    enum HostSelectionMetric: String, CaseIterable, Sendable {
        case latency
        case bandwidthUp = "bandwidthup"
        case bandwidthDown = "bandwidthdown"
        case bandwidth
    }

    /// The metrics that both kinds of requirements need.
    static let neededMetrics = ["latency", "bandwidthDown", "bandwidthUp"]

    /// Reads checked constants.
    init(_ system: JSONObject) {
        peerToPeer = system["peerToPeerRequirements"]?.objectValue.map { given in
            let minimum = given.number("bandwidthMinimum", default: 10_000)
            return Thresholds(
                latencyMaximum: given.number("latencyMaximum", default: 250),
                bandwidthDownMinimum: minimum, bandwidthUpMinimum: minimum)
        }
        let host = system["peerToHostRequirements"]?.objectValue
        peerToHost = host.map { given in
            Thresholds(
                latencyMaximum: given.number("latencyMaximum", default: 250),
                bandwidthDownMinimum: given.number("bandwidthDownMinimum", default: 100_000),
                bandwidthUpMinimum: given.number("bandwidthUpMinimum", default: 1000))
        }
        hostSelectionMetric =
            host?["hostSelectionMetric"]?.stringValue.flatMap(HostSelectionMetric.init(rawValue:))
            ?? .latency
        servers = system["measurementServerAddresses"]?.objectValue?.names ?? []
        if let metrics = system["metrics"]?.objectValue {
            hasMetrics = metrics.contains { $0.value == true }
        } else {
            hasMetrics = peerToPeer != nil || peerToHost != nil
        }
    }

    /// What `metrics` are where nobody set them; nil when nothing needs any (6.2).
    var derivedMetrics: JSONValue? {
        guard hasRequirements else { return nil }
        return .object(JSONObject(Self.neededMetrics.map { ($0, true) }))
    }

    /// Whether the quality of connections is judged at all.
    var hasRequirements: Bool { peerToPeer != nil || peerToHost != nil }

    /// Whether an episode has the stage `measuring` (8.1.5).
    var hasMeasuringStage: Bool { hasMetrics || !servers.isEmpty }
}

extension JSONObject {
    fileprivate func number(_ name: String, default value: Double) -> Double {
        self[name]?.numberValue?.double ?? value
    }
}
