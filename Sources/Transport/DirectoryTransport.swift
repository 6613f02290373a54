public import Sessions

/// A way to a directory.
///
/// A refusal of the directory is an answer, not an error.
public protocol DirectoryTransport {
    /// Sends one request as `caller`, or without a token, and waits for the answer.
    ///
    /// - Throws: ``TransportError`` when there is no answer that can be read. Whether the directory
    ///   has acted on the request is then unknown, unless the error says that nothing was sent.
    func send(
        _ request: DirectoryRequest, as caller: Caller?
    ) async throws(TransportError) -> DirectoryResponse
}

/// A way to a directory that answers without waiting and cannot fail.
public protocol ImmediateTransport: DirectoryTransport {
    /// Answers one request as `caller`, or without a token.
    func answer(_ request: DirectoryRequest, as caller: Caller?) -> DirectoryResponse
}

extension ImmediateTransport {
    /// Answers at once; never suspends and never throws.
    public func send(
        _ request: DirectoryRequest, as caller: Caller?
    ) async throws(TransportError) -> DirectoryResponse {
        answer(request, as: caller)
    }
}
