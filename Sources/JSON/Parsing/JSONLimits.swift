/// How much text a parser takes before it refuses.
public struct JSONLimits: Hashable, Sendable {
    /// The deepest nesting that any limits may allow.
    ///
    /// Values are compared, written and released level by level on the stack, so depth is always
    /// bounded.
    public static let maximumDepth = 1_000

    /// As deep as ``maximumDepth`` and of any length.
    public static let loosest = JSONLimits(depth: maximumDepth, bytes: .max)

    /// How many arrays and objects may lie inside each other; `[]` has the depth 1.
    public let depth: Int
    /// How many bytes the text may have.
    public let bytes: Int

    /// Makes limits.
    ///
    /// - Parameters:
    ///   - depth: How many arrays and objects may lie inside each other, 0 to ``maximumDepth``.
    ///     Zero allows only a lone string, number, boolean or null.
    ///   - bytes: How many bytes the text may have. `Int.max` stands for any number.
    public init(depth: Int = 64, bytes: Int = 256 * 1_024) {
        precondition((0...Self.maximumDepth).contains(depth), "depth is 0 to 1000")
        precondition(bytes >= 0, "bytes is not negative")
        self.depth = depth
        self.bytes = bytes
    }
}
