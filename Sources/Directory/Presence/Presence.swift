public import Sessions

/// Which users the presence service no longer sees (session-directory 7.6).
///
/// A test hook: no request changes it, and everybody is seen in every title unless told.
public struct Presence: Sendable, Equatable {
    private struct Absence: Hashable {
        let user: Xuid
        /// Nil stands for every title.
        let title: String?
    }

    private var absences: Set<Absence> = []

    /// Makes a presence that sees everybody.
    public init() {}

    /// Whether everybody is seen everywhere.
    public var isComplete: Bool { absences.isEmpty }

    /// Loses sight of a user.
    ///
    /// - Parameters:
    ///   - user: who is not seen any more.
    ///   - title: the title id in which the user is not seen; nil for every title.
    public mutating func lose(_ user: Xuid, in title: String? = nil) {
        absences.insert(Absence(user: user, title: title))
    }

    /// Sees a user again: takes back what ``lose(_:in:)`` said with the same arguments.
    ///
    /// - Parameters:
    ///   - user: who is seen again.
    ///   - title: the title id, or nil as it was lost.
    public mutating func see(_ user: Xuid, in title: String? = nil) {
        absences.remove(Absence(user: user, title: title))
    }

    /// Whether a user is seen in a title.
    ///
    /// - Parameters:
    ///   - user: the user.
    ///   - title: the title id.
    public func sees(_ user: Xuid, in title: String) -> Bool {
        absences.isEmpty
            || !absences.contains(Absence(user: user, title: title))
                && !absences.contains(Absence(user: user, title: nil))
    }
}
