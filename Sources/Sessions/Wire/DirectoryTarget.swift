/// What a request is about: the URIs of session-directory 3.1, with their path values decoded.
public enum DirectoryTarget: Sendable, Hashable {
    /// U1, the session itself.
    case session(SessionReference)
    /// U2, `…/properties`.
    case properties(SessionReference)
    /// U3, `…/members/me`.
    case memberMe(SessionReference)
    /// U4, `…/members/{index}`; the index as sent.
    case member(SessionReference, index: String)
    /// U5, `…/servers/{server-name}`.
    case server(SessionReference, name: String)
    /// U10, the template names of a service config.
    case templates(scid: String)
    /// U11, one template document.
    case template(scid: String, name: String)
    /// A path that no route matches.
    case unknown(path: String)

    /// The session that the target lies in.
    public var reference: SessionReference? {
        switch self {
        case .session(let reference), .properties(let reference), .memberMe(let reference),
            .member(let reference, _), .server(let reference, _):
            reference
        case .templates, .template, .unknown: nil
        }
    }
}
