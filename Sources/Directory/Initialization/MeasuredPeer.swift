internal import JSON
internal import Sessions

/// A member with what it has measured of others.
struct MeasuredPeer {
    let index: Int
    let joinTime: Timestamp
    /// The member's own device; nil without a secure device address.
    let device: String?
    /// What the member measured of each device, by its token in lower case.
    private let measurements: [String: Measurement]

    /// The quality of one connection, as far as it was measured: milliseconds, kilobits per second.
    struct Measurement {
        var latency: Double?
        var bandwidthDown: Double?
        var bandwidthUp: Double?
    }

    /// Reads the checked `measurements` of a member.
    init(_ state: MemberState) {
        index = state.index
        joinTime = state.joinTime
        device = state.deviceToken
        let entries = state.system["measurements"]?.objectValue ?? [:]
        let measured = entries.map { entry in
            (
                entry.name.lowercased(),
                Measurement(
                    latency: entry.value["latency"]?.numberValue?.double,
                    bandwidthDown: entry.value["bandwidthDown"]?.numberValue?.double,
                    bandwidthUp: entry.value["bandwidthUp"]?.numberValue?.double)
            )
        }
        measurements = Dictionary(measured) { first, _ in first }
    }

    /// What the member measured of a device; empty when it did not.
    func measurement(of device: String) -> Measurement {
        measurements[device] ?? Measurement()
    }

    /// Why the member cannot connect to a device well enough; nil when it can, as to its own (8.6).
    func check(
        against device: String, _ thresholds: ConnectionRequirements.Thresholds
    ) -> InitializationFailure? {
        guard device != self.device else { return nil }
        let measurement = measurement(of: device)
        guard let latency = measurement.latency, let down = measurement.bandwidthDown,
            let up = measurement.bandwidthUp
        else { return .network }
        if latency > thresholds.latencyMaximum { return .latency }
        if down < thresholds.bandwidthDownMinimum { return .bandwidthDown }
        if up < thresholds.bandwidthUpMinimum { return .bandwidthUp }
        return nil
    }
}
