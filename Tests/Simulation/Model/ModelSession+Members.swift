import JSON
import Sessions

/// Who comes, changes and goes: steps 2 to 5 of 5.8.
extension ModelSession {
    mutating func remove(_ write: ModelWrite, _ caller: Caller) {
        for index in write.removals { members[index] = nil }
        if case .leave? = write.me, let own = member(of: caller.user?.xuid.rawValue) {
            members[own.index] = nil
        }
    }

    /// Accepts or adds the caller (5.4); tells the constants that only now can be set.
    mutating func admit(_ write: ModelWrite, _ caller: Caller, at now: Timestamp) throws(Refusal) {
        if case .leave? = write.me { return }
        guard !caller.isServer, let user = caller.user else { return }
        var sent = ModelWrite.Bag()
        if case .change(let constants?, _)? = write.me { sent = constants }
        if sent.system?["index"] != .none { throw .invalid() }
        if let xuid = sent.system?.removeValue(forKey: "xuid") {
            guard let number = ModelWrite.xuid(xuid) else { throw .invalid() }
            guard number == user.xuid.rawValue else {
                throw Refusal(status: 403, body: .message([]))
            }
        }
        let present = member(of: user.xuid.rawValue)
        if let present, present.state != .reserved {
            try present.checkConstants(sent, mayAdd: false)
            return
        }
        var member = present ?? append(user.xuid.rawValue, at: now)
        try member.checkConstants(sent, mayAdd: true)
        try member.setConstants(sent)
        member.state = .inactive
        member.since = now
        member.joinTime = now
        member.gamertag = user.gamertag
        members[member.index] = member
        if present != nil, isLocked { kept.insert(member.xuid) }
        // Who asks for it when accepting takes part as well as who was reserved with it.
        if present?.constants["initialize"] == nil { enlist(member.index) }
    }

    /// Adds reserved users at the end of the list, in the order of the request (5.5).
    mutating func reserve(_ write: ModelWrite, at now: Timestamp) throws(Refusal) {
        var seen: Set<UInt64> = []
        for reservation in write.reservations {
            guard let xuid = reservation.xuid, seen.insert(xuid).inserted else { throw .invalid() }
            var constants = reservation.constants
            constants.system?["xuid"] = .none
            if let present = member(of: xuid) {
                try present.checkConstants(constants, mayAdd: false)
                continue
            }
            var member = append(xuid, at: now)
            try member.setConstants(constants)
            members[member.index] = member
            enlist(member.index)
        }
    }

    private mutating func append(_ xuid: UInt64, at now: Timestamp) -> ModelMember {
        let member = ModelMember(
            index: nextIndex, xuid: xuid, state: .reserved, since: now, joinTime: now)
        members[nextIndex] = member
        nextIndex += 1
        return member
    }

    /// Merges the caller's own properties (6.7).
    mutating func changeMember(
        _ write: ModelWrite, _ caller: Caller, at now: Timestamp
    ) throws(Refusal) {
        guard case .change(_, let sent?)? = write.me,
            var member = member(of: caller.user?.xuid.rawValue)
        else { return }
        try member.changeStatus(sent.system ?? [:], from: caller, at: now)
        var problems = Problems()
        for (name, value) in sent.system ?? [:] where name != "active" && name != "ready" {
            if value.isNull, ModelMember.propertyNames.contains(name) {
                member.properties[name] = .none
                continue
            }
            do throws(Refusal) {
                member.properties[name] = try checkedProperty(name, value, of: member)
            } catch {
                problems.add(error)
            }
        }
        try problems.throwAll()
        if let custom = sent.custom { member.custom = try Merge.custom(member.custom, custom) }
        members[member.index] = member
    }

