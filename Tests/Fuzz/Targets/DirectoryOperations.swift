import Simulation

/// Takes any bytes as a scenario and a sequence of operations in it, and compares the directory with
/// the naive model after each.
public final class DirectoryOperations: FuzzTarget {
    public static let name = "directory-operations"

    public init() {}

    public func take(_ input: [UInt8], noting note: (Int) -> Void) throws {
        try Finding.raise(DirectoryFuzzing.operations(input))
    }
}
