internal import Lua

/// What `muster.timeout` raises.
struct TaskTimedOut: CatchableError {
    let limit: Duration
    let kind = "timeout"
    let isRetryable = true

    var description: String { "nothing came of it within \(limit.shortText)" }
}
