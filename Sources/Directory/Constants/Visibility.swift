/// Who may read and write a session (session-directory 9.2).
enum Visibility: String, CaseIterable, Sendable {
    case `private`
    case visible
    case open
}

/// Whom a join or read restriction admits (9.1).
enum Restriction: String, CaseIterable, Sendable, Comparable {
    case local
    case followed
    case none

    static func < (left: Restriction, right: Restriction) -> Bool {
        left.openness < right.openness
    }

    private var openness: Int {
        switch self {
        case .local: 0
        case .followed: 1
        case .none: 2
        }
    }
}
