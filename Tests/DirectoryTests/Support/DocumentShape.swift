import JSON

/// What every session document of contract 104 and later has, whatever its state (4.1 to 4.3, 4.5).
struct DocumentShape {
    let session: JSONValue
    /// The contract version of the request, as sent.
    let contract: String?

    /// What is missing or malformed.
    var problems: [String] {
        topLevelProblems + constantProblems + memberProblems + initializationProblems
    }

    private var topLevelProblems: [String] {
        var problems: [String] = []
        let version = contract.flatMap { Int64($0) }.map { min($0, 107) }
        if session.at("contractVersion")?.integerValue != version {
            problems.append("2.1.6: contractVersion does not answer version \(contract ?? "none")")
        }
        for name in ["branch", "correlationId"] where !isLowerCaseGUID(session.at(name)) {
            problems.append("4.1: \(name) must be a lower-case guid")
        }
        if (session.at("changeNumber")?.integerValue ?? 0) < 1 {
            problems.append("4.1: changeNumber must be 1 or more")
        }
        if !isTime(session.at("startTime")) { problems.append("4.1: startTime must be a time") }
        for name in ["first", "next", "count", "accepted", "active"]
        where session.at("membersInfo/\(name)")?.integerValue == nil {
            problems.append("4.3: membersInfo.\(name) must be an integer")
        }
        for name in ["members", "servers"] where session.at(name)?.objectValue == nil {
            problems.append("4.1: \(name) must be an object")
        }
        return problems + bagProblems(in: session, of: "the session")
    }

    private var constantProblems: [String] {
        let system = session.at("constants/system")?.objectValue ?? JSONObject()
        var problems = system.names.filter { system[$0] == .some(.null) || system[$0] == false }
            .map { "4.5: constants.system.\($0) is rendered although unset" }
        let capabilities = system["capabilities"]?.objectValue ?? JSONObject()
        problems += capabilities.names.filter { capabilities[$0] != true }
            .map { "4.5.3: capability \($0) is listed although it is not true" }
        return problems
    }

    private var memberProblems: [String] {
        (session.at("members")?.objectValue ?? JSONObject()).flatMap { entry -> [String] in
            let member = entry.value
            var problems = bagProblems(in: member, of: "member \(entry.name)")
            if !isTime(member.at("joinTime")) {
                problems.append("4.2: joinTime of member \(entry.name) must be a time")
            }
            for flag in ["reserved", "turn"] where ![.none, true].contains(member.at(flag)) {
                problems.append("4.2: \(flag) of member \(entry.name) is never but true")
            }
            for flag in ["active", "ready"]
            where ![.none, true].contains(member.at("properties/system/\(flag)")) {
                problems.append("4.5.1: \(flag) of member \(entry.name) is rendered although false")
            }
            let index = member.at("constants/system/index")?.integerValue
            if entry.name != "me", index != Int64(entry.name) {
                problems.append("4.5.5: constants.system.index of member \(entry.name) differs")
            }
            return problems
        }
    }

    /// What managed initialization shows, of the session and of each member (4.1, 4.2, 8.1).
    private var initializationProblems: [String] {
        var problems: [String] = []
        let stage = session.at("initializing/stage")?.stringValue
        let episode = session.at("initializing/episode")?.integerValue
        if session.at("initializing") != .none {
            if !["joining", "measuring", "evaluating", "failed"].contains(stage) {
                problems.append("8.1.4: the stage is \(stage ?? "absent")")
            }
            if !isTime(session.at("initializing/stageStartTime")) {
                problems.append("8.1.4: stageStartTime must be a time")
            }
            if (episode ?? 0) < 1 { problems.append("8.1.4: the episode must be 1 or more") }
            if stage == "failed", episode != 1 {
                problems.append("8.9.3: only the first episode fails for good")
            }
        }
        let isRunning = session.at("initializing") != .none && stage != "failed"
        if isRunning, session.at("nextTimer")?.stringValue == nil {
            problems.append("7.4: a stage runs without a nextTimer")
        }
        if stage == "joining", !isWaiting(for: episode) {
            problems.append("8.3: the stage is still joining although all have joined")
        }
        if let hosts = session.at("hostCandidates") {
            let tokens = hosts.arrayValue?.compactMap(\.stringValue) ?? []
            if tokens.isEmpty || Set(tokens).count != tokens.count {
                problems.append("4.1: hostCandidates must be a list of different tokens")
            }
        }
        for entry in session.at("members")?.objectValue ?? JSONObject() {
            let failures = [
                "timeout", "latency", "bandwidthdown", "bandwidthup", "network", "group", "episode",
            ]
            if let failure = entry.value.at("initializationFailure") {
                if !failures.contains(failure.stringValue ?? "") {
                    problems.append("4.2: member \(entry.name) fails for no known reason")
                }
                if entry.value.at("reserved") != .none {
                    problems.append("8.4: reserved member \(entry.name) has failed")
                }
            }
            if stage == "failed", entry.value.at("initializationEpisode") != .none {
                problems.append("8.10.5: member \(entry.name) waits in a failed session")
            }
        }
        return problems
    }

    /// Whether a member of an episode has yet to join (8.4.1).
    private func isWaiting(for episode: Int64?) -> Bool {
        (session.at("members")?.objectValue ?? JSONObject()).contains { entry in
            entry.value.at("initializationEpisode")?.integerValue == episode
                && (entry.value.at("reserved") == true
                    || entry.value.at("properties/system/ready") == true)
        }
    }

    /// Both inner objects are always rendered in both bags.
    private func bagProblems(in holder: JSONValue, of name: String) -> [String] {
        var problems: [String] = []
        for bag in ["constants", "properties"] {
            if holder.at("\(bag)/system")?.objectValue == nil {
                problems.append("4.1: \(bag).system of \(name) must be an object")
            }
            if holder.at("\(bag)/custom") == .none {
                problems.append("4.1: \(bag).custom of \(name) must be there")
            }
            let names = holder.at(bag)?.objectValue?.names ?? []
            if names.contains(where: { $0 != "system" && $0 != "custom" }) {
                problems.append("0.3: \(bag) of \(name) is no property bag")
            }
        }
        return problems
    }

    private func isTime(_ value: JSONValue?) -> Bool {
        value?.stringValue.flatMap { WireTime.parse($0) } != nil
    }

    private func isLowerCaseGUID(_ value: JSONValue?) -> Bool {
        guard
            let parts = value?.stringValue?.split(separator: "-", omittingEmptySubsequences: false)
        else { return false }
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && parts.joined().allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
