internal import JSON
internal import Sessions

extension Session {
    private static let candidatesName = "serverConnectionStringCandidates"

    /// Takes note of measurements in what a member wrote of itself (6.3, 8.1.7).
    ///
    /// - Parameters:
    ///   - change: the names of the member's `properties.system` in the request.
    ///   - position: the member's place; it has its new state already.
    ///   - earlier: the member before the request.
    mutating func noteMeasurements(
        _ change: JSONObject, at position: Int, since earlier: Member, at now: Timestamp
    ) {
        initialization?.note(change, of: earlier.index, at: now)
        let name = "serverMeasurements"
        guard keepsServerCandidates,
            earlier.state.system[name] != members[position].state.system[name]
        else { return }
        let names = serverCandidates.map { JSONValue.string($0) }
        properties.set(Self.candidatesName, names.isEmpty ? JSONValue?.none : .array(names))
    }

    /// Refuses a list of candidates where the directory keeps it itself (6.3).
    ///
    /// The list that is shown may be sent back, since `properties` as a whole may be (5.1).
    func demandKeptCandidates(_ change: JSONObject) throws(Rejection) {
        guard keepsServerCandidates, let value = change[Self.candidatesName] else { return }
        let sent = value.isNull || value == [] ? nil : value
        guard sent == properties.system[Self.candidatesName] else {
            throw .badRequest(
                "The field '/properties/system/\(Self.candidatesName)' can't be written by members "
                    + "of a session with the capability 'autoPopulateServerCandidates'.",
                rule: "6.3")
        }
    }

    private var keepsServerCandidates: Bool {
        constants.capabilities.contains(.autoPopulateServerCandidates)
    }

    /// The servers that active members reach: those that most of them reach come first.
    private var serverCandidates: [String] {
        /// One server with the latencies that active members measured, in ascending order.
        struct Candidate {
            let name: String
            let latencies: [Double]

            var rank: (Int, Double, Double, String) {
                let mean = latencies.reduce(0, +) / Double(latencies.count)
                return (-latencies.count, latencies.last ?? 0, mean, name)
            }
        }
        let measured = members.filter { $0.status == .active }.map { member in
            let entries = member.state.system["serverMeasurements"]?.objectValue ?? [:]
            let latencies = entries.compactMap { entry in
                (entry.value["latency"]?.numberValue?.double)
                    .map { (entry.name.lowercased(), $0) }
            }
            return Dictionary(latencies) { first, _ in first }
        }
        return connections.servers
            .map { name in
                Candidate(name: name, latencies: measured.compactMap { $0[name] }.sorted())
            }
            .filter { !$0.latencies.isEmpty }
            .sorted { $0.rank < $1.rank }
            .map(\.name)
    }
}
