public import Sessions

/// Who follows, favours and blocks whom, as the directory knows it (session-directory 9.1, 11.9.6).
///
/// A test hook: no request changes it. Nobody follows anybody unless told.
public struct SocialGraph: Sendable, Equatable {
    private var followed: [Xuid: [Xuid: Bool]] = [:]
    private var blocked: [Xuid: Set<Xuid>] = [:]

    /// Makes a graph without relations.
    public init() {}

    /// Lets one user follow another; following again changes whether it is a favourite.
    public mutating func follow(_ other: Xuid, by user: Xuid, isFavorite: Bool = false) {
        followed[user, default: [:]][other] = isFavorite
    }

    /// Ends that one user follows another.
    public mutating func unfollow(_ other: Xuid, by user: Xuid) {
        followed[user]?[other] = nil
        if followed[user]?.isEmpty == true { followed[user] = nil }
    }

    /// Lets one user block another.
    public mutating func block(_ other: Xuid, by user: Xuid) {
        blocked[user, default: []].insert(other)
    }

    /// Ends that one user blocks another.
    public mutating func unblock(_ other: Xuid, by user: Xuid) {
        blocked[user]?.remove(other)
        if blocked[user]?.isEmpty == true { blocked[user] = nil }
    }

    /// Whether `user` follows `other`.
    public func follows(_ user: Xuid, _ other: Xuid) -> Bool { followed[user]?[other] != nil }

    /// Whether `user` blocks `other`.
    public func blocks(_ user: Xuid, _ other: Xuid) -> Bool {
        blocked[user]?.contains(other) ?? false
    }

    /// The users that `user` follows, in ascending order.
    public func people(of user: Xuid) -> [Xuid] {
        followed[user, default: [:]].keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// The users that `user` follows as favourites, in ascending order.
    public func favorites(of user: Xuid) -> [Xuid] {
        followed[user, default: [:]].filter(\.value).keys.sorted { $0.rawValue < $1.rawValue }
    }
}
