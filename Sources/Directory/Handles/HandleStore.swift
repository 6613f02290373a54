internal import Sessions

/// The handles of a directory, with an index for each way in which one is found.
///
/// Handles that have expired stay until ``dropExpired(at:)``, but nothing finds them.
struct HandleStore: Sendable, Equatable {
    private var handles: [GUID: Handle] = [:]
    /// The activities of each user in order of creation, at most one for each title (11.4.1).
    private var activities: [Xuid: [GUID]] = [:]
    /// What points to each session, by its key, and ends with it (10.8).
    private var attached: [String: Attached] = [:]
    /// The search handles by what they can be found by.
    private var index = SearchIndex()
    /// Invites expire in the order in which they were made.
    private var invites = CreationOrder()
    /// Activities without an active member behind them (11.4.2).
    private var dangling = CreationOrder()
    private var nextOrdinal: UInt64 = 0
    /// What happened since it was last asked for.
    private var effects: [DirectoryEffect] = []

    /// How long an activity may dangle (handles-and-activity H13).
    private let danglingLifetimeMilliseconds: Int64

    private struct Attached: Sendable, Equatable {
        var activities = CreationOrder()
        var transfers = CreationOrder()
        var search: GUID?

        var isEmpty: Bool { activities.count == 0 && transfers.count == 0 && search == nil }
    }

    init(_ options: DirectoryOptions) {
        danglingLifetimeMilliseconds = options.danglingActivityLifetimeMilliseconds
    }

    // MARK: Finding

    /// The number of handles, expired ones included.
    var count: Int { handles.count }

    /// The handle of that id; nil when it is unknown or has expired (11.1.4, 11.5.3).
    func handle(_ id: GUID, at now: Timestamp) -> Handle? {
        guard let handle = handles[id], !hasExpired(handle, at: now) else { return nil }
        return handle
    }

    /// The activities of a user in order of creation.
    func activities(of xuid: Xuid, at now: Timestamp) -> [Handle] {
        activities[xuid, default: []].compactMap { handle($0, at: now) }
    }

    /// The invites of a user that still work, in order of creation; looks at the invites of all.
    func invites(to xuid: Xuid, at now: Timestamp) -> [Handle] {
        invites.ids.compactMap { handle($0, at: now) }.filter { handle in
            guard case .invite(let invite) = handle.purpose else { return false }
            return invite.invited == xuid
        }
    }

    /// The search handles of one template which may match a filter, in order of creation.
    ///
    /// - Parameter filter: nil when every handle of the template is asked for.
    func searchHandles(
        _ template: SearchIndex.Template, for filter: SearchFilter?
    ) -> CreationOrder {
        index.candidates(template, for: filter)
    }

    /// The search handles of sessions, by their keys.
    func searchHandles(of keys: Set<String>) -> CreationOrder {
        CreationOrder(keys.compactMap { attached[$0]?.search.flatMap { handles[$0] } })
    }

    // MARK: Changing

    /// Makes a handle with an id that no other has, not stored yet.
    func make(
        _ reference: SessionReference, _ purpose: Handle.Purpose, at now: Timestamp,
        entropy: Entropy
    ) -> Handle {
        var ordinal: UInt64 = 0
        var id = entropy.guid(ordinal)
        // Entropy that repeats must not take the place of another handle.
        while handles[id] != nil || id == .zero {
            ordinal += 1
            id = entropy.guid(ordinal)
        }
        return Handle(
            id: id, reference: reference, key: reference.key, createTime: now,
            ordinal: nextOrdinal, purpose: purpose)
    }

