internal import Lua

/// Why an expectation does not hold. It has the fields of ``ServiceError``, so that a script may look
/// at any error that it caught.
struct ExpectationError: LuaReadableError {
    /// What was expected and what was found, in a line or more.
    let description: String

    static var fieldNames: [String] { ServiceError.fieldNames }

    func pushField(_ name: String, on stack: LuaStack) -> Bool {
        switch name {
        case "kind": stack.push("expectation")
        case "message": stack.push(description)
        case "retryable": stack.push(false)
        case let name where Self.fieldNames.contains(name): stack.pushNil()
        default: return false
        }
        return true
    }
}
