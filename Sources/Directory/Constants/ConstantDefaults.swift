internal import JSON

/// What acts where neither template nor request sets a constant.
///
/// The contract version of the template chooses, not the one of the request (2.2).
enum ConstantDefaults: Sendable, Equatable {
    case contract104
    case contract107

    init(templateContractVersion: Int) {
        self = ConstantSchema.isCurrent(templateContractVersion) ? .contract107 : .contract104
    }

    static let maxMembersCount: Int64 = 100
    static let reservedRemovalTimeout: Int64 = 30_000
    static let readyRemovalTimeout: Int64 = 180_000
    static let sessionEmptyTimeout: Int64 = 0
    static let evaluationTimeout: Int64 = 5000

    var inactiveRemovalTimeout: Int64 { self == .contract104 ? 7_200_000 : 0 }
    /// A 104 template without `autoEvaluate` waits for the title; later ones let the service decide.
    var externalEvaluation: Bool { self == .contract104 }
    var joinTimeout: Int64 { self == .contract104 ? 5000 : 10_000 }
    var measurementTimeout: Int64 { self == .contract104 ? 5000 : 30_000 }
    var membersNeededToStart: Int64 { self == .contract104 ? 2 : 1 }

    /// The default of a name in `constants.system`; nil when it has none.
    func value(_ name: String) -> JSONValue? {
        switch name {
        case "maxMembersCount": .integer(Self.maxMembersCount)
        case "visibility": .string(Visibility.open.rawValue)
        case "reservedRemovalTimeout": .integer(Self.reservedRemovalTimeout)
        case "inactiveRemovalTimeout": .integer(inactiveRemovalTimeout)
        case "readyRemovalTimeout": .integer(Self.readyRemovalTimeout)
        case "sessionEmptyTimeout": .integer(Self.sessionEmptyTimeout)
        case "capabilities": .object([:])
        default: nil
        }
    }
}
