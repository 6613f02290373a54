internal import JSON

/// What `ownershipPolicies` says (session-directory 6.2, 6.10).
struct OwnershipPolicies: Sendable, Equatable {
    /// What happens when the last owner has gone (6.10.6).
    enum Migration: String, CaseIterable, Sendable {
        /// The member who joined first becomes owner.
        case oldest
        /// All members are removed.
        case endsession
    }

    var migration = Migration.endsession
    /// Whether members who do not own the session may invite (6.10.4).
    var allowsNonOwnerInviteHandles = false
    /// The names of `properties.system` that everybody may write (6.10.3).
    var nonOwnerModifiable: [String] = []

    /// Takes a checked constant; what it does not say has its default.
    init(_ constant: JSONObject) {
        if let text = constant["migration"]?.stringValue {
            migration = Migration(rawValue: text) ?? .endsession
        }
        allowsNonOwnerInviteHandles = constant["allowNonOwnerInviteHandles"] == true
        nonOwnerModifiable =
            constant["nonOwnerModifiableSystemProperties"]?.arrayValue?
            .compactMap(\.stringValue) ?? []
    }
}
