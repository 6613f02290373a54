import JSON
import Sessions

/// The invariants of 16.3 for one session document; those that span answers are in the comparison
/// of names and change numbers.
struct Invariants {
    let session: JSONValue
    let expires: Timestamp?

    private var members: [(index: Int64, json: JSONValue)] {
        (session["members"]?.fields ?? [:])
            .compactMap { key, value in Int64(key).map { ($0, value) } }
            .sorted { $0.index < $1.index }
    }

    private func property(_ name: String) -> JSONValue? { session["properties"]?["system"]?[name] }

    /// The invariants that do not hold, each with its number.
    var problems: [String] {
        var problems: [String] = []
        func check(_ number: Int, _ holds: Bool, _ what: String) {
            if !holds { problems.append("invariant \(number): \(what)") }
        }
        let members = members
        let information = session["membersInfo"]?.fields?.mapValues(\.integerValue) ?? [:]
        if session["constants"]?["system"]?["capabilities"]?["large"] != true {
            let chain = [information["first"]] + members.map { $0.json["next"]?.integerValue }
            let visited = members.map { Optional($0.index) } + [information["next"]]
            check(1, chain.map { $0 ?? nil } == visited.map { $0 ?? nil }, "the chain is broken")
            let counts = [
                members.count, members.count { $0.json["reserved"] == nil },
                members.count { Self.has("active", $0.json) },
            ]
            check(
                2,
                ["count", "accepted", "active"].map { information[$0] ?? nil }
                    == counts.map { Int64($0) },
                "the counts are wrong")
        }
        let xuids = members.map { $0.json["constants"]?["system"]?["xuid"]?.stringValue ?? "" }
        check(3, Set(xuids).count == xuids.count, "a xuid stands twice")
        let limit = session["constants"]?["system"]?["maxMembersCount"]?.integerValue ?? 100
        check(3, Int64(members.count) <= limit, "there are too many members")
        checkStates(members, check)
        let timer = session["nextTimer"]?.stringValue.flatMap { Timestamp($0) }
        check(9, timer?.roundedUpToSecond == expires, "nextTimer and Expires differ")
        return problems
    }

    private func checkStates(
        _ members: [(index: Int64, json: JSONValue)], _ check: (Int, Bool, String) -> Void
    ) {
        let turn = property("turn")?.arrayValue?.compactMap(\.integerValue) ?? []
        let owners = property("owners")?.arrayValue?.compactMap(\.integerValue) ?? []
        let present = Set(members.map(\.index))
        check(4, present.isSuperset(of: turn + owners), "turn or owners name nobody")
        let tokens = members.compactMap { $0.json["deviceToken"]?.stringValue?.lowercased() }
        if let host = property("host")?.stringValue {
            check(5, tokens.contains(host.lowercased()), "host is nobody's device")
            check(5, session["hostCandidates"] == nil, "host and hostCandidates")
        }
        let episode = session["initializing"]?["episode"]?.integerValue
        for (index, member) in members {
            check(4, (member["turn"] == true) == turn.contains(index), "turn of \(index)")
            let isReserved = member["reserved"] != nil
            let (active, ready) = (Self.has("active", member), Self.has("ready", member))
            check(6, (member["activeTitleId"] != nil) == active, "activeTitleId of \(index)")
            check(6, !isReserved || member["gamertag"] == nil, "gamertag of \(index)")
            check(6, !(isReserved && (active || ready)), "status of reserved \(index)")
            check(6, !(active && ready), "\(index) is active and ready")
            if let own = member["initializationEpisode"]?.integerValue {
                check(7, [episode, episode.map { $0 + 1 }].contains(own), "episode of \(index)")
            }
            check(8, member["properties"]?["system"]?["encounters"] == nil, "encounters")
        }
        check(8, property("initializationSucceeded") == nil, "initializationSucceeded")
    }

    private static func has(_ flag: String, _ member: JSONValue) -> Bool {
        member["properties"]?["system"]?[flag] == true
    }
}
