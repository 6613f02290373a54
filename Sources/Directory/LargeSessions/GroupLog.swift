public import Sessions

/// Who was in which group of which session, and when (session-directory 14.6).
///
/// Members that were in the same group of a session at the same time count as having played
/// together. The log outlives sessions. Beyond its limit the oldest finished stays are dropped.
public struct GroupLog: Sendable, Equatable {
    private let limit: Int
    /// In the order in which they were noted.
    private var stays: [GroupStay] = []
    private var finishedCount = 0
    /// Where in ``stays`` each user's are, and each group's, in ascending order.
    private var places = Places()

    private struct Places: Sendable, Equatable {
        var users: [Xuid: [Int]] = [:]
        var groups: [GroupKey: [Int]] = [:]
        /// Those that have not ended.
        var open: [OpenStay: Int] = [:]
    }

    /// A group of a session; names in lower case.
    private struct GroupKey: Sendable, Hashable {
        let session: String
        let group: String
    }

    private struct OpenStay: Sendable, Hashable {
        let key: GroupKey
        let xuid: Xuid
    }

    /// How long before an encounter its stay began.
    private static let encounterMilliseconds: Int64 = 30_000

    init(limit: Int) { self.limit = limit }

    /// The stays of a user in all sessions, in the order in which they were noted.
    public func stays(of xuid: Xuid) -> [GroupStay] {
        places.users[xuid, default: []].map { stays[$0] }
    }

    /// The stays in one group of a session, in the order in which they were noted.
    public func stays(in group: String, of session: SessionReference) -> [GroupStay] {
        let key = GroupKey(session: session.key, group: group.lowercased())
        return places.groups[key, default: []].map { stays[$0] }
    }

    /// The users who were with a user in the same group of a session at the same time, ascending.
    public func companions(of xuid: Xuid) -> [Xuid] {
        var found: Set<Xuid> = []
        for stay in stays(of: xuid) {
            for other in stays(in: stay.group, of: stay.session) where other.overlaps(stay) {
                found.insert(other.xuid)
            }
        }
        found.remove(xuid)
        return found.sorted()
    }

    /// Takes note of what members of a session did with groups before it is settled.
    mutating func note(_ session: Session, key: String, at now: Timestamp) {
        for event in session.groupEvents {
            let group = GroupKey(session: key, group: event.group.lowercased())
            let open = OpenStay(key: group, xuid: event.xuid)
            if event.kind == .left {
                if let place = places.open.removeValue(forKey: open) {
                    stays[place].to = now
                    finishedCount += 1
                }
                continue
            }
            // Named twice in one list, a group is entered once.
            if event.kind == .entered, places.open[open] != nil { continue }
            var stay = GroupStay(
                xuid: event.xuid, session: session.reference, group: event.group, from: now)
            if event.kind == .met {
                let from = now.adding(milliseconds: -Self.encounterMilliseconds)
                stay = GroupStay(
                    xuid: event.xuid, session: session.reference, group: event.group, from: from,
                    to: now)
            }
            append(stay, group)
        }
    }

    private mutating func append(_ stay: GroupStay, _ key: GroupKey) {
        enter(stay, key, at: stays.count)
        stays.append(stay)
        if stays.count > limit, finishedCount > limit / 10 { dropOldest() }
    }

    private mutating func enter(_ stay: GroupStay, _ key: GroupKey, at place: Int) {
        places.users[stay.xuid, default: []].append(place)
        places.groups[key, default: []].append(place)
        if stay.to == nil {
            places.open[OpenStay(key: key, xuid: stay.xuid)] = place
        } else {
            finishedCount += 1
        }
    }

    /// Drops finished stays, the oldest first: a tenth of the limit, so that it is seldom done.
    private mutating func dropOldest() {
        var surplus = limit / 10 + 1
        stays.removeAll { stay in
            guard surplus > 0, stay.to != nil else { return false }
            surplus -= 1
            return true
        }
        (places, finishedCount) = (Places(), 0)
        for (place, stay) in stays.enumerated() {
            let key = GroupKey(session: stay.session.key, group: stay.group.lowercased())
            enter(stay, key, at: place)
        }
    }
}
