internal import Lua

/// What those get who wait for a cancelled task.
struct TaskCancelled: CatchableError {
    let description = "the task was cancelled"
    let kind = "cancelled"
}
