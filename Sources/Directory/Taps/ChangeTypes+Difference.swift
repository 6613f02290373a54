internal import JSON
internal import Sessions

extension ChangeTypes {
    /// The types of a commit that leads from one state of a session to another (6.9).
    ///
    /// - Parameter wanted: what somebody asks for; other types are not looked for.
    init(from before: Session, to after: Session, wanted: ChangeTypes) {
        var types = ChangeTypes.everything
        if wanted.contains(.host), before.properties.host != after.properties.host {
            types.insert(.host)
        }
        if wanted.contains(.initialization), before.stage != after.stage {
            types.insert(.initialization)
        }
        if wanted.contains(.matchmakingStatus), before.matchmaking != after.matchmaking {
            types.insert(.matchmakingStatus)
        }
        if wanted.contains(.joinability), !before.isJoinable(as: after) {
            types.insert(.joinability)
        }
        if wanted.contains(.customProperty), before.properties.custom != after.properties.custom {
            types.insert(.customProperty)
        }
        if !wanted.isDisjoint(with: [.membersList, .membersStatus, .membersCustomProperty]) {
            types.formUnion(Self.difference(before.members, after.members))
        }
        self = types.intersection(wanted)
    }

    /// What members came to be, went, or changed; both lists ascend by index.
    private static func difference(_ before: MemberList, _ after: MemberList) -> ChangeTypes {
        var types = ChangeTypes()
        // What the two lists share is not looked at.
        if before == after { return types }
        var (old, new) = (before.startIndex, after.startIndex)
        while old < before.endIndex || new < after.endIndex {
            let was = old < before.endIndex ? before[old] : nil
            let isNow = new < after.endIndex ? after[new] : nil
            if let was, let isNow, was.index == isNow.index {
                old += 1
                new += 1
                guard was !== isNow else { continue }
                if was.status != isNow.status { types.insert(.membersStatus) }
                if was.state.custom != isNow.state.custom { types.insert(.membersCustomProperty) }
            } else if let was, was.index < isNow?.index ?? .max {
                old += 1
                // Documents disagree on which of the two tells of a member that goes (R60).
                types.formUnion([.membersList, .membersStatus])
            } else {
                new += 1
                types.insert(.membersList)
            }
        }
        return types
    }
}

extension Session {
    /// The stage of managed initialization, as the document shows it; nil when there is none.
    fileprivate var stage: JSONValue? { document["initializing"]?["stage"] }

    /// What clients read of the matchmaking server (6.8); nil when there is none.
    fileprivate var matchmaking: [JSONValue?]? {
        guard let server = servers.first(where: { $0.name.lowercased() == "matchmaking" }) else {
            return nil
        }
        let system = server.document["properties"]?["system"]
        return [system?["status"], system?["targetSessionRef"]]
    }

    /// Whether nothing about joining is different in `other`.
    fileprivate func isJoinable(as other: Session) -> Bool {
        properties.isClosed == other.properties.isClosed
            && properties.isLocked == other.properties.isLocked
            && properties.joinRestriction == other.properties.joinRestriction
            && properties.readRestriction == other.properties.readRestriction
            && isFull == other.isFull
    }

    /// Whether no slot is left (9.1).
    private var isFull: Bool { members.count + keptSlots >= constants.maxMembersCount }
}
