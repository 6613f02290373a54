internal import Sessions

/// The members of one session in ascending order of index, with what requests ask of all of them.
///
/// Finding a member, the counts and the next due time cost no walk over the members, and copies
/// share what does not change.
struct MemberList: Sendable {
    private var list = ChunkedArray<Member>()
    /// The index of each user, in ascending order of user.
    private var seats = ChunkedArray<Seat>()
    /// The members with a pending timer, the earliest first.
    private var timers = ChunkedArray<Timer>()
    /// The active members whose lost connection is waited for, likewise; they are in ``timers`` too.
    private var graces = ChunkedArray<Timer>()
    /// The indices of the members whom taps can reach, in ascending order (3.7.5).
    private(set) var listeners = ChunkedArray<Int>()
    /// How many members have each device token.
    private var deviceCounts: [String: Int] = [:]

    /// The number of members that are no longer reserved (4.3).
    private(set) var acceptedCount = 0
    /// The number of active members (4.3).
    private(set) var activeCount = 0
    /// The number of members whose rendering differs below contract 107 (2.2).
    private(set) var groupedCount = 0

    private struct Seat: Sendable {
        let xuid: Xuid
        let index: Int
    }

    private struct Timer: Sendable {
        let due: Timestamp
        let index: Int

        func isAtOrAfter(_ other: Timer) -> Bool {
            (due.ticks, index) >= (other.due.ticks, other.index)
        }
    }

    /// The place of a user; nil when the user is no member.
    func position(of xuid: Xuid) -> Int? {
        let position = seats.firstPosition { $0.xuid >= xuid }
        guard position < seats.count, seats[position].xuid == xuid else { return nil }
        return self.position(ofIndex: seats[position].index)
    }

    /// The place of an index; nil when there is no such member.
    func position(ofIndex index: Int) -> Int? {
        let position = list.firstPosition { $0.index >= index }
        return position < list.count && list[position].index == index ? position : nil
    }

    /// When the next member's transition is due; nil when none is pending (7.4).
    var nextDue: Timestamp? { timers.first?.due }

    /// The indices of the members whose transition is due, in ascending order (7.3.6).
    func indices(dueBy now: Timestamp) -> [Int] {
        timers.prefix { $0.due <= now }.map(\.index).sorted()
    }

    /// When the first lost connection is given up; nil when none is waited for (7.5.3).
    var nextGraceEnd: Timestamp? { graces.first?.due }

    /// The indices of the members whose lost connection is given up, in ascending order.
    func indices(withGraceEndedBy now: Timestamp) -> [Int] {
        graces.prefix { $0.due <= now }.map(\.index).sorted()
    }

    /// Whether any member has the device token.
    func has(deviceToken: String) -> Bool { deviceCounts[deviceToken] != nil }

    /// Appends a member, whose index must be larger than any other.
    mutating func append(_ member: Member) {
        list.append(member)
        let position = seats.firstPosition { $0.xuid >= member.xuid }
        seats.insert(Seat(xuid: member.xuid, index: member.index), at: position)
        count(member, 1)
    }

    /// Gives the member at a place another state or rendering; user and index must be the same.
    mutating func replace(at position: Int, by member: Member) {
        let earlier = list[position]
        list[position] = member
        if earlier.hasSameCounts(as: member) { return }
        count(earlier, -1)
        count(member, 1)
    }

    /// Takes the member at a place out.
    mutating func remove(at position: Int) -> Member {
        let member = list.remove(at: position)
        seats.remove(at: seats.firstPosition { $0.xuid >= member.xuid })
        count(member, -1)
        return member
    }

    private mutating func count(_ member: Member, _ times: Int) {
        if member.status != .reserved { acceptedCount += times }
        if member.status == .active { activeCount += times }
        if member.hasInitializationGroup { groupedCount += times }
        if let token = member.state.deviceToken {
            let tokens = deviceCounts[token, default: 0] + times
            deviceCounts[token] = tokens == 0 ? nil : tokens
        }
        if let due = member.due {
            let timer = Timer(due: due, index: member.index)
            timers.count(timer, times) { $0.isAtOrAfter(timer) }
            if member.status == .active { graces.count(timer, times) { $0.isAtOrAfter(timer) } }
        }
        if member.isListening { listeners.count(member.index, times) { $0 >= member.index } }
    }
}

extension MemberList: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { list.count }

    subscript(position: Int) -> Member { list[position] }
}

extension MemberList: Equatable {
    /// Lists are equal when their members are; the rest follows from them.
    static func == (left: MemberList, right: MemberList) -> Bool { left.list == right.list }
}

extension ChunkedArray {
    /// Puts an element into its place in the order, or takes it out of there.
    fileprivate mutating func count(
        _ element: Element, _ times: Int, isAtOrAfter: (Element) -> Bool
    ) {
        let position = firstPosition(where: isAtOrAfter)
        if times > 0 { insert(element, at: position) } else { remove(at: position) }
    }
}

extension Member {
    /// Whether both count alike in a list.
    fileprivate func hasSameCounts(as other: Member) -> Bool {
        status == other.status && due == other.due
            && isListening == other.isListening
            && hasInitializationGroup == other.hasInitializationGroup
            && state.deviceToken == other.state.deviceToken
    }
}
