internal import JSON
internal import Sessions

/// The role types of a session or a template, in the order in which they were given
/// (session-directory section 15).
struct RoleTypes: Sendable, Equatable {
    /// A group of roles of which a member has at most one (15.5).
    struct RoleType: Sendable, Equatable {
        let name: String
        /// Whether only owners assign the roles (15.4).
        let isOwnerManaged: Bool
        /// The settings that may be changed after creation (15.7).
        let mutableSettings: [Setting]
        var roles: [Role]

        /// Where a role stands; nil when the type has none of that name.
        func position(of role: String) -> Int? { roles.firstIndex { $0.name == role } }

        static func == (left: RoleType, right: RoleType) -> Bool {
            left.name == right.name && left.isOwnerManaged == right.isOwnerManaged
                && Set(left.mutableSettings) == Set(right.mutableSettings)
                && left.roles.count == right.roles.count
                && left.roles.allSatisfy { right.roles.contains($0) }
        }
    }

    /// One role and how many members it is for.
    struct Role: Sendable, Equatable {
        let name: String
        /// The most members that may have the role; nil is no limit (15.6).
        var max: Int64?
        /// How many members the title wishes for; not enforced.
        var target: Int64?

        subscript(setting: Setting) -> Int64? {
            get { setting == .max ? max : target }
            set {
                if setting == .max { max = newValue } else { target = newValue }
            }
        }
    }

    /// What a role says about its number of members.
    enum Setting: String, CaseIterable, Sendable {
        case max
        case target
    }

    private(set) var types: [RoleType] = []

    var isEmpty: Bool { types.isEmpty }

    /// The type of that name; nil when there is none.
    subscript(name: String) -> RoleType? { types.first { $0.name == name } }

    /// Whether a role of the type exists.
    func has(_ role: String, of type: String) -> Bool {
        self[type]?.position(of: role) != nil
    }

    /// Adds a type after the others, or replaces the one of its name.
    mutating func set(_ type: RoleType) {
        if let position = types.firstIndex(where: { $0.name == type.name }) {
            types[position] = type
        } else {
            types.append(type)
        }
    }

    /// The document of a template: what was set, in the shape in which it was given.
    var document: JSONValue { document { _ in { $0.settings } } }

    /// The document of a session: each role with the members that have it, by index (15.8).
    func document(_ members: MemberList) -> JSONValue {
        document { type in
            var holders: [String: [JSONValue]] = [:]
            for member in members {
                guard let role = member.state.roles[type.name]?.stringValue else { continue }
                holders[role, default: []].append(.string(member.xuid.description))
            }
            return { role in
                var entry = role.settings
                let xuids = holders[role.name, default: []]
                entry["count"] = .integer(Int64(xuids.count))
                entry["memberXuids"] = .array(xuids)
                return entry
            }
        }
    }

    private func document(_ entries: (RoleType) -> (Role) -> JSONObject) -> JSONValue {
        var document = JSONObject()
        for type in types {
            let entry = entries(type)
            var shown = JSONObject()
            if type.isOwnerManaged { shown["ownerManaged"] = true }
            if !type.mutableSettings.isEmpty {
                shown["mutableRoleSettings"] = .array(
                    type.mutableSettings.map { .string($0.rawValue) })
            }
            var roles = JSONObject()
            for role in type.roles { roles[role.name] = .object(entry(role)) }
            shown["roles"] = .object(roles)
            document[type.name] = .object(shown)
        }
        return .object(document)
    }
}

extension RoleTypes.Role {
    /// `max` and `target`, as far as they are set.
    fileprivate var settings: JSONObject {
        var settings = JSONObject()
        for setting in RoleTypes.Setting.allCases {
            if let value = self[setting] { settings[setting.rawValue] = .integer(value) }
        }
        return settings
    }
}
