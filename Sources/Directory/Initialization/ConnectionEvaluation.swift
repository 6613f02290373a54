internal import JSON
internal import Sessions

/// Judges the connections that members of an episode have measured (session-directory 8.6).
struct ConnectionEvaluation {
    /// The members under evaluation, by ascending index.
    var peers: [MeasuredPeer]
    /// The devices of members who were here before: checked against, and never failing.
    var established: [String] = []

    typealias Thresholds = ConnectionRequirements.Thresholds

    /// Which device members are checked against as their host.
    enum Host: Equatable {
        /// The one that the most members pass against.
        case best
        case device(String)
        case none
    }

    /// The reason of each member who fails, by its index.
    func failures(
        towards host: Host, requirements: ConnectionRequirements
    ) -> [Int: InitializationFailure] {
        var failures: [Int: InitializationFailure] = [:]
        var left = self
        if let thresholds = requirements.peerToHost {
            let device: String? =
                switch host {
                case .best: HostSelection(requirements, peers: peers).widest
                case .device(let token): token
                case .none: nil
                }
            if let device {
                for peer in peers {
                    failures[peer.index] = peer.check(against: device, thresholds)
                }
            }
            left.peers.removeAll { failures[$0.index] != nil }
        }
        if let thresholds = requirements.peerToPeer {
            failures.merge(left.pairFailures(thresholds)) { first, _ in first }
        }
        return failures
    }

    /// Takes out the member with the most bad pairs until none is left.
    ///
    /// The checks of all pairs are made once, in time proportional to their number.
    private func pairFailures(_ thresholds: Thresholds) -> [Int: InitializationFailure] {
        /// One direction or both of a bad pair: its partner, nil for one who was here before.
        struct BadPair {
            let partner: Int?
            let reason: InitializationFailure
        }
        var bad = peers.map { peer in
            established.compactMap { device in
                peer.check(against: device, thresholds).map { BadPair(partner: nil, reason: $0) }
            }
        }
        for (first, peer) in peers.enumerated() {
            for second in peers.indices.dropFirst(first + 1) {
                let reasons = [
                    peers[second].device.flatMap { peer.check(against: $0, thresholds) },
                    peer.device.flatMap { peers[second].check(against: $0, thresholds) },
                ]
                guard let reason = reasons.compactMap(\.self).min() else { continue }
                bad[first].append(BadPair(partner: second, reason: reason))
                bad[second].append(BadPair(partner: first, reason: reason))
            }
        }
        var failures: [Int: InitializationFailure] = [:]
        while true {
            let worst = peers.indices.max { left, right in
                (bad[left].count, peers[left].joinTime, peers[left].index)
                    < (bad[right].count, peers[right].joinTime, peers[right].index)
            }
            guard let worst, let reason = bad[worst].map(\.reason).min() else { return failures }
            failures[peers[worst].index] = reason
            for partner in bad[worst].compactMap(\.partner) {
                bad[partner].removeAll { $0.partner == worst }
            }
            bad[worst] = []
        }
    }
}
