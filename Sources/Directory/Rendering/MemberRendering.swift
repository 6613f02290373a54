internal import JSON
internal import Sessions

/// Member entries of a session document (session-directory 4.2).
enum MemberRendering {
    /// What of an entry changes seldom, and is kept from state to state.
    struct Fixed: Sendable {
        let joinTime: JSONValue
        let constants: JSONValue

        /// Renders the parts, or takes over those of an earlier member that are the same.
        init(_ state: MemberState, replacing earlier: Member?) {
            if let earlier, earlier.state.joinTime == state.joinTime {
                joinTime = earlier.fixed.joinTime
            } else {
                joinTime = .string(state.joinTime.description)
            }
            if let earlier, earlier.state.constants == state.constants,
                earlier.state.customConstants == state.customConstants
            {
                constants = earlier.fixed.constants
            } else {
                constants = MemberRendering.constants(state)
            }
        }
    }

    /// Where an entry stands in its session.
    struct Place: Sendable {
        /// The index of the next member, or `membersInfo.next`; nil in large sessions (4.2).
        var next: Int?
        /// Whether the session's `turn` names this member.
        var isTurn: Bool
    }

    /// The entry at contract 107, in the order of the documented sample.
    static func document(_ member: Member, at place: Place) -> JSONValue {
        let state = member.state
        var entry = JSONObject()
        entry.reserveCapacity(11)
        if let gamertag = state.gamertag, state.status != .reserved {
            entry.append(new: "gamertag", .string(gamertag))
        }
        if let token = state.deviceToken { entry.append(new: "deviceToken", .string(token)) }
        if let nat = state.system["secureDeviceAddress"]?.stringValue.flatMap(DeviceAddress.nat) {
            entry.append(new: "nat", .string(nat))
        }
        if state.status == .reserved { entry.append(new: "reserved", true) }
        if let title = state.activeTitleID { entry.append(new: "activeTitleId", .string(title)) }
        entry.append(new: "joinTime", member.fixed.joinTime)
        if place.isTurn { entry["turn"] = true }
        if let failure = state.initializationFailure {
            entry["initializationFailure"] = .string(failure.text)
        }
        if let episode = state.initializationEpisode {
            entry["initializationEpisode"] = .integer(Int64(episode))
        }
        entry.append(new: "constants", member.fixed.constants)
        entry.append(new: "properties", properties(state))
        if !state.roles.isEmpty { entry.append(new: "roles", .object(state.roles)) }
        if let next = place.next { entry.append(new: "next", .integer(Int64(next))) }
        return .object(entry)
    }

    /// Converts an entry for a contract version; below 107 `initializationGroup` is `group` (2.2).
    static func downgraded(_ document: JSONValue) -> JSONValue {
        guard let group = document["properties"]?["system"]?["initializationGroup"],
            var entry = document.objectValue,
            var properties = entry["properties"]?.objectValue,
            var system = properties["system"]?.objectValue
        else { return document }
        system["initializationGroup"] = nil
        system["group"] = group
        properties["system"] = .object(system)
        entry["properties"] = .object(properties)
        return .object(entry)
    }

    fileprivate static func constants(_ state: MemberState) -> JSONValue {
        var system = JSONObject()
        system.reserveCapacity(2 + state.constants.count)
        system.append(new: "index", .integer(Int64(state.index)))
        system.append(new: "xuid", .string(state.xuid.description))
        for member in state.constants { system.append(new: member.name, member.value) }
        return bag(system: system, custom: state.customConstants)
    }

    private static func properties(_ state: MemberState) -> JSONValue {
        var system = JSONObject()
        switch state.status {
        case .active: system["active"] = true
        case .ready: system["ready"] = true
        case .reserved, .inactive: break
        }
        for member in state.system { system.append(new: member.name, member.value) }
        return bag(system: system, custom: state.custom)
    }

    private static func bag(system: JSONObject, custom: JSONValue) -> JSONValue {
        var bag = JSONObject()
        bag.reserveCapacity(2)
        bag.append(new: "system", .object(system))
        bag.append(new: "custom", custom)
        return .object(bag)
    }
}