    /// Stores a handle that ``make(_:_:at:entropy:)`` has just made; it replaces the activity of the
    /// same user and title, or the search handle of the same session (11.4.1, 11.6.2).
    ///
    /// - Parameter isBound: for an activity, whether an active member is behind it.
    mutating func insert(_ handle: Handle, isBound: Bool = true) {
        nextOrdinal = handle.ordinal + 1
        switch handle.purpose {
        case .activity(let owner):
            if let old = activity(of: owner) { remove(old) }
            activities[owner.xuid, default: []].append(handle.id)
            attached[handle.key, default: Attached()].activities.append(handle)
            if !isBound { dangling.append(handle) }
        case .invite:
            invites.append(handle)
        case .search(let attributes):
            if let old = attached[handle.key]?.search { remove(old) }
            attached[handle.key, default: Attached()].search = handle.id
            index.insert(handle, attributes)
        case .transfer:
            attached[handle.key, default: Attached()].transfers.append(handle)
        }
        handles[handle.id] = handle
        effects.append(.handleCreated(handle.id))
    }

    /// Removes a handle; an unknown one is ignored.
    mutating func remove(_ id: GUID) {
        guard let handle = handles.removeValue(forKey: id) else { return }
        effects.append(.handleDeleted(id))
        switch handle.purpose {
        case .activity(let owner):
            activities[owner.xuid]?.removeAll { $0 == id }
            if activities[owner.xuid]?.isEmpty == true { activities[owner.xuid] = nil }
            dangling.remove(ordinal: handle.ordinal)
            attached[handle.key]?.activities.remove(ordinal: handle.ordinal)
        case .invite:
            invites.remove(ordinal: handle.ordinal)
        case .search(let attributes):
            attached[handle.key]?.search = nil
            index.remove(handle, attributes)
        case .transfer:
            attached[handle.key]?.transfers.remove(ordinal: handle.ordinal)
        }
        if attached[handle.key]?.isEmpty == true { attached[handle.key] = nil }
    }

    /// Deletes the activities of members who are no longer active, and binds the dangling ones of
    /// users who have become active (7.2, 11.4.3, handles-and-activity H13).
    mutating func follow(_ session: Session, key: String) {
        for xuid in session.changedActivity {
            let isActive = session.position(of: xuid).map { session.members[$0].status == .active }
            for id in activities[xuid, default: []] {
                guard let handle = handles[id], handle.key == key else { continue }
                if isActive == true {
                    dangling.remove(ordinal: handle.ordinal)
                } else if !dangling.contains(ordinal: handle.ordinal) {
                    remove(id)
                }
            }
        }
    }

    /// Deletes what ends with a session: its search handle, the transfer handles to it and the
    /// activities of its members; invites stay and dangle (10.8).
    mutating func endSession(_ key: String) {
        guard let attached = attached[key] else { return }
        for id in attached.activities.ids {
            guard let handle = handles[id], !dangling.contains(ordinal: handle.ordinal) else {
                continue
            }
            remove(id)
        }
        for id in attached.transfers.ids { remove(id) }
        if let search = attached.search { remove(search) }
    }

    /// Removes the handles whose time is over.
    mutating func dropExpired(at now: Timestamp) {
        while let id = invites.first, let handle = handles[id], hasExpired(handle, at: now) {
            remove(id)
        }
        while let id = dangling.first, let handle = handles[id], hasExpired(handle, at: now) {
            remove(id)
        }
    }

    /// What was made and deleted since the last call, in order.
    mutating func takeEffects() -> [DirectoryEffect] {
        guard !effects.isEmpty else { return [] }
        defer { effects = [] }
        return effects
    }

    // MARK: Helpers

    /// The activity of a user in a title.
    private func activity(of owner: Handle.ActivityOwner) -> GUID? {
        activities[owner.xuid]?.first { handles[$0]?.purpose == .activity(owner) }
    }

    private func hasExpired(_ handle: Handle, at now: Timestamp) -> Bool {
        switch handle.purpose {
        case .invite(let invite): now >= invite.expiration
        case .activity:
            dangling.contains(ordinal: handle.ordinal)
                && now >= handle.createTime.adding(milliseconds: danglingLifetimeMilliseconds)
        case .search, .transfer: false
        }
    }
}
