public import JSON

/// One answer of the directory, as client and service share it (session-directory 2.5, 2.6).
public struct DirectoryResponse: Sendable, Equatable {
    /// The HTTP status code.
    public var status: Int
    /// The body.
    public var body: Body
    /// The `ETag` header, quotes included (2.4.1).
    public var etag: String?
    /// The `Date` header: the time of the answer, whole seconds on the wire.
    public var date: Timestamp?
    /// The `Expires` header: the instant of `nextTimer`, rounded up to the second (2.5).
    public var expires: Timestamp?
    /// The `Content-Location` header: the path of the session (2.5).
    public var contentLocation: String?
    /// The `Location` header.
    public var location: String?
    /// The `Allow` header of a 405: method names.
    public var allow: [String]
    /// The `Retry-After` header of a 429 or 503: whole seconds on the wire, rounded up (2.5).
    public var retryAfter: Duration?
    /// The section of the specification that decided a refusal, such as `5.3.3`.
    ///
    /// Carried by the header `X-Muster-Rule`; nil when a service does not send it.
    public var rule: String?

    /// The body of an answer.
    public enum Body: Sendable, Equatable {
        case none
        /// `text/plain`; without the CR LF that ends it on the wire (2.8.1).
        case text(String)
        case json(JSONValue)
    }

    /// Makes an answer.
    public init(
        status: Int, body: Body = .none, etag: String? = nil, date: Timestamp? = nil,
        expires: Timestamp? = nil, contentLocation: String? = nil, location: String? = nil,
        allow: [String] = [], retryAfter: Duration? = nil, rule: String? = nil
    ) {
        self.status = status
        self.body = body
        self.etag = etag
        self.date = date
        self.expires = expires
        self.contentLocation = contentLocation
        self.location = location
        self.allow = allow
        self.retryAfter = retryAfter
        self.rule = rule
    }
}
