internal import JSON
internal import Sessions

/// The constants of one session: fixed when it is created, shared by all its versions (6.1.5).
final class SessionConstants: Sendable {
    /// What was set, in the 107 schema; null where a value is forced to stay unset (5.3.4).
    let system: JSONObject
    /// The title's own constants, nulls kept as in ``system``.
    let custom: JSONValue
    let defaults: ConstantDefaults

    let maxMembersCount: Int
    let visibility: Visibility
    let initiators: [Xuid]?
    let broadcastViewerTitleIDs: [String]
    let capabilities: Capabilities
    let ownership: OwnershipPolicies
    /// Timeouts in milliseconds; nil is infinite.
    let reservedRemovalTimeout: Int64?
    let inactiveRemovalTimeout: Int64?
    let readyRemovalTimeout: Int64?
    let sessionEmptyTimeout: Int64?
    /// How members are initialized; nil when they are not (8.1.1).
    let initialization: InitializationSettings?
    let connections: ConnectionRequirements
    /// The rendering at contract 107.
    let document: JSONValue
    /// The rendering at 104 to 106.
    let olderDocument: JSONValue

    /// Takes values that ``ConstantRules`` has checked.
    init(system: JSONObject, custom: JSONValue, defaults: ConstantDefaults) {
        self.system = system
        self.custom = custom
        self.defaults = defaults
        let count = system["maxMembersCount"]?.integerValue ?? ConstantDefaults.maxMembersCount
        maxMembersCount = Int(count)
        visibility =
            system["visibility"]?.stringValue.flatMap(Visibility.init(rawValue:)) ?? .open
        let initiators = system["initiators"]?.arrayValue?.compactMap { Xuid(json: $0) } ?? []
        self.initiators = initiators.isEmpty ? nil : initiators
        broadcastViewerTitleIDs =
            system["broadcastViewerTitleIds"]?.arrayValue?.compactMap(\.stringValue) ?? []
        capabilities = Capabilities(system["capabilities"]?.objectValue ?? [:])
        ownership = OwnershipPolicies(system["ownershipPolicies"]?.objectValue ?? [:])
        reservedRemovalTimeout = Self.timeout("reservedRemovalTimeout", system, defaults)
        inactiveRemovalTimeout = Self.timeout("inactiveRemovalTimeout", system, defaults)
        readyRemovalTimeout = Self.timeout("readyRemovalTimeout", system, defaults)
        sessionEmptyTimeout = Self.timeout("sessionEmptyTimeout", system, defaults)
        initialization = InitializationSettings(system, defaults: defaults)
        connections = ConnectionRequirements(system)
        let shown = system.rendered
        let shownCustom = custom.renderedConstants
        document = ["system": .object(shown), "custom": shownCustom]
        olderDocument = [
            "system": .object(ConstantSchema.downgraded(shown, defaults: defaults)),
            "custom": shownCustom,
        ]
    }

    private static func timeout(
        _ name: String, _ system: JSONObject, _ defaults: ConstantDefaults
    ) -> Int64? {
        guard let value = system[name] else { return defaults.value(name)?.integerValue }
        return value.integerValue
    }

    /// The rendering at a contract version (2.2).
    func document(contractVersion: Int) -> JSONValue {
        ConstantSchema.isCurrent(contractVersion) ? document : olderDocument
    }
}

extension SessionConstants: Equatable {
    static func == (left: SessionConstants, right: SessionConstants) -> Bool {
        left === right
            || left.system == right.system && left.custom == right.custom
                && left.defaults == right.defaults
    }
}

extension JSONObject {
    /// The names that are rendered: null and empty lists are the same as absent (4.5.1, 4.5.2).
    fileprivate var rendered: JSONObject {
        JSONObject(filter { !$0.value.isNull && $0.value != [] }.map { ($0.name, $0.value) })
    }
}

extension JSONValue {
    fileprivate var renderedConstants: JSONValue {
        switch self {
        case .null: .object([:])
        case .object(let names):
            .object(names.withoutNulls)
        default: self
        }
    }
}
