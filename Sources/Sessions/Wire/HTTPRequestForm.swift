/// A request as HTTP carries it: what stands on the request line, the header fields, the bytes.
///
/// It knows nothing of connections, so `Host`, `Content-Length` and the like are not among its
/// fields unless a peer sent them.
public struct HTTPRequestForm: Sendable, Equatable {
    /// The method as sent; HTTP compares methods with regard to case.
    public var method: String
    /// The path and the query, percent-encoded as on the request line.
    public var target: String
    /// The header fields in order.
    public var headers: HTTPHeaderFields
    /// The body; empty when there is none.
    public var body: [UInt8]

    /// The size above which a request body is refused, in bytes (13.1).
    public static let bodyLimitBytes = 256 * 1024

    /// Makes a form.
    public init(
        method: String, target: String, headers: HTTPHeaderFields = HTTPHeaderFields(),
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}
