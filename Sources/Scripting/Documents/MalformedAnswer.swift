internal import Lua
internal import Sessions

/// An answer that is no session, or not what else was asked for, as scripts see it. It has the
/// fields of ``ServiceError``.
struct MalformedAnswer: LuaReadableError {
    /// What is wrong with the document.
    let problem: DocumentError
    /// What was asked for.
    let wanted: String

    init(problem: DocumentError, of wanted: String = "session") {
        self.problem = problem
        self.wanted = wanted
    }

    var description: String { "the service sent no \(wanted): \(problem)" }

    static var fieldNames: [String] { ServiceError.fieldNames }

    func pushField(_ name: String, on stack: LuaStack) -> Bool {
        switch name {
        case "kind": stack.push("malformed" as StaticString)
        case "message": stack.push(problem.description)
        case "rule": stack.push(problem.rule)
        case "retryable": stack.push(false)
        case let name where Self.fieldNames.contains(name): stack.pushNil()
        default: return false
        }
        return true
    }
}
