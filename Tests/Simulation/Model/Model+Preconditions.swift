import JSON
import Sessions

/// `If-Match` and `If-None-Match` (2.4).
extension Model {
    static func checkPreconditions(
        _ request: DirectoryRequest, _ session: ModelSession?
    ) throws(Refusal) {
        if let tags = request.ifMatch.map(tags) {
            guard let session else { throw Refusal(status: 412, body: .none) }
            for tag in tags where tag != "*" && tag != session.etag {
                throw Refusal(status: 412, body: .session)
            }
        }
        if let tags = request.ifNoneMatch.map(tags), let session {
            for tag in tags where tag == "*" || tag == session.etag {
                throw Refusal(status: request.method == "GET" ? 304 : 412, body: .none)
            }
        }
    }

    private static func tags(_ header: String) -> [String] {
        header.split(separator: ",").map { part in
            var tag = part.drop { $0 == " " }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            return String(tag.filter { $0 != "\"" && $0 != " " })
        }
    }
}

extension DirectoryRequest {
    /// Whether the write is only to be tried (3.3).
    var asksNoCommit: Bool {
        query.contains { $0.name == "nocommit" && $0.value == "true" }
    }
}
