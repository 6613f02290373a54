internal import Sessions

/// The methods that each URI offers (session-directory 3.1).
enum Route {
    /// The methods of a target; nil when no route has the path.
    static func methods(_ target: DirectoryTarget) -> [String]? {
        switch target {
        case .session: ["GET", "PUT"]
        case .properties: ["GET", "PUT"]
        case .memberMe: ["GET", "PUT", "DELETE"]
        case .member: ["GET", "DELETE"]
        case .server: ["GET", "PUT", "DELETE"]
        case .templates, .template: ["GET"]
        case .sessions: ["GET"]
        case .batch: ["POST"]
        case .handles, .handleQuery: ["POST"]
        case .handle: ["GET", "DELETE"]
        case .handleSession: ["GET", "PUT"]
        case .unknown: nil
        }
    }

    /// Refuses unknown paths and methods that a path does not offer (2.7, step 1).
    static func demand(_ request: DirectoryRequest) throws(Rejection) {
        guard let methods = methods(request.target) else {
            var path = request.target.httpPath
            if case .unknown(let sent) = request.target { path = sent }
            throw .text(404, "The request URI '\(path)' is invalid.", rule: "2.7")
        }
        guard methods.contains(request.method) else {
            var rejection = Rejection.text(
                405, "The request URI doesn't support the method '\(request.method)'.",
                rule: "2.7")
            rejection.allow = methods
            throw rejection
        }
    }
}
