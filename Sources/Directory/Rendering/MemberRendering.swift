internal import JSON
internal import Sessions

/// Member entries of a session document (session-directory 4.2).
enum MemberRendering {
    /// The entry at contract 107, in the order of the documented sample.
    static func document(_ state: MemberState, at place: Member.Place) -> JSONValue {
        var entry = JSONObject()
        entry.reserveCapacity(11)
        if let gamertag = state.gamertag, state.status != .reserved {
            entry["gamertag"] = .string(gamertag)
        }
        if let token = state.deviceToken { entry["deviceToken"] = .string(token) }
        if let nat = state.system["secureDeviceAddress"]?.stringValue.flatMap(DeviceAddress.nat) {
            entry["nat"] = .string(nat)
        }
        if state.status == .reserved { entry["reserved"] = true }
        if let title = state.activeTitleID { entry["activeTitleId"] = .string(title) }
        entry["joinTime"] = .string(state.joinTime.description)
        if place.isTurn { entry["turn"] = true }
        if let failure = state.initializationFailure {
            entry["initializationFailure"] = .string(failure.text)
        }
        if let episode = state.initializationEpisode {
            entry["initializationEpisode"] = .integer(Int64(episode))
        }
        entry["constants"] = constants(state)
        entry["properties"] = properties(state)
        if !state.roles.isEmpty { entry["roles"] = .object(state.roles) }
        if let next = place.next { entry["next"] = .integer(Int64(next)) }
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

    private static func constants(_ state: MemberState) -> JSONValue {
        var system = JSONObject()
        system.reserveCapacity(2 + state.constants.count)
        system["index"] = .integer(Int64(state.index))
        system["xuid"] = .string(state.xuid.description)
        for member in state.constants { system[member.name] = member.value }
        return bag(system: system, custom: state.customConstants)
    }

    private static func properties(_ state: MemberState) -> JSONValue {
        var system = JSONObject()
        switch state.status {
        case .active: system["active"] = true
        case .ready: system["ready"] = true
        case .reserved, .inactive: break
        }
        for member in state.system { system[member.name] = member.value }
        return bag(system: system, custom: state.custom)
    }

    private static func bag(system: JSONObject, custom: JSONValue) -> JSONValue {
        var bag = JSONObject()
        bag.reserveCapacity(2)
        bag["system"] = .object(system)
        bag["custom"] = custom
        return .object(bag)
    }
}
