/// Why the headers of a server that acts for others cannot be read (session-directory 2.3).
public enum DelegationError: Error, Sendable, Hashable {
    /// `X-Xbl-OnBehalfOf-Title` is not a decimal number.
    case malformedTitle(String)
    /// An entry of `X-Xbl-OnBehalfOf-Users` does not begin with a xuid.
    case malformedUser(String)
    /// An entry of `X-Xbl-OnBehalfOf-Users` names another privilege than `priv=multiplayer`.
    case unknownPrivilege(String)
    /// `X-Xbl-OnBehalfOf-Users` names a user twice.
    case repeatedUser(Xuid)
    /// `X-Xbl-Deny-Scope` names another scope than `Multiplayer.Manage`.
    case unknownScope(String)
}

extension DelegationError: CustomStringConvertible {
    /// One English sentence that names the header.
    public var description: String {
        switch self {
        case .malformedTitle(let text):
            "The header 'X-Xbl-OnBehalfOf-Title' must be a decimal number, not '\(text)'."
        case .malformedUser(let text):
            "The header 'X-Xbl-OnBehalfOf-Users' must name users by xuid, not by '\(text)'."
        case .unknownPrivilege(let text):
            "The header 'X-Xbl-OnBehalfOf-Users' knows 'priv=multiplayer' alone, not '\(text)'."
        case .repeatedUser(let xuid):
            "The header 'X-Xbl-OnBehalfOf-Users' names the user \(xuid) twice."
        case .unknownScope(let text):
            "The header 'X-Xbl-Deny-Scope' must be 'Multiplayer.Manage', not '\(text)'."
        }
    }
}
