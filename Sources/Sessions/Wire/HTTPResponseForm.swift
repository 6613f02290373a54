/// An answer as HTTP carries it: the status, the header fields, the bytes.
public struct HTTPResponseForm: Sendable, Equatable {
    /// The status code.
    public var status: Int
    /// The header fields in order.
    public var headers: HTTPHeaderFields
    /// The body; empty when there is none.
    public var body: [UInt8]

    /// Makes a form.
    public init(
        status: Int, headers: HTTPHeaderFields = HTTPHeaderFields(), body: [UInt8] = []
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
