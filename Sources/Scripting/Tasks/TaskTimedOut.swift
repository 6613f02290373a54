internal import Lua

/// What `muster.timeout` raises. It has the fields of ``ServiceError``, so that a script may look
/// at any error that it caught.
struct TaskTimedOut: LuaReadableError {
    let limit: Duration

    var description: String { "nothing came of it within \(limit.shortText)" }

    static var fieldNames: [String] { ServiceError.fieldNames }

    func pushField(_ name: String, on stack: LuaStack) -> Bool {
        switch name {
        case "kind": stack.push("timeout" as StaticString)
        case "message": stack.push(description)
        case "retryable": stack.push(true)
        case let name where Self.fieldNames.contains(name): stack.pushNil()
        default: return false
        }
        return true
    }
}
