import JSON
import Sessions

/// Who must be tapped for a commit, read naively from the documents before and after it, and from
/// what the test knows of connections (3.7.5, 6.9).
struct TapOracle {
    let before: JSONValue
    let after: JSONValue
    /// The users of the connections that were live.
    let live: [GUID: Xuid]
    /// Who wrote, if anybody did.
    let actor: Xuid?

    /// One tap that must be sent.
    struct Tap: Equatable {
        let connection: GUID
        let subscription: String
        let changeNumber: Int64?
    }

    /// The taps in order: members by index, then those who were removed.
    var taps: [Tap] {
        let types = types
        let stayed = members(after).map(\.xuid)
        let removed = members(before).filter { member in
            !stayed.contains(member.xuid) && member.xuid != actor?.description
        }
        return (members(after) + removed).compactMap { member in
            guard member.status == "active", let subscription = member.system["subscription"],
                let connection = member.system["connection"]?.stringValue.flatMap({ GUID($0) }),
                live[connection]?.description == member.xuid,
                let asked = subscription["changeTypes"]?.arrayValue?.compactMap(\.stringValue),
                !types.isDisjoint(with: asked)
            else { return nil }
            return Tap(
                connection: connection, subscription: subscription["id"]?.stringValue ?? "",
                changeNumber: after.at("changeNumber")?.integerValue)
        }
    }

    private struct ListedMember {
        let index: Int
        let xuid: String
        let status: String
        let system: JSONValue
        let custom: JSONValue?
    }

    private func members(_ session: JSONValue) -> [ListedMember] {
        (session.at("members")?.objectValue ?? [:]).map { entry in
            let member = entry.value
            let system = member.at("properties/system") ?? [:]
            let flag = ["active", "ready"].first { system[$0] == true }
            return ListedMember(
                index: Int(entry.name) ?? -1,
                xuid: member.at("constants/system/xuid")?.stringValue ?? "",
                status: member.at("reserved") == true ? "reserved" : flag ?? "inactive",
                system: system, custom: member.at("properties/custom"))
        }.sorted { $0.index < $1.index }
    }

    private var types: Set<String> {
        var types: Set = ["everything"]
        func compare(_ path: String, _ type: String) {
            if before.at(path) != after.at(path) { types.insert(type) }
        }
        compare("properties/system/host", "host")
        compare("initializing/stage", "initialization")
        compare("properties/custom", "customProperty")
        for name in ["closed", "locked", "joinRestriction", "readRestriction"] {
            compare("properties/system/\(name)", "joinability")
        }
        let limit = before.at("constants/system/maxMembersCount")
        if (before.at("membersInfo/count") == limit) != (after.at("membersInfo/count") == limit) {
            types.insert("joinability")
        }
        for name in ["status", "targetSessionRef"] {
            compare("servers/matchmaking/properties/system/\(name)", "matchmakingStatus")
        }
        if (before.at("servers/matchmaking") == .none) != (after.at("servers/matchmaking") == .none)
        {
            types.insert("matchmakingStatus")
        }
        let (old, new) = (members(before), members(after))
        if old.map(\.index) != new.map(\.index) { types.insert("membersList") }
        for member in old {
            guard let now = new.first(where: { $0.index == member.index }) else {
                types.insert("membersStatus")
                continue
            }
            if now.status != member.status { types.insert("membersStatus") }
            if now.custom != member.custom { types.insert("membersCustomProperty") }
        }
        return types
    }
}
