internal import Lua
internal import Scripting

/// The text that tells a person why a script ended: the script's file and line first, then the
/// line itself, then how the script got there.
struct FailureText {
    let script: Script
    let style: Style

    /// The text for an error that nothing caught.
    func text(for error: LuaError) -> String {
        var text = style.red(headline(error)) + "\n"
        if let location = error.location { text += source(at: location) }
        if let traceback = error.traceback, error.kind != .syntax {
            text += style.dim(traceback) + "\n"
        }
        return text
    }

    /// The text for a run that can never go on.
    func text(for report: DeadlockReport) -> String {
        let first = report.waiters.lazy.compactMap(\.since).first
        var text =
            style.red(
                (first.map { "\($0): " } ?? "")
                    + "deadlock: every task waits, and nothing is left that could happen") + "\n"
        if let first { text += source(at: first) }
        for waiter in report.waiters {
            let since = waiter.since.map { " since \($0)" } ?? ""
            text += "  \(waiter.task) waits for \(waiter.what)\(since)\n"
        }
        return text
    }

    private func headline(_ error: LuaError) -> String {
        guard let location = error.location, !error.message.hasPrefix(location.description) else {
            return error.message
        }
        return "\(location): \(error.message)"
    }

    /// The line of the script with a neighbour on each side.
    private func source(at location: LuaLocation) -> String {
        guard location.chunk == script.name else { return "" }
        // As bytes: for a String, a carriage return and a line feed are one character.
        let lines = script.text.split(separator: 10, omittingEmptySubsequences: false).map {
            String(decoding: $0.last == 13 ? $0.dropLast() : $0, as: UTF8.self)
        }
        guard lines.indices.contains(location.line - 1) else { return "" }
        let shown = max(1, location.line - 1)...min(lines.count, location.line + 1)
        let width = String(shown.upperBound).count
        return shown.map { number in
            let label = String(repeating: " ", count: width - String(number).count) + "\(number)"
            let line = "\(label) | \(lines[number - 1])"
            return number == location.line ? style.bold("> " + line) : "  " + line
        }.joined(separator: "\n") + "\n"
    }
}
