/// A test that a file declares, and what it says of how to run it.
public struct DeclaredTest: Hashable, Sendable {
    /// Which test, its tags and whether it is marked as the only one.
    public var test: DiscoveredTest
    /// Where in the file it is found again.
    public var place: Place
    /// Why it is not run; nil when it is.
    public var skipReason: String?
    /// How much real time an attempt may take, if the file says so.
    public var timeout: Duration?
    /// How often it is run again after a failure, if the file says so.
    public var retries: Int?
    /// The seed to run it under, if the file says so.
    public var seed: UInt64?

    /// Where a test stands in what its file declares.
    public struct Place: Hashable, Sendable {
        /// Which block of each that is open, from 0, outermost first.
        public var blocks: [Int]
        /// Which test of the innermost block, from 0.
        public var test: Int
        /// Which of its cases, from 0; nil without cases.
        public var caseIndex: Int?
        /// The line that declares it, from 1; nil when it is not known.
        public var line: Int?
        /// Whether that line declares other tests of the block, too, as one in a loop does.
        public var sharesLine: Bool

        /// Makes a place.
        ///
        /// - Parameters:
        ///   - blocks: Which block of each that is open, outermost first.
        ///   - test: Which test of the innermost block.
        ///   - caseIndex: Which of its cases, or nil without cases.
        ///   - line: The line that declares it, if known.
        ///   - sharesLine: Whether that line declares other tests of the block, too.
        public init(
            blocks: [Int], test: Int, caseIndex: Int? = nil, line: Int? = nil,
            sharesLine: Bool = false
        ) {
            self.blocks = blocks
            self.test = test
            self.caseIndex = caseIndex
            self.line = line
            self.sharesLine = sharesLine
        }
    }

    /// Makes a declared test.
    ///
    /// - Parameters:
    ///   - test: Which test, its tags and whether it is marked as the only one.
    ///   - place: Where in the file it is found again.
    ///   - skipReason: Why it is not run.
    ///   - timeout: How much real time an attempt may take.
    ///   - retries: How often it is run again after a failure.
    ///   - seed: The seed to run it under.
    public init(
        _ test: DiscoveredTest, at place: Place, skipReason: String? = nil,
        timeout: Duration? = nil, retries: Int? = nil, seed: UInt64? = nil
    ) {
        self.test = test
        self.place = place
        self.skipReason = skipReason
        self.timeout = timeout
        self.retries = retries
        self.seed = seed
    }
}
