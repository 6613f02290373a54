internal import Sessions

/// The conditions of `If-Match` and `If-None-Match` (session-directory 2.4).
struct Preconditions {
    private let ifMatch: String?
    private let ifNoneMatch: String?
    private let isRead: Bool

    init(_ request: DirectoryRequest) {
        ifMatch = request.ifMatch
        ifNoneMatch = request.ifNoneMatch
        isRead = request.method == "GET"
    }

    /// Judges a session that does not exist (2.4.4).
    func demandMissing() throws(Rejection) {
        guard ifMatch == nil else { throw Rejection(status: 412, body: .none, rule: "2.4.4") }
    }

    /// Judges a session that exists; every condition must hold (2.4.8).
    func demand(_ session: Session) throws(Rejection) {
        if let ifMatch {
            let matches = Self.tags(ifMatch).allSatisfy { $0 == "*" || $0 == session.tag }
            guard matches else { throw Rejection(status: 412, body: .session, rule: "2.4.3") }
        }
        guard let ifNoneMatch else { return }
        if Self.tags(ifNoneMatch).contains(where: { $0 == "*" || $0 == session.tag }) {
            throw isRead
                ? Rejection(status: 304, body: .none, rule: "3.2")
                : Rejection(status: 412, body: .none, rule: "2.4.5")
        }
    }

    /// The tags of a header: without quotes and without the mark of weak tags (2.4.1).
    private static func tags(_ header: String) -> [Substring] {
        header.split(separator: ",", omittingEmptySubsequences: false).map { entry in
            var tag = entry.drop { $0 == " " || $0 == "\t" }
            while tag.last == " " || tag.last == "\t" { tag.removeLast() }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            if tag.count >= 2, tag.first == "\"", tag.last == "\"" {
                tag = tag.dropFirst().dropLast()
            }
            return tag
        }
    }
}

extension Session {
    /// The etag without its quotes.
    fileprivate var tag: Substring { etag.dropFirst().dropLast() }
}
