internal import Lua

/// What those get who wait for a cancelled task. It has the fields of ``ServiceError``, so that a
/// script may look at any error that it caught.
struct TaskCancelled: LuaReadableError {
    let description = "the task was cancelled"

    static var fieldNames: [String] { ServiceError.fieldNames }

    func pushField(_ name: String, on stack: LuaStack) -> Bool {
        switch name {
        case "kind": stack.push("cancelled" as StaticString)
        case "message": stack.push(description)
        case "retryable": stack.push(false)
        case let name where Self.fieldNames.contains(name): stack.pushNil()
        default: return false
        }
        return true
    }
}
