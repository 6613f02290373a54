import JSON
import Sessions

/// Handles: making, reading, deleting and using them (section 11).
extension Model {
    /// Answers what is asked of handles themselves; sessions behind them are answered elsewhere.
    mutating func serveHandles(
        _ request: DirectoryRequest, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> ModelAnswer {
        switch request.target {
        case .handleQuery:
            return try queryHandles(request, caller, at: now, visit: &visit)
        case .handle(let id):
            let handle = try handle(id)
            guard request.method == "GET" else {
                return try delete(handle, caller, at: now, visit: &visit)
            }
            try Self.checkReader(handle, caller)
            let document = handle.document(sessions[handle.reference.key])
            return ModelAnswer(status: 200, body: .json(JSONValue(document)))
        default:
            return try makeHandle(request, caller, at: now, visit: &visit)
        }
    }

    /// The handle of an id in a path (11.1.4).
    func handle(_ id: String) throws(Refusal) -> ModelHandle {
        if let handle = handles[id] { return handle }
        let isKnownForm = id.hasPrefix(Self.mark) || ModelNames.isHandleID(id)
        throw Refusal(status: 404, body: .message(isKnownForm ? [] : [ModelTexts.handle]))
    }

    /// Who may read a handle (handles-and-activity H42).
    private static func checkReader(_ handle: ModelHandle, _ caller: Caller) throws(Refusal) {
        switch handle.kind {
        case .activity, .search: return
        case .invite, .transfer:
            let xuid = caller.user?.xuid.rawValue
            guard caller.isServer || xuid != nil && [handle.maker, handle.invited].contains(xuid)
            else { throw Refusal(status: 403) }
        }
    }

    // MARK: Making

    private mutating func makeHandle(
        _ request: DirectoryRequest, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> ModelAnswer {
        let wanted = try ModelHandleRequest(request.body, title: caller.titleID)
        let reference = try reference(wanted.reference)
        let origin: SessionReference?
        if let wanted = wanted.origin { origin = try self.reference(wanted) } else { origin = nil }
        // Named twice, a session is looked at once.
        var originSession: ModelSession?
        if let origin, origin.key != reference.key {
            originSession = runTimers(origin.key, at: now, visit: &visit)
        }
        let session = runTimers(reference.key, at: now, visit: &visit)
        if origin?.key == reference.key { originSession = session }
        switch wanted.kind {
        case .activity:
            guard !caller.isServer, caller.user != nil else { throw Refusal(status: 403) }
            if let session, session.member(of: caller.user?.xuid.rawValue)?.state != .active {
                throw Refusal(status: 403)
            }
            let old = handles.values.first {
                $0.kind == .activity && $0.maker == caller.user?.xuid.rawValue
                    && $0.title == caller.titleID
            }
            if let old { handles[old.id] = nil }
        case .invite: try Self.checkInviter(session, caller)
        case .search:
            guard let session else { throw Refusal(status: 404) }
            guard session.hasCapability("searchable") else { throw Refusal(status: 403) }
            try Self.checkSearchMaker(session, caller)
        case .transfer:
            guard let session, let originSession, Self.isAccepted(session, caller),
                Self.isAccepted(originSession, caller)
            else { throw Refusal(status: 403) }
        }
        handleCount += 1
        let handle = ModelHandle(
            id: "\(Self.mark)handle-\(handleCount)", kind: wanted.kind, reference: reference,
            maker: caller.isServer ? nil : caller.user?.xuid.rawValue, title: caller.titleID,
            created: now, number: handleCount, invited: wanted.invited, origin: origin,
            attributes: wanted.attributes, isBound: wanted.kind == .activity && session != nil)
        handles[handle.id] = handle
        if wanted.kind == .search, let session { point(session, to: handle.id) }
        return ModelAnswer(
            status: 201,
            body: .json(JSONValue(handle.document(sessions[reference.key]))),
            location: "/handles/" + handle.id)
    }

    private func reference(
        _ wanted: ModelHandleRequest.Reference
    ) throws(Refusal) -> SessionReference {
        let name = wanted.name ?? chosenName ?? Self.mark
        guard wanted.name == nil || ModelNames.isLegal(name),
            ModelNames.isLegal(wanted.templateName)
        else { throw .invalid() }
        _ = try template(scid: wanted.scid, name: wanted.templateName)
        return SessionReference(scid: wanted.scid, templateName: wanted.templateName, name: name)
    }

    private static func isAccepted(_ session: ModelSession, _ caller: Caller) -> Bool {
        guard !caller.isServer else { return true }
        let member = session.member(of: caller.user?.xuid.rawValue)
        return member.map { $0.state != .reserved } ?? false
    }

    /// Who may invite (11.5.1, 6.10.4).
    private static func checkInviter(
        _ session: ModelSession?, _ caller: Caller
    ) throws(Refusal) {
        guard !caller.isServer else { return }
        guard let session, isAccepted(session, caller) else { throw Refusal(status: 403) }
        let policies = session.constants["ownershipPolicies"]
        if session.hasCapability("hasOwners"), !session.isOwned(by: caller),
            policies?["allowNonOwnerInviteHandles"] != true
        {
            throw Refusal(status: 403)
        }
    }

    /// Who may make and delete search handles (11.6.1, 11.6.6).
    private static func checkSearchMaker(
        _ session: ModelSession, _ caller: Caller
    ) throws(Refusal) {
        guard !caller.isServer else { return }
        guard isAccepted(session, caller) else { throw Refusal(status: 403) }
        if session.hasCapability("hasOwners"), !session.isOwned(by: caller) {
            throw Refusal(status: 403)
        }
    }

    /// Writes into a session which search handle it has: one commit (11.6.2, 11.6.5).
    private mutating func point(_ session: ModelSession, to id: String?) {
        if let old = session.searchHandle { handles[old] = nil }
        var session = session
        session.searchHandle = id
        store(session.reference.key, stamped(session, over: beforeTimers, isChange: true))
    }

    // MARK: Deleting

    private mutating func delete(
        _ handle: ModelHandle, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) throws(Refusal) -> ModelAnswer {
        let xuid = caller.user?.xuid.rawValue
        let session = runTimers(handle.reference.key, at: now, visit: &visit)
        // The timers may have ended the session, and the handle with it.
        guard handles[handle.id] != nil else { throw Refusal(status: 404) }
        switch handle.kind {
        case .activity:
            guard let xuid, xuid == handle.maker, caller.titleID == handle.title else {
                throw Refusal(status: 403)
            }
        case .invite:
            guard caller.isServer || xuid != nil && [handle.maker, handle.invited].contains(xuid)
            else { throw Refusal(status: 403) }
        case .search:
            guard let session else { throw Refusal(status: 404) }
            try Self.checkSearchMaker(session, caller)
            point(session, to: nil)
        case .transfer:
            guard caller.isServer || session?.member(of: xuid) != nil else {
                throw Refusal(status: 403)
            }
        }
        handles[handle.id] = nil
        return ModelAnswer(status: 204, body: .none)
    }

    // MARK: Using

    /// Whether the handle lets this caller past restrictions (9.3).
    mutating func isLetIn(
        by handle: ModelHandle, _ caller: Caller, at now: Timestamp, visit: inout Visit
    ) -> Bool {
        let xuid = caller.user?.xuid.rawValue
        switch handle.kind {
        case .activity: return false
        case .invite: return xuid != nil && handle.invited == xuid
        case .search: return true
        case .transfer:
            // Who is only reserved is a member of the origin as well.
            let origin: ModelSession?
            if let key = handle.origin?.key, key != handle.reference.key {
                origin = runTimers(key, at: now, visit: &visit)
            } else {
                // Its timers are of one commit with the write (5.9.3).
                let stored = sessions[handle.reference.key]
                let isDue = stored?.nextTimer.map { $0 <= now } ?? false
                origin = isDue ? stored?.afterTimers(at: now) : stored
            }
            return xuid != nil && origin?.member(of: xuid) != nil
        }
    }

    // MARK: Ends

    /// Drops what has expired; the service may tell so whenever it likes.
    mutating func expireHandles(at now: Timestamp) {
        for handle in handles.values {
            guard let expiration = handle.expiration, expiration <= now else { continue }
            handles[handle.id] = nil
            expired.insert(handle.id)
        }
    }

    /// Stores a session, or its end, with what that means for handles (10.8, 11.4.3).
    mutating func store(_ key: String, _ session: ModelSession?) {
        if session == nil { sessions[key] = nil } else { sessions[key] = session }
        for handle in handles.values where handle.reference.key == key {
            switch handle.kind {
            case .invite: break
            case .search, .transfer: if session == nil { handles[handle.id] = nil }
            case .activity:
                let isActive = session?.member(of: handle.maker)?.state == .active
                if handle.isBound, !isActive { handles[handle.id] = nil }
                if isActive { handles[handle.id]?.isBound = true }
            }
        }
    }
}

extension ModelNames {
    /// Eight, four, four, four and twelve hexadecimal digits, not all of them zero (11.1.4).
    static func isHandleID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
            && text.contains { $0 != "0" && $0 != "-" }
    }
}
