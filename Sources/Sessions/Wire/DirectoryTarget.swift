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
    /// U6 and U7, the sessions of a service config or of one of its templates.
    case sessions(scid: String, templateName: String?)
    /// U8 and U9, the same for many users.
    case batch(scid: String, templateName: String?)
    /// U10, the template names of a service config.
    case templates(scid: String)
    /// U11, one template document.
    case template(scid: String, name: String)
    /// U12, all handles.
    case handles
    /// U13, one handle; the id as sent.
    case handle(id: String)
    /// U14, the session behind a handle; the id as sent.
    case handleSession(id: String)
    /// U15, the query for handles.
    case handleQuery
    /// A path that no route matches.
    case unknown(path: String)

    /// The session that the target lies in.
    public var reference: SessionReference? {
        switch self {
        case .session(let reference), .properties(let reference), .memberMe(let reference),
            .member(let reference, _), .server(let reference, _):
            reference
        case .sessions, .batch, .templates, .template, .handles, .handle, .handleSession,
            .handleQuery, .unknown:
            nil
        }
    }
}
