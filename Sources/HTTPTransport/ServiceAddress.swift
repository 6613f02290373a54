import Transport

/// The address of a service: scheme, authority and a path to put in front of every target.
struct ServiceAddress: Sendable {
    /// Such as `http://127.0.0.1:8080/prefix`, without a slash at the end.
    let base: String

    /// Reads an address such as `http://127.0.0.1:8080`.
    ///
    /// - Throws: ``TransportError/illegalAddress(_:reason:)``.
    init(_ text: String) throws(TransportError) {
        func refuse(_ reason: String) -> TransportError {
            .illegalAddress(text, reason: reason)
        }
        let lowered = text.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lowered.hasPrefix) else {
            throw refuse("it must begin with http:// or https://")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw refuse("it holds a character that no address may hold")
        }
        guard !text.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") })
        else { throw refuse("it must have neither query nor fragment") }
        let rest = text.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else { throw refuse("it must not name a user") }
        let (host, port) = Self.split(authority)
        guard !host.isEmpty else { throw refuse("it names no host") }
        if let port, UInt16(port) == nil || UInt16(port) == 0 {
            throw refuse("its port is not a number from 1 to 65535")
        }
        var path = rest.dropFirst(authority.utf8.count)
        while path.last == "/" { path.removeLast() }
        base = scheme + authority + path
    }

    /// Splits at the last colon, unless that lies inside the brackets of an IPv6 address.
    private static func split(_ authority: Substring) -> (host: Substring, port: Substring?) {
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") else {
            return (authority, nil)
        }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }
}
