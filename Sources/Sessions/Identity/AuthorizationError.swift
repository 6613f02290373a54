/// Why an `Authorization` header names nobody; each is answered with 401 (auth 1.2).
public enum AuthorizationError: Error, Sendable, Hashable {
    /// There is no header.
    case missing
    /// The header does not have the form `XBL3.0 x=<hash>;<token>`.
    case malformedHeader
    /// The token is neither `L0` nor `L1` (auth 5.2, opaque tokens).
    case opaqueToken
    /// The token cannot be read; the text says what about it.
    case malformedToken(String)
    /// The payload says a version other than 1.
    case unsupportedVersion
    /// The token is for a relying party other than this service.
    case foreignRelyingParty(String)
    /// The token expired at that time.
    case expired(Timestamp)
    /// No user of the token has the hash (auth A1).
    case unknownHash(String)
    /// The hash `*` stands for more than one user, which is not built (auth A2).
    case severalUsers(count: Int)
    /// The token carries a MAC, and checking MACs is not built (auth 5.2).
    case messageAuthenticationCode
    /// The token is for a server of some service configs only, which is not built (auth 5.2).
    case limitedServer
}

extension AuthorizationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing: "there is no Authorization header"
        case .malformedHeader: "the Authorization header is not of the form XBL3.0 x=<hash>;<token>"
        case .opaqueToken: "the token begins with neither L0. nor L1."
        case .malformedToken(let reason): "the token cannot be read: \(reason)"
        case .unsupportedVersion: "the token's version is not 1"
        case .foreignRelyingParty(let party):
            "the token is for the relying party \(party.debugDescription)"
        case .expired(let instant): "the token expired at \(instant)"
        case .unknownHash(let hash): "no user of the token has the hash \(hash.debugDescription)"
        case .severalUsers(let count):
            "the hash * stands for \(count) users; calls of several users are not supported"
        case .messageAuthenticationCode: "the token carries a MAC, and MACs are not supported"
        case .limitedServer:
            "the token is for a server of some service configs only, which is not supported"
        }
    }
}
