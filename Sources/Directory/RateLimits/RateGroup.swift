internal import JSON
internal import Sessions

/// The groups of requests that are counted apart (session-directory 13.2).
enum RateGroup {
    case directory
    case searchReads
    case searchWrites

    /// Finds the group of a request.
    ///
    /// - Parameter handle: the handle with an id; nil when there is none.
    init(_ request: DirectoryRequest, handle: (GUID) -> Handle?) {
        switch (request.target, request.method) {
        case (.handles, "POST") where request.asksForSearch: self = .searchWrites
        case (.handleQuery, "POST") where request.asksForSearch: self = .searchReads
        case (.handle(let text), let method):
            guard let id = GUID(text), case .search? = handle(id)?.purpose else {
                self = .directory
                return
            }
            self = method == "DELETE" ? .searchWrites : .searchReads
        default: self = .directory
        }
    }

    /// The limits of this group.
    func limits(_ limits: RateLimits) -> RateLimits.Group {
        switch self {
        case .directory: limits.directory
        case .searchReads: limits.searchReads
        case .searchWrites: limits.searchWrites
        }
    }
}

extension DirectoryRequest {
    /// Whether the body is about search handles.
    fileprivate var asksForSearch: Bool {
        guard case .json(let body) = body else { return false }
        return body["type"]?.stringValue?.lowercased() == "search"
    }
}
