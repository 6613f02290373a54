/// The evaluation of 8.6 and 8.7 written down as the specification words it, everything computed
/// anew at each step.
struct NaiveEvaluation {
    /// A member that measures, or one that was there before.
    struct Peer {
        let index: Int
        /// Seconds after T0.
        let joined: Int
        let device: String?
        /// Metrics by device and name.
        var measured: [String: [String: Int]] = [:]
        /// Whether it uploads at all.
        var uploads = true
        var group: [Int] = []
    }

    /// The least or most that each metric may be.
    struct Thresholds {
        let latency: Int
        let down: Int
        let up: Int
    }

    var peers: [Peer]
    var established: [Peer] = []
    var peerToPeer: Thresholds?
    var peerToHost: Thresholds?
    var metric = "latency"
    var host: String?
    /// What the first episode has left, for later ones; nil in the first.
    var earlierCandidates: [String]?

    private static let precedence = [
        "timeout", "latency", "bandwidthdown", "bandwidthup", "network", "group", "episode",
    ]

    /// The failure of each member by its index before the count rule, and the candidates.
    func result() -> (failures: [Int: String], candidates: [String]) {
        var failures: [Int: String] = [:]
        for peer in peers where needsUpload(peer) && !peer.uploads {
            failures[peer.index] = "timeout"
        }
        var left = peers.filter { failures[$0.index] == nil }
        if let thresholds = peerToHost, let device = hostDevice(left, thresholds) {
            for peer in left {
                failures[peer.index] = check(peer, device, thresholds)
            }
            left = left.filter { failures[$0.index] == nil }
        }
        if let thresholds = peerToPeer {
            while let (worst, reason) = worstPeer(left, thresholds) {
                failures[worst.index] = reason
                left = left.filter { $0.index != worst.index }
            }
        }
        var changes = true
        while changes {
            changes = false
            for peer in left where failures[peer.index] == nil {
                let others = peer.group.filter { $0 != peer.index }
                if others.contains(where: { failures[$0] != nil }) {
                    failures[peer.index] = "group"
                    changes = true
                }
            }
        }
        left = left.filter { failures[$0.index] == nil }
        guard let thresholds = peerToHost, host == nil, earlierCandidates == nil else {
            return (failures, [])
        }
        let candidates = devices(left).filter { device in
            left.allSatisfy { $0.device == device || check($0, device, thresholds) == nil }
        }
        return (failures, candidates.sorted { isPreferred($0, to: $1, left) })
    }

    private func devices(_ peers: [Peer]) -> [String] { Set(peers.compactMap(\.device)).sorted() }

    private func needsUpload(_ peer: Peer) -> Bool {
        devices(peers + established).contains { $0 != peer.device }
    }

    private func check(_ peer: Peer, _ device: String, _ thresholds: Thresholds) -> String? {
        if peer.device == device { return nil }
        guard let entry = peer.measured[device], let latency = entry["latency"],
            let down = entry["bandwidthDown"], let up = entry["bandwidthUp"]
        else { return "network" }
        if latency > thresholds.latency { return "latency" }
        if down < thresholds.down { return "bandwidthdown" }
        if up < thresholds.up { return "bandwidthup" }
        return nil
    }

    // MARK: Peer to peer

    private func reasons(_ peer: Peer, _ other: Peer, _ thresholds: Thresholds) -> [String] {
        var reasons: [String?] = []
        if let device = other.device { reasons.append(check(peer, device, thresholds)) }
        let measures = !established.contains { $0.index == other.index }
        if measures, let device = peer.device { reasons.append(check(other, device, thresholds)) }
        return reasons.compactMap(\.self)
    }

    private func worstPeer(_ left: [Peer], _ thresholds: Thresholds) -> (Peer, String)? {
        var worst: (peer: Peer, count: Int, reasons: [String])?
        for peer in left {
            let partners = (left + established).filter { $0.index != peer.index }
            let bad = partners.map { reasons(peer, $0, thresholds) }.filter { !$0.isEmpty }
            if bad.isEmpty { continue }
            if let present = worst {
                let rank = (bad.count, peer.joined, peer.index)
                if rank < (present.count, present.peer.joined, present.peer.index) { continue }
            }
            worst = (peer, bad.count, bad.flatMap(\.self))
        }
        guard let worst else { return nil }
        let reason = Self.precedence.first { worst.reasons.contains($0) }
        return reason.map { (worst.peer, $0) }
    }

    // MARK: Peer to host

    private func hostDevice(_ left: [Peer], _ thresholds: Thresholds) -> String? {
        if let host { return host }
        if let earlierCandidates {
            guard let first = earlierCandidates.first,
                (peers + established).contains(where: { $0.device == first })
            else { return nil }
            return first
        }
        func passing(_ device: String) -> Int {
            left.count { check($0, device, thresholds) == nil }
        }
        return devices(left).sorted { one, other in
            if passing(one) != passing(other) { return passing(one) > passing(other) }
            return isPreferred(one, to: other, left)
        }.first
    }

    /// Whether a device comes before another as the host of all in `peers`.
    private func isPreferred(_ one: String, to other: String, _ peers: [Peer]) -> Bool {
        func index(_ device: String) -> Int {
            peers.filter { $0.device == device }.map(\.index).min() ?? 0
        }
        guard let left = costs(one, peers), let right = costs(other, peers) else {
            let isMeasured = (costs(one, peers) != nil, costs(other, peers) != nil)
            return isMeasured == (true, false)
                || isMeasured == (false, false) && index(one) < index(other)
        }
        let worst = (left.max(), right.max())
        guard let first = worst.0, let second = worst.1 else { return worst.0 == nil }
        if first != second { return first < second }
        let means = (left.reduce(0, +) * right.count, right.reduce(0, +) * left.count)
        if means.0 != means.1 { return means.0 < means.1 }
        return index(one) < index(other)
    }

    /// What the others measured of a device, less being better; nil when one measured nothing.
    private func costs(_ device: String, _ peers: [Peer]) -> [Int]? {
        let values = peers.filter { $0.device != device }.map { peer -> Int? in
            let entry = peer.measured[device] ?? [:]
            switch metric {
            case "latency": return entry["latency"]
            case "bandwidthup": return entry["bandwidthUp"].map { -$0 }
            case "bandwidthdown": return entry["bandwidthDown"].map { -$0 }
            default:
                guard let up = entry["bandwidthUp"], let down = entry["bandwidthDown"] else {
                    return nil
                }
                return -up - down
            }
        }
        return values.contains { $0 == nil } ? nil : values.compactMap(\.self)
    }
}
