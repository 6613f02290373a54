/// How a caller stands in the `Authorization` header: `XBL3.0 x=<hash>;<token>` (auth 1.1, 5.2).
///
/// Not built: MACs (`auth.mode` `mac`), calls of several users (`*` with more than one), opaque
/// tokens, servers limited to some service configs, and the identity file's gamertags (auth 5.3).
extension Caller {
    /// A user who plays on a device of their own, without title and with all privileges: the caller
    /// that the shorthand `L0.<xuid>` names.
    public static func user(_ xuid: Xuid, gamertag: String? = nil) -> Caller {
        Caller(user: UserClaims(xuid: xuid, gamertag: gamertag), deviceID: "L0-\(xuid)")
    }

    /// The header's value: the shorthand `L0` when it says everything about the caller, else an
    /// `L1` token without MAC that never expires.
    public var authorization: String {
        if self == .server { return "XBL3.0 x=-;L0.server" }
        guard let user else { return "XBL3.0 x=-;\(TokenPayload(self).token)" }
        guard self == .user(user.xuid, gamertag: user.gamertag) else {
            return "XBL3.0 x=\(user.xuid);\(TokenPayload(self).token)"
        }
        let gamertag = user.gamertag.map { "." + HTTPPercentCoding.encode($0) } ?? ""
        return "XBL3.0 x=\(user.xuid);L0.\(user.xuid)\(gamertag)"
    }

    /// Reads the header's value.
    ///
    /// - Parameter now: decides whether an `L1` token with `exp` has expired.
    /// - Throws: ``AuthorizationError`` when the header names no caller, which is answered with 401.
    public init(authorization: String?, now: Timestamp) throws(AuthorizationError) {
        guard let authorization else { throw .missing }
        let (hash, token) = try Self.split(authorization)
        let payload: TokenPayload
        if token.hasPrefix("L0.") {
            payload = try TokenPayload(shorthand: token.dropFirst(3))
        } else if token.hasPrefix("L1.") {
            let parts = token.dropFirst(3).split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 1 else { throw .messageAuthenticationCode }
            payload = try TokenPayload(encoded: parts[0], now: now)
        } else {
            throw .opaqueToken
        }
        self = payload.caller
        user = try payload.user(for: hash)
    }

    /// Splits the header: scheme without case, one space, `x=`, the hash, and after the first
    /// semicolon the token (auth A1).
    private static func split(
        _ header: String
    ) throws(AuthorizationError) -> (hash: Substring, token: Substring) {
        let scheme = "XBL3.0 x="
        let start = header.utf8.index(
            header.startIndex, offsetBy: 7, limitedBy: header.utf8.endIndex)
        guard let start, let semicolon = header.utf8.firstIndex(of: UInt8(ascii: ";")),
            header[..<start].lowercased() == "xbl3.0 ", header[start...].hasPrefix("x=")
        else { throw .malformedHeader }
        let hashStart = header.utf8.index(header.startIndex, offsetBy: scheme.utf8.count)
        guard hashStart < semicolon else { throw .malformedHeader }
        return (header[hashStart..<semicolon], header[header.utf8.index(after: semicolon)...])
    }
}
