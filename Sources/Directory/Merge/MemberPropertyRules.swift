internal import JSON
internal import Sessions

/// What the names of a member's `properties.system` may be (session-directory 6.7).
struct MemberPropertyRules {
    let constants: SessionConstants
    let options: DirectoryOptions
    /// The member's own index.
    let index: Int
    /// `membersInfo.next` after the additions of the request.
    let nextIndex: Int
    /// Where the member stands in the request, such as `/members/me`.
    let path: String

    private static let subscriptionProfiles = [
        "party", "matchmaking", "initialization", "roster", "queuehost", "queue",
    ]

    /// Applies a change to everything but the status, which ``MemberStatusChange`` reads.
    func apply(_ change: JSONObject, to state: inout MemberState) throws(Rejection) {
        for member in change where member.name != "active" && member.name != "ready" {
            let name = member.name == "group" ? "initializationGroup" : member.name
            try LargeSessionRules.demandLegalOfMember(name, member.value, in: constants)
            if name == "subscriptions" {
                try mergeSubscriptions(member.value, into: &state.system)
            } else if ConnectionPropertyRules.covers(name) {
                let rules = ConnectionPropertyRules(
                    constants: constants, isActive: state.status == .active)
                state.system[name] = try rules.apply(name, member.value, to: &state.connection)
            } else if name == "encounters" {
                // Consumed at once; the log of groups has them (14.6).
                state.encounters = try groupNames(name, member.value)
            } else {
                state.system[name] = try checked(name, member.value)
            }
            if name == "secureDeviceAddress" {
                state.deviceToken = state.system[name]?.stringValue.flatMap(DeviceAddress.token)
            }
        }
        if change["measurements"] != nil { try measurementRules.demandForeign(state) }
    }

    /// The value to store; nil when it is the same as absent (4.5.1).
    private func checked(_ name: String, _ value: JSONValue) throws(Rejection) -> JSONValue? {
        switch name {
        case "secureDeviceAddress": return try secureDeviceAddress(value)
        case "initializationGroup": return try initializationGroup(value)
        case "groups": return try groupNames(name, value).isEmpty ? JSONValue?.none : value
        case "serverMeasurements": return try serverMeasurements(value)
        case "RolePreference": return try rolePreference(value)
        case "arbitration":
            guard !value.isNull else { return nil }
            guard value.objectValue != nil else { throw refused(name, "must be an object") }
            return value
        case "measurements":
            return try measurementRules.checked(value)
        default:
            throw refused(name, "is unknown")
        }
    }

    private var measurementRules: MeasurementRules {
        MeasurementRules(connections: constants.connections, path: path)
    }

    private func secureDeviceAddress(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull, value != "" else { return nil }
        let name = "secureDeviceAddress"
        guard constants.capabilities.contains(.connectivity) else {
            throw refused(name, "needs the capability 'connectivity'")
        }
        guard let text = value.stringValue, DeviceAddress.token(text) != nil else {
            throw refused(name, "must be a base64 string")
        }
        return value
    }

    private func initializationGroup(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull else { return nil }
        guard let elements = value.arrayValue else {
            throw refused("initializationGroup", "must be an array of member indices")
        }
        guard !elements.isEmpty else { return nil }
        for element in elements {
            guard let number = element.integerValue, (0..<Int64(nextIndex)).contains(number) else {
                throw refused("initializationGroup", "must be an array of member indices")
            }
        }
        let own = JSONValue.integer(Int64(index))
        return elements.contains(own) ? value : .array(elements + [own])
    }

    /// The names of groups or encounters; null is the same as none.
    private func groupNames(_ name: String, _ value: JSONValue) throws(Rejection) -> [String] {
        guard !value.isNull else { return [] }
        let names = value.arrayValue?.compactMap(\.stringValue) ?? []
        guard names.count == value.arrayValue?.count,
            names.allSatisfy({ NameRule.isLegal($0, limit: options.nameLimit) })
        else { throw refused(name, "must be an array of names") }
        guard names.count <= options.groupsLimit else {
            throw refused(name, "has more than \(options.groupsLimit) entries", rule: "13.1")
        }
        return names
    }

    private func serverMeasurements(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull else { return nil }
        guard let entries = value.objectValue else {
            throw refused("serverMeasurements", "must be an object")
        }
        for entry in entries {
            guard let measurement = entry.value.objectValue else {
                throw .badRequest(KnownText.serverMeasurements(entry.name), rule: "6.7")
            }
            for metric in measurement {
                guard metric.name == "latency", let latency = metric.value.numberValue,
                    latency.double >= 0
                else {
                    throw refused(
                        "serverMeasurements/\(entry.name)/\(metric.name)",
                        "must be a 'latency' in milliseconds")
                }
            }
        }
        return value
    }

    private func rolePreference(_ value: JSONValue) throws(Rejection) -> JSONValue? {
        guard !value.isNull else { return nil }
        guard let weights = value.objectValue,
            weights.allSatisfy({ (0...100).contains($0.value.integerValue ?? -1) })
        else {
            throw refused("RolePreference", "must be an object of weights from 0 to 100")
        }
        return value
    }

    /// Adds and removes the old form's entries one by one (5.2.7).
    private func mergeSubscriptions(
        _ value: JSONValue, into system: inout JSONObject
    ) throws(Rejection) {
        guard !value.isNull else {
            system["subscriptions"] = nil
            return
        }
        guard let entries = value.objectValue else {
            throw refused("subscriptions", "must be an object")
        }
        var merged = system["subscriptions"]?.objectValue ?? [:]
        for entry in entries {
            guard let id = GUID(entry.name) else {
                throw refused("subscriptions/\(entry.name)", "must be named by a GUID")
            }
            guard !entry.value.isNull else {
                merged[id.description] = nil
                continue
            }
            guard isSubscription(entry.value) else {
                throw refused(
                    "subscriptions/\(entry.name)",
                    "must have a 'profile' and may have an 'onBehalfOfTitleId'")
            }
            merged[id.description] = entry.value
        }
        system["subscriptions"] = merged.isEmpty ? JSONValue?.none : .object(merged)
    }

    private func isSubscription(_ value: JSONValue) -> Bool {
        guard let members = value.objectValue, let profile = members["profile"]?.stringValue else {
            return false
        }
        return Self.subscriptionProfiles.contains(profile.lowercased())
            && members.allSatisfy { $0.name == "profile" || $0.name == "onBehalfOfTitleId" }
    }

    private func refused(_ name: String, _ requirement: String, rule: String = "6.7") -> Rejection {
        .badRequest("The field '\(path(name))' \(requirement).", rule: rule)
    }

    private func path(_ name: String) -> String { "\(path)/properties/system/\(name)" }
}
