internal import Lua

/// Why an expectation does not hold.
struct ExpectationError: CatchableError {
    /// What was expected and what was found, in a line or more.
    let description: String
    let kind = "expectation"
}
