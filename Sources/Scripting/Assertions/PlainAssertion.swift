internal import Lua

/// Tells what comes of `assert(value, message)`.
enum PlainAssertion {
    /// Tells that the value of a call is true.
    static func hold(_ call: borrowing LuaCall) {
        tell(call, text(call), holds: true)
    }

    /// Tells that the value of a call is not true.
    static func fail(_ call: borrowing LuaCall) {
        var message = "assertion failed!"
        if call.argumentCount > 2 {
            let value = call.value(3)
            message = Differences.shown(value, on: call.stack)
            if case .string(let words) = value { message = words.repairedText }
        }
        tell(call, text(call) + "\n" + message, holds: false)
    }

    private static func tell(_ call: borrowing LuaCall, _ text: String, holds: Bool) {
        let host = call.host
        host.judge(text, holds: holds, isTrial: Trials.isTrial(in: host), in: call)
    }

    /// The call: its first argument is the table of assertions.
    private static func text(_ call: borrowing LuaCall) -> String {
        let stack = call.stack
        var shown: [String] = []
        for position in 2...max(2, call.argumentCount) {
            shown.append(Differences.shown(call.value(position), on: stack))
        }
        return "assert(\(shown.joined(separator: ", ")))"
    }
}
