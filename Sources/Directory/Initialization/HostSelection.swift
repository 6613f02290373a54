/// Which devices can be the host for a set of members (session-directory 8.6, 8.7).
struct HostSelection {
    private let peers: [MeasuredPeer]
    /// The devices of the members, each with how it serves; most preferred first.
    private let devices: [(token: String, service: Service)]

    /// How one device serves the members that are not on it; a smaller one is preferred.
    private struct Service {
        /// How many members pass against it, those on it included.
        var passing: Int
        /// The worst and the mean value, negated where more is better; infinite where a member
        /// measured nothing.
        var worst: Double
        var mean: Double
        /// The lowest index of a member on it.
        var index: Int

        var rank: (Double, Double, Int) { (worst, mean, index) }
    }

    /// Compares the devices of `peers` as hosts; there are none without requirements.
    init(_ requirements: ConnectionRequirements, peers: [MeasuredPeer]) {
        self.peers = peers
        var devices: [(token: String, service: Service)] = []
        if let thresholds = requirements.peerToHost {
            var seen: Set<String> = []
            for peer in peers {
                guard let token = peer.device, seen.insert(token).inserted else { continue }
                let service = Self.service(
                    of: token, to: peers, requirements.hostSelectionMetric, thresholds,
                    index: peer.index)
                devices.append((token, service))
            }
        }
        self.devices = devices.sorted { $0.service.rank < $1.service.rank }
    }

    /// The devices that serve everybody, most preferred first (8.7.2).
    var candidates: [String] {
        devices.filter { $0.service.passing == peers.count }.map(\.token)
    }

    /// The device that the most members pass against; nil when no member has one (8.6).
    var widest: String? {
        let most = devices.map(\.service.passing).max()
        return devices.first { $0.service.passing == most }?.token
    }

    private static func service(
        of device: String, to peers: [MeasuredPeer],
        _ metric: ConnectionRequirements.HostSelectionMetric,
        _ thresholds: ConnectionRequirements.Thresholds, index: Int
    ) -> Service {
        // In order, so that equal values have equal sums whoever measured them.
        let values = peers.filter { $0.device != device }
            .map { cost(of: $0.measurement(of: device), metric) }.sorted()
        let worst = values.last ?? -.infinity
        return Service(
            passing: peers.count { $0.check(against: device, thresholds) == nil },
            worst: worst,
            mean: worst.isFinite ? values.reduce(0, +) / Double(values.count) : worst,
            index: index)
    }

    private static func cost(
        of measurement: MeasuredPeer.Measurement,
        _ metric: ConnectionRequirements.HostSelectionMetric
    ) -> Double {
        let value: Double? =
            switch metric {
            case .latency: measurement.latency
            case .bandwidthUp: measurement.bandwidthUp.map { -$0 }
            case .bandwidthDown: measurement.bandwidthDown.map { -$0 }
            case .bandwidth:
                if let up = measurement.bandwidthUp, let down = measurement.bandwidthDown {
                    -(up + down)
                } else {
                    nil
                }
            }
        return value ?? .infinity
    }
}
