internal import JSON
internal import Sessions

/// Checked member constants: what a reservation or a member's own request gives (6.6).
struct MemberConstants {
    /// The user named by `xuid`, when it was given.
    var xuid: Xuid?
    /// The other names; null stands for every form of absent, a false flag among them.
    var system: JSONObject = [:]
    /// The title's own names, nulls kept for comparison.
    var custom: JSONValue?

    /// Checks the names and types of member constants; `path` is where they stand.
    init(_ bag: PropertyBag, at path: String) throws(Rejection) {
        custom = bag.custom
        for member in bag.system {
            let field = "\(path)/system/\(member.name)"
            switch member.name {
            case "xuid":
                guard let xuid = Xuid(json: member.value) else {
                    throw .badRequest(
                        "The field '\(field)' must be a decimal string.", rule: "6.6")
                }
                self.xuid = xuid
            case "initialize":
                guard member.value.isNull || member.value.boolValue != nil else {
                    throw .badRequest("The field '\(field)' must be a boolean.", rule: "6.6")
                }
                system[member.name] = member.value == true ? true : .null
            case "matchmakingResult":
                guard member.value.isNull || member.value.objectValue != nil else {
                    throw .badRequest("The field '\(field)' must be an object.", rule: "6.6")
                }
                system[member.name] = member.value
            case "team":
                guard member.value.isNull || member.value.stringValue != nil else {
                    throw .badRequest("The field '\(field)' must be a string.", rule: "6.6")
                }
                system[member.name] = member.value
            case "index":
                throw .badRequest(
                    "The field '\(field)' can't be set by a request.", rule: "4.5.5")
            default:
                throw .badRequest("The field '\(field)' is unknown.", rule: "6.6")
            }
        }
    }

    /// The names as they are stored with a new member.
    var storedSystem: JSONObject { system.withoutNulls }

    /// The title's own names as they are stored: an object without nulls, or what was given.
    var storedCustom: JSONValue {
        switch custom {
        case .none, .some(.null): .object([:])
        case .some(.object(let names)): .object(names.withoutNulls)
        case .some(let value): value
        }
    }

    /// Demands that every constant sent equals the one the member has (5.3.6, 5.5.4).
    func demandEqual(
        _ state: MemberState, at path: String, rule: String
    ) throws(Rejection) {
        for member in system where (state.constants[member.name] ?? .null) != member.value {
            throw .constantConflict(path: "\(path)/system/\(member.name)", rule: rule)
        }
        if let conflict = custom?.conflict(with: state.customConstants) {
            throw .constantConflict(path: "\(path)/custom\(conflict)", rule: rule)
        }
    }

    /// Adds names that a reservation lacks; a different value for a present name is refused (5.3.6).
    func add(to state: inout MemberState, at path: String) throws(Rejection) {
        for member in system {
            if let value = state.constants[member.name], value != member.value {
                throw .constantConflict(path: "\(path)/system/\(member.name)", rule: "5.3.6")
            }
            if !member.value.isNull { state.constants[member.name] = member.value }
        }
        guard let custom, !custom.isNull else { return }
        guard case .object(var set) = state.customConstants, case .object(let names) = custom
        else {
            guard state.customConstants == .object([:]) || state.customConstants == custom else {
                throw .constantConflict(path: "\(path)/custom", rule: "5.3.6")
            }
            state.customConstants = custom
            return
        }
        for member in names {
            if let value = set[member.name], value != member.value {
                throw .constantConflict(path: "\(path)/custom/\(member.name)", rule: "5.3.6")
            }
            if !member.value.isNull { set[member.name] = member.value }
        }
        state.customConstants = .object(set)
    }
}

extension JSONObject {
    /// The members whose value is not null.
    var withoutNulls: JSONObject {
        guard contains(where: \.value.isNull) else { return self }
        return JSONObject(filter { !$0.value.isNull }.map { ($0.name, $0.value) })
    }
}
