/// A test as a file declares it.
public struct DiscoveredTest: Hashable, Sendable {
    /// Which test.
    public var id: TestID
    /// Its own tags and those of its blocks.
    public var tags: Set<String>
    /// Whether it, or a block it is in, is marked as the only one to run.
    public var isOnly: Bool

    /// Makes a declared test.
    ///
    /// - Parameters:
    ///   - id: Which test.
    ///   - tags: Its own tags and those of its blocks.
    ///   - isOnly: Whether it is marked as the only one to run.
    public init(_ id: TestID, tags: Set<String> = [], isOnly: Bool = false) {
        self.id = id
        self.tags = tags
        self.isOnly = isOnly
    }
}
