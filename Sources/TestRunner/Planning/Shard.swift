/// One of the parts that tests are dealt to, by their identity alone.
///
/// Adding or removing a test moves no other test to another shard.
public struct Shard: Hashable, Sendable {
    /// Which part, from 1.
    public let index: Int
    /// How many parts there are.
    public let count: Int

    /// Reads `i/n`.
    ///
    /// - Parameter text: Two decimal numbers with 1 ≤ i ≤ n.
    /// - Throws: ``TestRunnerError/invalidShard(_:)`` with the text.
    public init(_ text: String) throws(TestRunnerError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let index = Int(parts[0]), let count = Int(parts[1]), index >= 1, index <= count
        else { throw .invalidShard(text) }
        self.index = index
        self.count = count
    }

    /// Whether a test belongs to this part.
    public func holds(_ id: TestID) -> Bool {
        Int(id.stableHash() % UInt64(count)) == index - 1
    }
}

extension Shard: CustomStringConvertible {
    /// `i/n`.
    public var description: String { "\(index)/\(count)" }
}
