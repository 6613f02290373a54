/// What a query says about who may join a session (session-directory 9.1, 12).
enum ShownVisibility: String, Sendable {
    case `private`
    case visible
    case open
    /// Open, but without a free slot.
    case full
}

extension Session {
    /// The visibility as queries show it.
    var shownVisibility: ShownVisibility {
        switch constants.visibility {
        case .private: .private
        case .visible: .visible
        case .open:
            members.count + keptSlots >= constants.maxMembersCount ? .full : .open
        }
    }
}
