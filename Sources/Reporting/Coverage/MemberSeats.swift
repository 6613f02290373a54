internal import JSON

/// The members that sessions had when they were last seen, to notice who is gone.
struct MemberSeats: Sendable {
    private var seats: [String: Seats] = [:]

    /// The members of one session.
    private struct Seats {
        var changeNumber: Int64
        var indices: Set<String>
    }

    /// How many sessions are remembered; with more of them, all are forgotten.
    private static let limit = 10_000

    /// Takes a session's document; answers how many of its members are gone since the last one.
    ///
    /// Of a large session nobody sees who is a member.
    mutating func note(_ document: JSONValue) -> Int {
        guard let branch = document["branch"]?.stringValue,
            let changeNumber = document["changeNumber"]?.integerValue,
            let members = document["members"]?.objectValue,
            document["constants"]?["system"]?["capabilities"]?["large"] != true
        else { return 0 }
        let indices = Set(members.names)
        let earlier = seats[branch]
        guard earlier.map({ $0.changeNumber <= changeNumber }) ?? true else { return 0 }
        if earlier == nil, seats.count >= Self.limit { seats.removeAll() }
        seats[branch] = Seats(changeNumber: changeNumber, indices: indices)
        return earlier?.indices.subtracting(indices).count ?? 0
    }
}
