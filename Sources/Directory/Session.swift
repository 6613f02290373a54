internal import JSON
internal import Sessions

/// One session: its stored state and the rendering of that state.
///
/// Copies share what they do not change, so a request works on a copy and a refusal drops it.
/// ``settle()`` brings the rendering up to date before a changed copy is stored.
struct Session: Sendable, Equatable {
    /// The names as spelled at creation (1.9).
    let reference: SessionReference
    let constants: SessionConstants
    let branch: GUID
    let correlationID: GUID
    let startTime: Timestamp
    var changeNumber: Int64 = 1
    /// Grows with every commit of the directory, so an etag never comes back (2.4.1a, 10.6).
    var revision: UInt64 = 0
    /// The canonical path (1.2).
    let path: String
    /// The rendering of what never changes.
    let fixedDocument: SessionRendering.Fixed
    var properties: SessionProperties
    private(set) var members: [Member] = []
    /// The index of the next added member; indices are never used again (4.3).
    private(set) var nextIndex = 0
    var servers: [Server] = []
    /// When the last member left; nil while there are members (10.1).
    private(set) var emptySince: Timestamp?
    /// Users whose place is kept while the session is locked; never rendered (9.5.5).
    var keptXuids: [Xuid] = []

    /// The next due time of any timer, as of the last ``settle()`` (7.4).
    private(set) var nextTimer: Timestamp?
    private var memberDocuments: JSONObject = [:]
    /// The rendering at contract 107, as of the last ``settle()``.
    private(set) var document: JSONObject = [:]
    /// The etag of the stored state, quoted: the revision in sixteen digits, ascending as text.
    private(set) var etag = ""

    /// Starts a session without members.
    init(
        _ reference: SessionReference, constants: SessionConstants, branch: GUID,
        correlationID: GUID, startTime: Timestamp
    ) {
        self.reference = reference
        self.constants = constants
        self.branch = branch
        self.correlationID = correlationID
        self.startTime = startTime
        path = DirectoryTarget.session(reference).httpPath
        fixedDocument = SessionRendering.Fixed(
            branch: .string(branch.description),
            correlationID: .string(correlationID.description),
            startTime: .string(startTime.description))
        properties = SessionProperties(constants.capabilities)
    }

    // MARK: Members

    /// The place in ``members`` of a user; nil when the user is no member.
    func position(of xuid: Xuid) -> Int? { members.firstIndex { $0.xuid == xuid } }

    /// The place in ``members`` of an index; nil when there is no such member.
    func position(ofIndex index: Int) -> Int? {
        members.firstIndex { $0.index == index }
    }

    /// The slots kept for absent users while the session is locked (9.5.4).
    var keptSlots: Int { keptXuids.count { position(of: $0) == nil } }

    /// Appends a member; `make` gets its index.
    mutating func append(_ make: (Int) -> MemberState) {
        members.append(Member(make(nextIndex), in: constants))
        nextIndex += 1
    }

    /// Gives the member at a place a new state; an unchanged member keeps its rendering.
    mutating func replaceMember(at position: Int, by state: MemberState) {
        if state != members[position].state { members[position] = Member(state, in: constants) }
    }

    /// Takes the member at a place out, with what refers to its index.
    mutating func remove(at position: Int) {
        let index = members.remove(at: position).index
        properties.forget(memberIndex: index)
        memberDocuments[String(index)] = nil
    }

    /// Drops the host when no member has its device token (6.5, 5.8 step 8).
    mutating func dropAbsentHost() {
        guard let host = properties.host else { return }
        if !members.contains(where: { $0.state.deviceToken == host }) {
            properties.set("host", nil)
        }
    }

    /// Starts or stops the clock of the empty session; false when it ends at once (10.1, 10.2).
    mutating func survivesEmptiness(at now: Timestamp) -> Bool {
        guard members.isEmpty else {
            emptySince = nil
            return true
        }
        if constants.sessionEmptyTimeout == 0 { return false }
        emptySince = emptySince ?? now
        return true
    }

    /// When the empty session ends; nil when it is not empty or never ends.
    var emptyDue: Timestamp? {
        guard let emptySince, let timeout = constants.sessionEmptyTimeout else { return nil }
        return emptySince.adding(milliseconds: timeout)
    }

    /// Whether the document says something else than that of an earlier version (5.9.1).
    func differs(from earlier: Session) -> Bool {
        nextIndex != earlier.nextIndex || members != earlier.members
            || servers != earlier.servers || properties != earlier.properties
    }

    // MARK: Rendering

    /// Renders what changed since the last time.
    mutating func settle() {
        let turn = properties.turn
        var (accepted, active) = (0, 0)
        var earliest = emptyDue
        for position in members.indices {
            let member = members[position]
            let next = position + 1 < members.count ? members[position + 1].index : nextIndex
            let place = Member.Place(next: next, isTurn: turn.contains(member.index))
            if member.place != place {
                members[position] = Member(member, at: place)
                memberDocuments[String(member.index)] = members[position].document
            }
            if member.status != .reserved { accepted += 1 }
            if member.status == .active { active += 1 }
            if let due = member.due { earliest = min(earliest ?? due, due) }
        }
        nextTimer = earliest
        let digits = String(revision, radix: 16)
        etag = "\"" + String(repeating: "0", count: 16 - digits.utf8.count) + digits + "\""
        document = SessionRendering.document(
            self, members: memberDocuments, accepted: accepted, active: active)
    }
}
