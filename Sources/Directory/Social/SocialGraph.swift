public import Sessions

/// Who follows, favours and blocks whom, as the directory knows it (session-directory 9.1, 11.9.6).
///
/// A test hook: no request changes it. Nobody follows anybody unless told.
public struct SocialGraph: Sendable, Equatable {
    private var followed: [Xuid: [Xuid: Bool]] = [:]
    /// The reverse of ``followed``, so that one question about a session is one look-up a member.
    private var followers: [Xuid: Set<Xuid>] = [:]
    private var blocked: [Xuid: Set<Xuid>] = [:]
    private var silenced: [Xuid: Set<Xuid>] = [:]

    /// Makes a graph without relations.
    public init() {}

    /// Lets one user follow another; following again changes whether it is a favourite.
    public mutating func follow(_ other: Xuid, by user: Xuid, isFavorite: Bool = false) {
        followed[user, default: [:]][other] = isFavorite
        followers[other, default: []].insert(user)
    }

    /// Ends that one user follows another.
    public mutating func unfollow(_ other: Xuid, by user: Xuid) {
        followed[user]?[other] = nil
        if followed[user]?.isEmpty == true { followed[user] = nil }
        Self.remove(user, from: &followers, of: other)
    }

    /// Lets one user block another.
    public mutating func block(_ other: Xuid, by user: Xuid) {
        blocked[user, default: []].insert(other)
    }

    /// Ends that one user blocks another.
    public mutating func unblock(_ other: Xuid, by user: Xuid) {
        Self.remove(other, from: &blocked, of: user)
    }

    /// Forbids that one user communicates with another, so that a reservation is refused (5.5.7).
    public mutating func forbidCommunication(with other: Xuid, by user: Xuid) {
        silenced[user, default: []].insert(other)
    }

    /// Allows again what ``forbidCommunication(with:by:)`` forbade.
    public mutating func allowCommunication(with other: Xuid, by user: Xuid) {
        Self.remove(other, from: &silenced, of: user)
    }

    /// Whether `user` follows `other`.
    public func follows(_ user: Xuid, _ other: Xuid) -> Bool { followed[user]?[other] != nil }

    /// Whether `user` blocks `other`.
    public func blocks(_ user: Xuid, _ other: Xuid) -> Bool {
        blocked[user]?.contains(other) ?? false
    }

    /// Whether `user` may communicate with `other`: true unless it was forbidden.
    public func mayCommunicate(_ user: Xuid, with other: Xuid) -> Bool {
        !(silenced[user]?.contains(other) ?? false)
    }

    /// The users that follow `user`.
    func followers(of user: Xuid) -> Set<Xuid> { followers[user] ?? [] }

    /// The users that `user` follows, in ascending order.
    public func people(of user: Xuid) -> [Xuid] {
        followed[user, default: [:]].keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// The users that `user` follows as favourites, in ascending order.
    public func favorites(of user: Xuid) -> [Xuid] {
        followed[user, default: [:]].filter(\.value).keys.sorted { $0.rawValue < $1.rawValue }
    }

    /// Takes `other` out of the users that one relation has for `user`; leaves no empty set behind.
    private static func remove(
        _ other: Xuid, from relation: inout [Xuid: Set<Xuid>], of user: Xuid
    ) {
        relation[user]?.remove(other)
        if relation[user]?.isEmpty == true { relation[user] = nil }
    }
}
