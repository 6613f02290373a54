import JSON
import Sessions

/// The invariants of 16.3 that one session body has to keep; ``AnswerHistory`` has the tenth.
struct Invariants {
    let session: JSONValue
    let expires: Timestamp?

    private let members: [ListedMember]
    private let isLarge: Bool

    /// One entry of `members`.
    private struct ListedMember {
        let index: Int64
        let json: JSONValue

        var isReserved: Bool { json.at("reserved") != .none }
        var isActive: Bool { json.at("properties/system/active") == true }
        var isReady: Bool { json.at("properties/system/ready") == true }
        var hasTurn: Bool { json.at("turn") == true }
    }

    init(session: JSONValue, expires: Timestamp?) {
        self.session = session
        self.expires = expires
        isLarge = session.at("constants/system/capabilities/large") == true
        members = (session.at("members")?.objectValue ?? JSONObject())
            .compactMap { member in
                let index =
                    Int64(member.name)
                    ?? member.value.at("constants/system/index")?.integerValue
                return index.map { ListedMember(index: $0, json: member.value) }
            }
            .sorted { $0.index < $1.index }
    }

    /// What is wrong, each with the number of its invariant.
    var problems: [String] {
        let all: [(Int, [String])] = [
            (1, chainProblems), (2, countProblems), (3, xuidProblems), (4, turnProblems),
            (5, hostProblems), (6, statusProblems), (7, episodeProblems), (8, consumedProblems),
            (9, timerProblems),
        ]
        return all.flatMap { number, problems in problems.map { "invariant \(number): \($0)" } }
    }

    private func info(_ name: String) -> Int64? {
        session.at("membersInfo/\(name)")?.integerValue
    }

    /// 1: walking from `first` along `next` visits every member in order and ends at `next`.
    private var chainProblems: [String] {
        guard !isLarge else { return [] }
        var problems: [String] = []
        var position = info("first")
        for member in members {
            if position != member.index {
                problems.append(
                    "the chain is at \(shown(position)), member \(member.index) follows")
            }
            position = member.json.at("next")?.integerValue
        }
        if position != info("next") {
            problems.append(
                "the chain ends at \(shown(position)), membersInfo.next is \(shown(info("next")))")
        }
        return problems
    }

    /// 2: the counts of `membersInfo` are those of the members listed.
    private var countProblems: [String] {
        guard !isLarge else { return [] }
        let counted = [
            ("count", members.count),
            ("accepted", members.count { !$0.isReserved }),
            ("active", members.count(where: \.isActive)),
        ]
        return counted.compactMap { name, count in
            info(name) == Int64(count)
                ? nil : "membersInfo.\(name) is \(shown(info(name))), but the members give \(count)"
        }
    }

    /// 3: no xuid twice, and no more members than `maxMembersCount`.
    private var xuidProblems: [String] {
        var problems: [String] = []
        var xuids: Set<String> = []
        for member in members {
            guard let xuid = member.json.at("constants/system/xuid")?.stringValue else {
                problems.append("member \(member.index) has no xuid")
                continue
            }
            if !xuids.insert(xuid).inserted { problems.append("xuid \(xuid) is listed twice") }
        }
        let limit = session.at("constants/system/maxMembersCount")?.integerValue ?? 100
        if let count = info("count"), count > limit {
            problems.append("membersInfo.count \(count) exceeds maxMembersCount \(limit)")
        }
        return problems
    }

    /// 4: `turn` of the members and of the session agree; `owners` and `turn` name members.
    private var turnProblems: [String] {
        guard !isLarge else { return [] }
        guard let turn = session.at("properties/system/turn")?.arrayValue else {
            return ["properties.system.turn is missing"]
        }
        let listed = members.map(\.index)
        let onTurn = turn.compactMap(\.integerValue)
        var problems: [String] = []
        for member in members where onTurn.contains(member.index) != member.hasTurn {
            problems.append("turn of member \(member.index) disagrees with turn \(onTurn)")
        }
        let owners = session.at("properties/system/owners")?.arrayValue ?? []
        for index in onTurn + owners.compactMap(\.integerValue) where !listed.contains(index) {
            problems.append("turn or owners name member \(index), who is not there")
        }
        if onTurn.count != turn.count { problems.append("turn has an element that is no index") }
        return problems
    }

    /// 5: `host` is the device token of a member, and then there are no `hostCandidates`.
    private var hostProblems: [String] {
        guard let host = session.at("properties/system/host")?.stringValue else { return [] }
        let tokens = members.compactMap { $0.json.at("deviceToken")?.stringValue?.lowercased() }
        var problems: [String] = []
        if !tokens.contains(host.lowercased()) {
            problems.append("host \(host) is no member's deviceToken")
        }
        if session.at("hostCandidates") != .none { problems.append("host with hostCandidates") }
        return problems
    }

    /// 6: `activeTitleId`, `gamertag`, `active` and `ready` fit the state of the member.
    private var statusProblems: [String] {
        members.flatMap { member -> [String] in
            var problems: [String] = []
            let title = member.json.at("activeTitleId")
            if (title != .none) != member.isActive {
                problems.append("activeTitleId of member \(member.index) is \(shown(title))")
            }
            if member.isReserved, member.json.at("gamertag") != .none {
                problems.append("reserved member \(member.index) has a gamertag")
            }
            if member.isReserved, member.isActive || member.isReady {
                problems.append("member \(member.index) is reserved and active or ready")
            }
            if member.isActive, member.isReady {
                problems.append("member \(member.index) is both active and ready")
            }
            return problems
        }
    }

    /// 7: `initializationEpisode` needs managed initialization, and is the running or next one.
    private var episodeProblems: [String] {
        let constants = session.at("constants/system")
        let isManaged =
            constants?.at("memberInitialization") != .none
            || constants?.at("managedInitialization") != .none
        let running = session.at("initializing/episode")?.integerValue
        return members.compactMap { member in
            guard let episode = member.json.at("initializationEpisode") else { return nil }
            guard isManaged else { return "member \(member.index) has an episode, unmanaged" }
            guard let running, let number = episode.integerValue,
                number == running || number == running + 1
            else {
                return "episode of member \(member.index) is \(episode), running \(shown(running))"
            }
            return nil
        }
    }

    /// 8: what is consumed at once never appears.
    private var consumedProblems: [String] {
        var problems = members.compactMap { member in
            member.json.at("properties/system/encounters") == .none
                ? nil : "member \(member.index) shows encounters"
        }
        if session.at("properties/system/initializationSucceeded") != .none {
            problems.append("initializationSucceeded appears")
        }
        return problems
    }

    /// 9: `nextTimer` and `Expires` name the same second, the latter rounded up (2.5).
    private var timerProblems: [String] {
        let text = session.at("nextTimer")?.stringValue
        let timer = text.flatMap { WireTime.parse($0) }
        if text != nil, timer == nil { return ["nextTimer \(shown(text)) is no time"] }
        if timer.map(WireTime.secondAtOrAfter) != expires.map(WireTime.secondAtOrAfter) {
            return ["nextTimer \(shown(text)) against Expires \(shown(expires))"]
        }
        return []
    }

    private func shown(_ value: (some Any)?) -> String { value.map { "\($0)" } ?? "absent" }
}
