internal import JSON
internal import Sessions

/// One session: its stored state and the rendering of that state.
///
/// Copies share what they do not change, so a request works on a copy and a refusal drops it.
/// ``settle()`` brings the rendering up to date before a changed copy is stored.
struct Session: Sendable, Equatable {
    /// What never changes.
    let origin: SessionOrigin
    var changeNumber: Int64 = 1
    /// Grows with every commit of the directory, so an etag never comes back (2.4.1a, 10.6).
    var revision: UInt64 = 0
    var properties: SessionProperties
    private(set) var members = MemberList()
    /// The index of the next added member; indices are never used again (4.3).
    private(set) var nextIndex = 0
    var servers: [Server] = []
    /// The role types and their holders; nil without role types (section 15).
    private var roles: SessionRoles?
    /// When the last member left; nil while there are members (10.1).
    private(set) var emptySince: Timestamp?
    /// The search handle that points here (4.1).
    var searchHandle: GUID?
    /// Users who became active, or ceased to be, since the last ``settle()`` (11.4.3).
    private(set) var changedActivity: [Xuid] = []
    /// Users whose place is kept while the session is locked; never rendered (9.5.5).
    var keptXuids: Set<Xuid> = []
    /// The slots kept for absent users while the session is locked (9.5.4).
    var keptSlots = 0
    private var keptInitialization: OutOfLine<Initialization>?
    /// Whether a removal has taken the last owner, until ``passOwnership()`` has dealt with it.
    var hasLostLastOwner = false

    /// The next due time of any timer, as of the last ``settle()`` (7.4).
    private(set) var nextTimer: Timestamp?
    private var memberDocuments: JSONObject = [:]
    /// What members did with groups since the last ``settle()``, for those who keep a log.
    var groupEvents: [GroupEvent] = []
    /// The users who came or went since the last ``settle()``, for those who keep an index.
    private(set) var movedXuids: [Xuid] = []
    /// The members whose rendering may have to change, by index, until the next ``settle()``.
    private var unsettled: [Int] = []
    /// `turn` as of the last ``settle()``.
    private var settledTurn: [Int] = []
    /// The keywords as of the last ``settle()``.
    private(set) var settledKeywords: [String] = []
    /// Whether the holders of roles changed since the last ``settle()``.
    private var hasStaleRoles = false
    /// The rendering at contract 107, as of the last ``settle()``.
    private(set) var document: JSONObject = [:]
    /// The renderings at other contract versions, as far as they were asked for.
    var otherDocuments = OtherDocuments()
    /// The etag of the stored state, quoted: the revision in sixteen digits, ascending as text.
    private(set) var etag = ""

    /// Starts a session without members.
    init(
        _ reference: SessionReference, constants: SessionConstants, branch: GUID,
        correlationID: GUID, startTime: Timestamp
    ) {
        origin = SessionOrigin(
            reference, constants: constants, branch: branch, correlationID: correlationID,
            startTime: startTime)
        properties = SessionProperties(constants.capabilities)
        if constants.initialization != nil { initialization = Initialization() }
    }

    /// The names as spelled at creation (1.9).
    var reference: SessionReference { origin.reference }
    var constants: SessionConstants { origin.constants }
    var branch: GUID { origin.branch }
    var correlationID: GUID { origin.correlationID }
    var startTime: Timestamp { origin.startTime }
    /// The canonical path (1.2).
    var path: String { origin.path }
    /// Whether the session shows each caller at most the caller's own member (14.2).
    var isLarge: Bool { constants.capabilities.contains(.large) }

    /// The episodes of managed initialization; nil in a session without it (section 8).
    var initialization: Initialization? {
        get { keptInitialization?.value }
        set { keptInitialization = newValue.map { .value($0) } }
    }

    /// The role types, with the settings of now (section 15).
    var roleTypes: RoleTypes {
        get { roles?.types ?? RoleTypes() }
        set { roles = newValue.isEmpty ? nil : SessionRoles(newValue, members) }
    }

    /// The rendering of ``roleTypes``, as of the last ``settle()``; nil without role types.
    var roleTypesDocument: JSONValue? { roles?.document }

    // MARK: Members

    /// The place in ``members`` of a user; nil when the user is no member.
    func position(of xuid: Xuid) -> Int? { members.position(of: xuid) }

    /// The place in ``members`` of an index; nil when there is no such member.
    func position(ofIndex index: Int) -> Int? { members.position(ofIndex: index) }

