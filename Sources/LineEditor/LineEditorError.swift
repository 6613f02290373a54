#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What went wrong between the editor and the system.
public enum LineEditorError: Error, Equatable {
    /// A call on a file or a terminal failed.
    case system(call: String, code: Int32)
    /// The terminal was closed at its other end.
    case closed

    /// What went wrong, as a fragment.
    public var reason: String {
        switch self {
        case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
        case .closed: "the terminal was closed"
        }
    }
}
