/// For whom a server makes a request: a title, users, and whether its own rights count
/// (session-directory 2.3, 5.7, auth A7a).
public struct Delegation: Sendable, Hashable {
    /// The title that the server acts as, a decimal string; nil keeps the one of its token.
    public var titleID: String?
    /// The users that the server acts for, in the order in which they are added (5.7.3); empty when
    /// it acts for itself.
    public var users: [User]
    /// Whether the server gives up its policy `Multiplayer.Manage`, so that the users' own rights
    /// count (9.2).
    public var deniesManage: Bool

    /// A user that a server acts for.
    public struct User: Sendable, Hashable {
        /// The user's id.
        public var xuid: Xuid
        /// Whether the server vouches that the user may play with others (`priv=multiplayer`).
        public var hasMultiplayerPrivilege: Bool

        /// Makes a user.
        public init(xuid: Xuid, hasMultiplayerPrivilege: Bool = true) {
            self.xuid = xuid
            self.hasMultiplayerPrivilege = hasMultiplayerPrivilege
        }
    }

    private static let manageScope = "Multiplayer.Manage"
    private static let multiplayerPrivilege = "priv=multiplayer"

    /// Makes a delegation.
    public init(titleID: String? = nil, users: [User] = [], deniesManage: Bool = false) {
        self.titleID = titleID
        self.users = users
        self.deniesManage = deniesManage
    }

    /// Sets the three headers of `request`, and clears those that say nothing.
    public func apply(to request: inout DirectoryRequest) {
        request.onBehalfOfTitle = titleID
        let entries = users.map { user in
            let privilege = user.hasMultiplayerPrivilege ? ";" + Self.multiplayerPrivilege : ""
            return user.xuid.description + privilege
        }
        request.onBehalfOfUsers = entries.isEmpty ? nil : entries.joined(separator: ",")
        request.denyScope = deniesManage ? Self.manageScope : nil
    }
}

extension Delegation {
    /// Reads the three headers of a request; a missing one says nothing.
    ///
    /// - Throws: ``DelegationError`` when a header is malformed.
    public init(_ request: DirectoryRequest) throws(DelegationError) {
        self.init()
        if let title = request.onBehalfOfTitle {
            guard let number = UInt64(decimal: title[...]) else { throw .malformedTitle(title) }
            titleID = String(number)
        }
        if let text = request.onBehalfOfUsers { users = try Self.users(text) }
        if let scope = request.denyScope {
            guard scope.lowercased() == Self.manageScope.lowercased() else {
                throw .unknownScope(scope)
            }
            deniesManage = true
        }
    }

    /// Reads `<xuid>[;priv=multiplayer]`, separated by commas; blanks around the parts are ignored.
    private static func users(_ text: String) throws(DelegationError) -> [User] {
        var users: [User] = []
        var seen: Set<Xuid> = []
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = entry.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.withoutOuterBlanks }
            guard let number = UInt64(decimal: parts[0]), number > 0 else {
                throw .malformedUser(String(entry.withoutOuterBlanks))
            }
            for privilege in parts.dropFirst()
            where privilege.lowercased() != multiplayerPrivilege {
                throw .unknownPrivilege(String(privilege))
            }
            let xuid = Xuid(rawValue: number)
            guard seen.insert(xuid).inserted else { throw .repeatedUser(xuid) }
            users.append(User(xuid: xuid, hasMultiplayerPrivilege: parts.count > 1))
        }
        return users
    }
}

extension DirectoryRequest {
    /// Whether the request has any of the headers that ``Delegation`` reads.
    public var isDelegated: Bool {
        onBehalfOfTitle != nil || onBehalfOfUsers != nil || denyScope != nil
    }
}

extension UInt64 {
    /// Reads decimal digits; nil for anything else or for more than 64 bits.
    fileprivate init?(decimal text: Substring) {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let value = UInt64(text) else {
            return nil
        }
        self = value
    }
}

extension Substring {
    fileprivate var withoutOuterBlanks: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return rest
    }
}
