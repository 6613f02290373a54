import Simulation

/// Takes any bytes as a request with its head lines, an empty line and its body, and lets a directory
/// answer it to a user, a server and nobody.
///
/// What was read is written and read alike, and a refusal leaves no trace in the directory.
public final class DirectoryRequests: FuzzTarget {
    public static let name = "directory-requests"

    public init() {}

    public func take(_ input: [UInt8], noting note: (Int) -> Void) throws {
        try Finding.raise(DirectoryFuzzing.request(input))
    }
}