    /// The value to store; nil for one that counts as absent (4.5.1).
    private func checkedProperty(
        _ name: String, _ value: JSONValue, of member: ModelMember
    ) throws(Refusal) -> JSONValue? {
        switch name {
        case "secureDeviceAddress":
            guard hasCapability("connectivity"), let text = value.stringValue,
                ModelBase64.decode(text) != nil
            else { throw .invalid() }
            return text.isEmpty ? Optional.none : value
        case "initializationGroup", "group":
            guard let indices = value.arrayValue?.map(\.integerValue),
                indices.allSatisfy({ $0.map { (0..<Int64(nextIndex)).contains($0) } ?? false })
            else { throw .invalid() }
            if indices.isEmpty { return nil }
            let group = Set(indices.compactMap { $0.map { Int($0) } } + [member.index])
            return Self.indices(group.sorted())
        case "groups":
            guard let names = value.arrayValue,
                names.allSatisfy({ ModelNames.isLegal($0.stringValue ?? "") })
            else { throw .invalid() }
            return names.isEmpty ? Optional.none : value
        case "measurements": throw .invalid(ModelTexts.measurements)
        case "RolePreference":
            guard let weights = value.fields?.values,
                weights.allSatisfy({ $0.integerValue.map { (0...100).contains($0) } ?? false })
            else { throw .invalid() }
            return value
        default: throw .invalid()
        }
    }
}

extension ModelMember {
    static let propertyNames = [
        "active", "ready", "secureDeviceAddress", "initializationGroup", "groups", "RolePreference",
        "measurements", "serverMeasurements",
    ]

    /// Constants sent must equal those that are set; a joining user may add some (5.3.6, 5.5.4).
    func checkConstants(_ sent: ModelWrite.Bag, mayAdd: Bool) throws(Refusal) {
        for (name, value) in sent.system ?? [:] { try Self.checkConstant(name, value) }
        let own = customConstants.fields ?? [:]
        let defaults: Fields = ["initialize": false]
        let pairs =
            (sent.system ?? [:]).map {
                (constants[$0] ?? (mayAdd ? Optional.none : defaults[$0]), $1)
            }
            + (sent.custom?.fields ?? [:]).map { (own[$0], $1) }
        for (mine, theirs) in pairs where !(mine == nil && mayAdd) && mine != theirs {
            throw Refusal(status: 409)
        }
    }

    mutating func setConstants(_ sent: ModelWrite.Bag) throws(Refusal) {
        for (name, value) in sent.system ?? [:] {
            try Self.checkConstant(name, value)
            if value != false { constants[name] = value }
        }
        if let custom = sent.custom { customConstants = try Merge.custom(customConstants, custom) }
    }

    private static func checkConstant(_ name: String, _ value: JSONValue) throws(Refusal) {
        switch name {
        case "initialize" where value.boolValue != nil: break
        case "team" where value.stringValue != nil: break
        default: throw .invalid()
        }
    }

    /// `active` and `ready` (5.2.7, 7.2).
    mutating func changeStatus(
        _ sent: Fields, from caller: Caller, at now: Timestamp
    ) throws(Refusal) {
        var wishes: [String: Bool] = [:]
        for name in ["active", "ready"] {
            guard let value = sent[name] else { continue }
            guard let flag = value.isNull ? false : value.boolValue else { throw .invalid() }
            wishes[name] = flag
        }
        if wishes == ["active": true, "ready": true] { throw .invalid() }
        var wanted = state
        if wishes["active"] == true {
            wanted = .active
        } else if wishes["ready"] == true {
            wanted = .ready
        } else if wishes.values.contains(false), state == .active || state == .ready {
            // Either being false is enough (7.2).
            wanted = .inactive
        }
        guard wanted != state else { return }
        state = wanted
        since = now
        activeTitle = wanted == .active ? caller.titleID : nil
        device = wanted == .active ? caller.deviceID : nil
    }
}

/// The shallow merge of 5.2.
enum Merge {
    static func custom(_ old: JSONValue, _ new: JSONValue) throws(Refusal) -> JSONValue {
        let merged: JSONValue
        switch (old.fields, new.fields) {
        case (_, nil): merged = new.isNull ? [:] : new
        case (let old, let new?):
            merged = JSONValue(
                (old ?? [:]).merging(new, uniquingKeysWith: { $1 }).filter { !$0.value.isNull })
        }
        if merged.bytes.count > 64 * 1024 { throw .invalid() }
        return merged
    }
}
