public import JSON

/// One request to the directory, as client and service share it.
///
/// It can say everything that HTTP can, also what the directory refuses (a missing version header,
/// a body that is no JSON), so that refusals can be tested in process as well as over a socket.
public struct DirectoryRequest: Sendable, Equatable {
    /// The HTTP method, upper case; any token, since the directory answers 405 itself.
    public var method: String
    /// What the request is about.
    public var target: DirectoryTarget
    /// The query parameters, decoded, in the order sent.
    public var query: [QueryItem]
    /// The text of `X-Xbl-Contract-Version`; nil when the header is missing (2.1.3).
    public var contractVersion: String?
    /// The text of `If-Match` (2.3, 2.4).
    public var ifMatch: String?
    /// The text of `If-None-Match` (2.3, 2.4).
    public var ifNoneMatch: String?
    /// The text of `X-Xbl-OnBehalfOf-Title` (2.3); ``Delegation`` reads and writes it.
    public var onBehalfOfTitle: String?
    /// The text of `X-Xbl-OnBehalfOf-Users` (2.3, 5.7); ``Delegation`` reads and writes it.
    public var onBehalfOfUsers: String?
    /// The text of `X-Xbl-Deny-Scope` (2.3, 9.2); ``Delegation`` reads and writes it.
    public var denyScope: String?
    /// The body.
    public var body: Body

    /// One query parameter.
    public struct QueryItem: Sendable, Hashable {
        /// The parameter's name.
        public var name: String
        /// The parameter's value; nil when there is no `=`.
        public var value: String?

        /// Makes a parameter.
        public init(name: String, value: String?) {
            self.name = name
            self.value = value
        }
    }

    /// The body of a request.
    public enum Body: Sendable, Equatable {
        case none
        case json(JSONValue)
        /// A body that could not be read as JSON; `reason` is the sentence the directory answers.
        case unreadable(reason: String)
    }

    /// Makes a request; contract version 107 unless told otherwise.
    public init(
        method: String, target: DirectoryTarget, query: [QueryItem] = [],
        contractVersion: String? = "107", ifMatch: String? = nil, ifNoneMatch: String? = nil,
        body: Body = .none
    ) {
        self.method = method
        self.target = target
        self.query = query
        self.contractVersion = contractVersion
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
        self.body = body
    }

    /// Reads a target.
    public static func get(_ target: DirectoryTarget) -> DirectoryRequest {
        DirectoryRequest(method: "GET", target: target)
    }

    /// Writes a document to a target.
    public static func put(
        _ target: DirectoryTarget, _ body: JSONValue, mode: WriteMode = .updateOrCreate
    ) -> DirectoryRequest {
        var request = DirectoryRequest(method: "PUT", target: target, body: .json(body))
        mode.apply(to: &request)
        return request
    }

    /// Sends a document to a target that makes something of it: a handle or an answer.
    public static func post(_ target: DirectoryTarget, _ body: JSONValue) -> DirectoryRequest {
        DirectoryRequest(method: "POST", target: target, body: .json(body))
    }

    /// Deletes a target.
    public static func delete(_ target: DirectoryTarget) -> DirectoryRequest {
        DirectoryRequest(method: "DELETE", target: target)
    }
}
