/// Why a service could not be run.
public enum DirectoryServiceError: Error, Sendable, Hashable {
    /// The address could not be listened on.
    case couldNotListen(host: String, port: Int, reason: String)
}

extension DirectoryServiceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .couldNotListen(let host, let port, let reason):
            "could not listen on \(host) port \(port): \(reason)"
        }
    }
}
