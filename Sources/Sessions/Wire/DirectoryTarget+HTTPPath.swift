extension DirectoryTarget {
    /// The path on the wire: literal segments as in session-directory 3.1, values percent-encoded.
    ///
    /// `unknown` keeps its path as it is; bytes that cannot stand in a path are percent-encoded,
    /// and a missing slash is put in front.
    public var httpPath: String {
        switch self {
        case .session(let reference):
            Self.sessions(of: reference) + Self.lastSegment(reference.name)
        case .properties(let reference): Self.path(of: reference) + "/properties"
        case .memberMe(let reference): Self.path(of: reference) + "/members/me"
        case .member(let reference, let index):
            Self.path(of: reference) + "/members/" + Self.lastSegment(index)
        case .server(let reference, let name):
            Self.path(of: reference) + "/servers/" + Self.lastSegment(name)
        case .sessions(let scid, let name): Self.scope(scid, name) + "/sessions"
        case .batch(let scid, let name): Self.scope(scid, name) + "/batch"
        case .handles: "/handles"
        case .handle(let id): "/handles/" + Self.lastSegment(id)
        case .handleSession(let id): "/handles/\(Self.segment(id))/session"
        case .handleQuery: "/handles/query"
        case .templates(let scid):
            "/serviceconfigs/\(Self.segment(scid))/sessiontemplates"
        case .template(let scid, let name):
            "/serviceconfigs/\(Self.segment(scid))/sessiontemplates/" + Self.lastSegment(name)
        case .unknown(let path):
            HTTPPercentCoding.encodePath(path.utf8.first == UInt8(ascii: "/") ? path : "/" + path)
        }
    }

    /// Reads a path as it stands on the wire, without its query.
    ///
    /// Literal segments compare without regard to case (1.11); values are decoded once and one
    /// trailing slash is ignored (1.12). What no route matches, and what cannot be decoded, is
    /// `unknown` with the path as sent.
    public init(httpPath path: String) {
        self = Self.route(path) ?? .unknown(path: path.isEmpty ? "/" : path)
    }

    private static func route(_ path: String) -> DirectoryTarget? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        var segments: [String] = []
        for raw in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard segments.count < 9, let segment = HTTPPercentCoding.decode(raw) else {
                return nil
            }
            segments.append(segment)
        }
        if segments.last == "" { segments.removeLast() }
        let isLiteral = { (position: Int, literal: String) in
            segments.indices.contains(position) && segments[position].lowercased() == literal
        }
        if isLiteral(0, "handles") { return handleRoute(segments) }
        guard segments.count >= 3, isLiteral(0, "serviceconfigs") else { return nil }
        if segments.count == 3, isLiteral(2, "sessions") {
            return .sessions(scid: segments[1], templateName: nil)
        }
        if segments.count == 3, isLiteral(2, "batch") {
            return .batch(scid: segments[1], templateName: nil)
        }
        guard isLiteral(2, "sessiontemplates") else { return nil }
        switch segments.count {
        case 3: return .templates(scid: segments[1])
        case 4: return .template(scid: segments[1], name: segments[3])
        case 5 where isLiteral(4, "sessions"):
            return .sessions(scid: segments[1], templateName: segments[3])
        case 5 where isLiteral(4, "batch"):
            return .batch(scid: segments[1], templateName: segments[3])
        default: break
        }
        guard segments.count >= 6, isLiteral(4, "sessions") else { return nil }
        let reference = SessionReference(
            scid: segments[1], templateName: segments[3], name: segments[5])
        switch segments.count {
        case 6: return .session(reference)
        case 7 where isLiteral(6, "properties"): return .properties(reference)
        case 8 where isLiteral(6, "members"):
            return isLiteral(7, "me")
                ? .memberMe(reference) : .member(reference, index: segments[7])
        case 8 where isLiteral(6, "servers"): return .server(reference, name: segments[7])
        default: return nil
        }
    }

    private static func handleRoute(_ segments: [String]) -> DirectoryTarget? {
        switch segments.count {
        case 1: .handles
        case 2 where segments[1].lowercased() == "query": .handleQuery
        case 2: .handle(id: segments[1])
        case 3 where segments[2].lowercased() == "session": .handleSession(id: segments[1])
        default: nil
        }
    }

    /// The path of a service config, or of one of its templates.
    private static func scope(_ scid: String, _ templateName: String?) -> String {
        let config = "/serviceconfigs/" + segment(scid)
        return templateName.map { "\(config)/sessiontemplates/\(segment($0))" } ?? config
    }

    private static func path(of reference: SessionReference) -> String {
        sessions(of: reference) + segment(reference.name)
    }

    private static func sessions(of reference: SessionReference) -> String {
        "/serviceconfigs/\(segment(reference.scid))/sessiontemplates/"
            + "\(segment(reference.templateName))/sessions/"
    }

    /// Encodes one value; `.` and `..` too, which peers would otherwise take as steps in a path.
    private static func segment(_ value: String) -> String {
        switch value {
        case ".": "%2E"
        case "..": "%2E%2E"
        default: HTTPPercentCoding.encode(value)
        }
    }

    /// An empty value at the end keeps a slash of its own, since one trailing slash is ignored.
    private static func lastSegment(_ value: String) -> String {
        value.isEmpty ? "/" : segment(value)
    }
}
