/// Why a request or an answer has no HTTP form, or cannot be read from one.
public enum HTTPFormError: Error, Sendable, Hashable {
    /// The method is no token of HTTP.
    case illegalMethod(String)
    /// The value of a header holds a control character, which would end the header.
    case illegalHeader(name: String)
    /// The request says that its body could not be read, so there are no bytes to send.
    case unreadableBody(reason: String)
    /// The body of an answer claims to be JSON and is not.
    case malformedJSON(reason: String)
}

extension HTTPFormError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .illegalMethod(let method):
            "the method \(method.debugDescription) is not an HTTP token"
        case .illegalHeader(let name):
            "the value of \(name) holds a control character"
        case .unreadableBody(let reason):
            "the body is not JSON and has no bytes to send: \(reason)"
        case .malformedJSON(let reason):
            "the answer says it is JSON and is not: \(reason)"
        }
    }
}