    /// Appends a member; `make` gets its index.
    mutating func append(_ make: (Int) -> MemberState) {
        var state = make(nextIndex)
        initialization?.admit(&state)
        let member = Member(state, in: constants)
        members.append(member)
        movedXuids.append(member.xuid)
        unsettled.append(nextIndex)
        nextIndex += 1
        if keptXuids.contains(member.xuid) { keptSlots -= 1 }
    }

    /// Gives the member at a place a new state; an unchanged member keeps its rendering.
    mutating func replaceMember(at position: Int, by state: MemberState) {
        var state = state
        let earlier = members[position]
        noteGroups(from: earlier.state, to: &state)
        guard state != earlier.state else { return }
        if state.roles != earlier.state.roles { hasStaleRoles = true }
        if (state.status == .active) != (earlier.status == .active) {
            changedActivity.append(earlier.xuid)
        }
        let member = Member(state, in: constants, replacing: earlier)
        members.replace(at: position, by: member)
        unsettled.append(state.index)
    }

    /// Takes the member at a place out, with what refers to its index.
    mutating func remove(at position: Int) {
        let member = members.remove(at: position)
        movedXuids.append(member.xuid)
        noteGroups(ofLeaving: member.state)
        if member.status == .active { changedActivity.append(member.xuid) }
        let isOwned = !properties.owners.isEmpty
        properties.forget(memberIndex: member.index)
        if isOwned, properties.owners.isEmpty { hasLostLastOwner = true }
        if !member.state.roles.isEmpty { hasStaleRoles = true }
        memberDocuments[String(member.index)] = nil
        // The member before it is followed by another one now.
        if position > 0 { unsettled.append(members[position - 1].index) }
        if keptXuids.contains(member.xuid) { keptSlots += 1 }
        noteDeparture(of: member.state)
    }

    /// Drops the host when no member has its device token (6.5, 5.8 step 8).
    mutating func dropAbsentHost() {
        guard let host = properties.host else { return }
        if !members.has(deviceToken: host) { properties.set("host", nil) }
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
            || initialization?.differs(from: earlier.initialization) ?? false
            || roles != earlier.roles
    }

    // MARK: Rendering

    /// Renders what changed since the last time.
    mutating func settle() {
        settleMembers()
        movedXuids.removeAll()
        settledKeywords = properties.keywords
        groupEvents.removeAll()
        var earliest = emptyDue
        if let due = members.nextDue { earliest = min(earliest ?? due, due) }
        if let stageDue { earliest = min(earliest ?? stageDue, stageDue) }
        nextTimer = earliest
        changedActivity = []
        if hasStaleRoles {
            roles = roles.map { SessionRoles($0.types, members) }
            hasStaleRoles = false
        }
        etag = Self.etag(revision)
        document = SessionRendering.document(
            self, members: memberDocuments, accepted: members.acceptedCount,
            active: members.activeCount)
        otherDocuments = OtherDocuments()
    }

    private static func etag(_ revision: UInt64) -> String {
        var text = [UInt8](repeating: UInt8(ascii: "\""), count: 18)
        for place in 1...16 {
            let digit = UInt8(truncatingIfNeeded: revision >> UInt64(64 - 4 * place)) & 0xF
            text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Renders the members that changed or whose surroundings did.
    ///
    /// A large session keeps no renderings of members: each is shown to one user only (14.2).
    private mutating func settleMembers() {
        guard !isLarge else { return unsettled.removeAll() }
        let turn = Set(properties.turn)
        if settledTurn != properties.turn {
            unsettled += turn.symmetricDifference(settledTurn).sorted()
            settledTurn = properties.turn
        }
        var settled: Set<Int> = []
        for index in unsettled where unsettled.count == 1 || settled.insert(index).inserted {
            guard let position = members.position(ofIndex: index) else { continue }
            let next = position + 1 < members.count ? members[position + 1].index : nextIndex
            let place = MemberRendering.Place(next: next, isTurn: turn.contains(index))
            memberDocuments[String(index)] = MemberRendering.document(members[position], at: place)
        }
        unsettled.removeAll()
    }

    /// The entry of the member at a place at contract 107, as of the last ``settle()``.
    func memberDocument(at position: Int) -> JSONValue {
        let member = members[position]
        return memberDocuments[String(member.index)]
            ?? MemberRendering.document(
                member, at: MemberRendering.Place(next: nil, isTurn: false))
    }

    /// Renders at a contract version what has not been asked for in this state; false when there
    /// was nothing to do.
    mutating func render(contractVersion: Int) -> Bool {
        guard contractVersion < SessionRendering.currentVersion,
            otherDocuments[contractVersion] == nil
        else { return false }
        otherDocuments[contractVersion] = SessionRendering.document(
            self, contractVersion: contractVersion)
        return true
    }
}
