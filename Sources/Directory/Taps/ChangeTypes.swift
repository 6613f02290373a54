/// What a subscription can ask for, and what a commit can change (session-directory 6.9).
struct ChangeTypes: OptionSet, Sendable {
    let rawValue: UInt16

    /// Every type by its name; a type's bit is its position.
    static let allNames = [
        "everything", "host", "initialization", "matchmakingStatus", "membersList",
        "membersStatus", "joinability", "customProperty", "membersCustomProperty",
    ]

    static let everything = ChangeTypes(rawValue: 1 << 0)
    static let host = ChangeTypes(rawValue: 1 << 1)
    static let initialization = ChangeTypes(rawValue: 1 << 2)
    static let matchmakingStatus = ChangeTypes(rawValue: 1 << 3)
    static let membersList = ChangeTypes(rawValue: 1 << 4)
    static let membersStatus = ChangeTypes(rawValue: 1 << 5)
    static let joinability = ChangeTypes(rawValue: 1 << 6)
    static let customProperty = ChangeTypes(rawValue: 1 << 7)
    static let membersCustomProperty = ChangeTypes(rawValue: 1 << 8)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Reads one name, without regard to case (real-time-activity R61); nil for anything else.
    init?(name: String) {
        let folded = name.lowercased()
        guard let bit = Self.allNames.firstIndex(where: { $0.lowercased() == folded }) else {
            return nil
        }
        rawValue = 1 << UInt16(bit)
    }

    /// The names as the service writes them, in the order of the documentation.
    var names: [String] {
        Self.allNames.enumerated().compactMap { bit, name in
            rawValue & 1 << UInt16(bit) == 0 ? nil : name
        }
    }
}
