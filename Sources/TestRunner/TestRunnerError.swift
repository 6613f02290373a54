/// What keeps tests from being planned.
public enum TestRunnerError: Error, Hashable, Sendable {
    /// Tests are marked as the only ones to run, in a pipeline, where the rest would go unseen.
    case onlyRefused([TestID])
    /// Not `i/n` with 1 ≤ i ≤ n.
    case invalidShard(String)
    /// The kept state is no JSON text of the right form; what was wrong and at which byte, if known.
    case invalidState(String, offset: Int?)
    /// The kept state is of another version.
    case unknownStateVersion(Int64)
}
