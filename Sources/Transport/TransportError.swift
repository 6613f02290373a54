public import Sessions

/// Why a request got no answer.
public enum TransportError: Error, Sendable, Hashable {
    /// The address of the service is not one that requests can be sent to.
    case illegalAddress(String, reason: String)
    /// The request has no HTTP form; nothing was sent.
    case unsendable(HTTPFormError)
    /// No connection could be made; nothing was sent.
    case unreachable(url: String, reason: String)
    /// The connection ended before the answer did.
    case connectionLost(url: String, reason: String)
    /// There was no answer in time, or its next piece did not come in time.
    case timedOut(url: String, limit: Duration)
    /// The answer is not HTTP, or not what a directory answers.
    case malformedAnswer(url: String, reason: String)
    /// The body of the answer has more bytes than the transport takes.
    case answerTooLarge(url: String, limitBytes: Int)
    /// The task that waited was cancelled, or the transport was shut down.
    case cancelled

    /// Whether sending the same request again may succeed.
    ///
    /// Sending it again is not always safe: see ``DirectoryTransport/send(_:as:)``.
    public var isRetryable: Bool {
        switch self {
        case .unreachable, .connectionLost, .timedOut: true
        case .illegalAddress, .unsendable, .malformedAnswer, .answerTooLarge, .cancelled: false
        }
    }
}

extension TransportError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .illegalAddress(let address, let reason):
            "\(address.debugDescription) is not the address of a service: \(reason)"
        case .unsendable(let error): "the request cannot be sent over HTTP: \(error)"
        case .unreachable(let url, let reason): "could not reach \(url): \(reason)"
        case .connectionLost(let url, let reason):
            "the connection to \(url) ended before the answer: \(reason)"
        case .timedOut(let url, let limit): "no answer from \(url) within \(limit)"
        case .malformedAnswer(let url, let reason):
            "the answer of \(url) is not one of a session directory: \(reason)"
        case .answerTooLarge(let url, let limitBytes):
            "the answer of \(url) is larger than \(limitBytes) bytes"
        case .cancelled: "the request was cancelled"
        }
    }
}
