/// One place in the order of a run: a test, and which time it runs.
public struct PlannedTest: Hashable, Sendable {
    /// The test.
    public var id: TestID
    /// Which time the run runs it, from 1: above 1 only when tests are repeated.
    public var repetition: Int

    /// Makes a place in the order.
    ///
    /// - Parameters:
    ///   - id: The test.
    ///   - repetition: Which time it runs, from 1.
    public init(_ id: TestID, repetition: Int = 1) {
        self.id = id
        self.repetition = repetition
    }
}

extension PlannedTest: CustomStringConvertible {
    /// The test's description, with the repetition after the first.
    public var description: String {
        repetition == 1 ? id.description : "\(id) (repetition \(repetition))"
    }
}
