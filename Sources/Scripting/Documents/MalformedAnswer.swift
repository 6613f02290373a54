internal import Lua
internal import Sessions

/// An answer that is no session, or not what else was asked for, as scripts see it.
struct MalformedAnswer: CatchableError {
    /// What is wrong with the document.
    let problem: DocumentError
    /// What was asked for.
    let wanted: String
    let kind = "malformed"

    init(problem: DocumentError, of wanted: String = "session") {
        self.problem = problem
        self.wanted = wanted
    }

    var description: String { "the service sent no \(wanted): \(problem)" }

    var message: String { problem.description }

    func pushFurtherField(_ name: String, on stack: LuaStack) -> Bool {
        guard name == "rule" else { return false }
        stack.push(problem.rule)
        return true
    }
}
