public import Sessions

/// A directory that many tasks share; requests are answered one after the other.
///
/// Not built: waking up for ``LocalDirectory/wake``. No timer needs it before connections to the
/// real-time service exist (session-directory 7.5.4); until then every timer is applied when its
/// session is next accessed (7.3).
public actor SharedDirectory {
    private let directory: LocalDirectory

    /// Takes a directory over, with its clock and its effect handler.
    public init(_ directory: sending LocalDirectory) { self.directory = directory }

    /// The time that the directory sees.
    public var now: Timestamp { directory.now }

    /// Answers one request from `caller`; nil is a caller without valid token.
    public func answer(_ request: DirectoryRequest, from caller: Caller?) -> DirectoryResponse {
        directory.answer(request, from: caller)
    }

    /// Answers one request whose caller an `Authorization` header names.
    public func answer(_ request: DirectoryRequest, authorization: String?) -> DirectoryResponse {
        directory.answer(request, authorization: authorization)
    }

    /// Applies the timers that are due.
    public func runTimers() { directory.runTimers() }

    /// Does something with the directory while nobody else uses it, such as moving its clock.
    public func withDirectory<Result: Sendable>(
        _ body: @Sendable (LocalDirectory) throws -> Result
    ) rethrows -> Result {
        try body(directory)
    }
}
