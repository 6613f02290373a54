public import DirectoryRuntime
public import Sessions

/// The way to a directory in the same isolation domain; nothing is copied or encoded.
public final class InProcessTransport: ImmediateTransport {
    /// The directory.
    public let directory: LocalDirectory

    /// Makes a transport to `directory`.
    public init(_ directory: LocalDirectory) { self.directory = directory }

    public func answer(_ request: DirectoryRequest, as caller: Caller?) -> DirectoryResponse {
        directory.answer(request, from: caller)
    }
}
