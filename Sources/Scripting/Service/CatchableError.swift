internal import Lua

/// An error with the fields of ``ServiceError``, so that a script may look at any error that it
/// caught. What an error does not say is nil.
protocol CatchableError: LuaReadableError {
    /// One word for the kind of error; one of those that ``ServiceError/fields`` lists.
    var kind: String { get }
    /// What went wrong; the whole text unless an error says less.
    var message: String { get }
    /// Whether the same may do better later; false unless an error says more.
    var isRetryable: Bool { get }
    /// Pushes a field beside these three; false, with nothing pushed, when the error has no such.
    ///
    /// Stack: -0 +1 when true
    func pushFurtherField(_ name: String, on stack: LuaStack) -> Bool
}

extension CatchableError {
    static var fieldNames: [String] { ServiceError.fieldNames }

    var message: String { description }
    var isRetryable: Bool { false }

    func pushFurtherField(_ name: String, on stack: LuaStack) -> Bool { false }

    func pushField(_ name: String, on stack: LuaStack) -> Bool {
        switch name {
        case "kind": stack.push(kind)
        case "message": stack.push(message)
        case "retryable": stack.push(isRetryable)
        default:
            if pushFurtherField(name, on: stack) { return true }
            guard Self.fieldNames.contains(name) else { return false }
            stack.pushNil()
        }
        return true
    }
}
