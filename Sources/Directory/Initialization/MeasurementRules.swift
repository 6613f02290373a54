internal import JSON
internal import Sessions

/// What a member may say that it measured of its peers (session-directory 6.7).
struct MeasurementRules {
    let connections: ConnectionRequirements
    /// Where the member stands in the request.
    let path: String

    /// The value to store; nil when it is the same as absent.
    ///
    /// A metric or a whole entry may be missing. That members write measurements only once is what
    /// a client is asked for; a later value replaces the earlier one like any other (5.2.1).
    func checked(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull else { return nil }
        guard connections.hasMetrics else {
            throw .badRequest(KnownText.measurementsWithoutMetrics, rule: "6.7")
        }
        guard let entries = value.objectValue else { throw refused("", "must be an object") }
        for entry in entries {
            guard let measurement = entry.value.objectValue else {
                throw refused("/\(entry.name)", "must be an object")
            }
            for metric in measurement where metric.name != "custom" {
                guard ConnectionRequirements.neededMetrics.contains(metric.name) else {
                    throw refused("/\(entry.name)/\(metric.name)", "is unknown")
                }
                guard
                    metric.value.isNull || metric.value.numberValue.map({ $0.double >= 0 }) == true
                else {
                    throw refused("/\(entry.name)/\(metric.name)", "must be a number, 0 or more")
                }
            }
        }
        return value
    }

    /// Refuses measurements of the member's own device.
    func demandForeign(_ state: MemberState) throws(Rejection) {
        guard let token = state.deviceToken,
            let own = state.system["measurements"]?.objectValue?
                .first(where: { $0.name.lowercased() == token })
        else { return }
        throw refused("/\(own.name)", "can't be the member's own device")
    }

    private func refused(_ field: String, _ requirement: String) -> Rejection {
        .badRequest(
            "The field '\(path)/properties/system/measurements\(field)' \(requirement).",
            rule: "6.7")
    }
}
