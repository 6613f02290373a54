import JSON
import Sessions

/// What reads and writes of a session answer, once nothing refuses them (3.2 to 3.4, 5.8).
extension Model {
    func read(_ target: DirectoryTarget, _ caller: Caller, _ visit: Visit) -> ModelAnswer {
        guard let session = visit.session else { return ModelAnswer(status: 204, body: .none) }
        var answer = ModelAnswer(status: 200, body: .none)
        if case .session = target {
            carry(session, visit, &answer)
        } else if let element = Self.element(target, of: session, caller, visit.version) {
            answer.body = .json(element)
            answer.etag = session.etag
        } else {
            answer.status = 204
        }
        return answer
    }

    static func element(
        _ target: DirectoryTarget, of session: ModelSession, _ caller: Caller, _ version: Int
    ) -> JSONValue? {
        switch target {
        case .properties: return session.propertiesDocument
        case .memberMe:
            return session.member(of: caller.user?.xuid.rawValue)
                .map { session.memberDocument($0, contractVersion: version) }
        case .member(_, let index):
            return ModelWrite.index(index[...]).flatMap { session.members[$0] }
                .map { session.memberDocument($0, contractVersion: version) }
        case .server(_, let name): return session.servers[name.lowercased()]?.document
        default: return nil
        }
    }

    mutating func write(
        _ write: ModelWrite, _ request: DirectoryRequest, _ reference: SessionReference,
        _ template: ModelTemplate, from caller: Caller, at now: Timestamp, visit: Visit
    ) throws(Refusal) -> ModelAnswer {
        let old = visit.session
        var session: ModelSession
        if let old {
            session = old
            try session.checkRemovals(write, caller)
            if !write.onlyLeaves {
                try session.checkJoin(caller, follows, blocks, isLetIn: visit.isLetIn)
            }
            try session.checkOwnership(write, caller)
            try session.checkConstants(write)
            try session.changeRoleTypes(write)
        } else {
            branchCount += 1
            session = ModelSession(
                reference: reference, templateVersion: template.contractVersion,
                branch: Self.mark + "branch-\(branchCount)", startTime: now)
            guard caller.user?.hasMultiplayerPrivilege ?? true else {
                throw Refusal(status: 403, body: .message([ModelTexts.write]))
            }
            if write.hasIndexKeys, !caller.isServer {
                throw Refusal(status: 403, body: .message([ModelTexts.index]))
            }
            // Who may create can only be told from the constants, so they come first here.
            try session.setConstants(write, of: template)
            try session.checkCreator(caller)
            try session.setRoleTypes(write, of: template)
        }
        let count = session.nextIndex
        session.remove(write, caller)
        try session.admit(write, caller, at: now)
        if old == nil { session.appointOwner(caller) }
        try session.reserve(write, at: now)
        try session.changeMember(write, caller, at: now)
        try session.assignRoles(write, caller)
        try session.changeProperties(write)
        try session.changeServers(write)
        if old == nil { try session.startInitialization(at: now) }
        session.deriveState(at: now)
        session.keepSlots(wasLocked: old?.isLocked ?? false)
        let isFuller = session.nextIndex > count
        if isFuller, session.members.count + session.keptSlots.count > session.capacity {
            throw .invalid()
        }
        try session.checkRoleLimits()
        guard let living = session.afterEmptiness(at: now) else {
            if !visit.storesNothing { store(reference.key, nil) }
            return ModelAnswer(status: 204, body: .none)
        }
        // Timers and the write after them are one commit (5.9.3).
        let result =
            living.content == old?.content
            ? living : stamped(living, over: old == nil ? nil : beforeTimers, isChange: true)
        if !visit.storesNothing { store(reference.key, result) }
        return written(result, old == nil, request.target, caller, visit)
    }

    func written(
        _ session: ModelSession, _ isNew: Bool, _ target: DirectoryTarget, _ caller: Caller,
        _ visit: Visit
    ) -> ModelAnswer {
        var visit = visit
        visit.session = session
        guard let element = Self.element(target, of: session, caller, visit.version) else {
            var answer = ModelAnswer(status: isNew ? 201 : 200, body: .none)
            guard case .session = target else {
                answer.status = 204
                return answer
            }
            carry(session, visit, &answer)
            if isNew { answer.location = session.path }
            if visit.storesNothing { answer.etag = nil }
            return answer
        }
        return ModelAnswer(status: 200, body: .json(element), etag: session.etag)
    }

    /// Counts a commit where the content differs from the state before (5.9.1, 5.9.2).
    mutating func stamped(
        _ session: ModelSession, over before: ModelSession?, isChange: Bool = false
    ) -> ModelSession {
        var session = session
        if !isChange, let before, before.content == session.content {
            session.changeNumber = before.changeNumber
            session.etag = before.etag
        } else {
            stateCount += 1
            session.etag = Self.mark + "state-\(stateCount)"
            session.changeNumber = (before?.changeNumber ?? 0) + 1
        }
        return session
    }
}
