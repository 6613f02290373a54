internal import JSON
internal import Lua
internal import Scripting

/// An error as a readable document: its story in one line, then the status, the rule, and what to do.
struct ErrorText {
    let style: InspectionStyle
    let limits: InspectionLimits

    func text(of thrown: ThrownError, on stack: LuaStack) -> String {
        var block = ReportBlock(style)
        block.append(wrapped(String(describing: thrown.error)))
        if let readable = thrown.error as? any LuaReadableError, stack.reserve(20) {
            append(readable, stack, to: &block)
        }
        block.append("where", TextLine(thrown.location?.description ?? ""))
        return block.text
    }

    private func append(
        _ error: any LuaReadableError, _ stack: LuaStack, to block: inout ReportBlock
    ) {
        let kind = field("kind", of: error, stack) { $0.string(at: $1) }
        let status = field("status", of: error, stack) { $0.integer(at: $1) }
        var line = TextLine(kind ?? "")
        if let status { line.append(" (\(status))") }
        block.append("kind", line)
        let rule = field("rule", of: error, stack) { $0.string(at: $1) }
        block.append("rule", TextLine(rule ?? "", .cyan))
        let pause = field("retry_after", of: error, stack) { $0.integer(at: $1) }
        let advice = kind.flatMap { Self.advice[$0] }
        block.append(
            "what to do",
            TextLine(pause.map { "try again after \($0) s" } ?? advice ?? "", .green))
        let conflicts = field("conflicts", of: error, stack) { stack, index in
            (0..<stack.rawLength(at: index)).compactMap { place in
                stack.pushElement(place + 1, of: index)
                defer { stack.pop() }
                return stack.anyObject(at: -1) as? WriteConflict
            }
        }
        for conflict in conflicts ?? [] {
            block.append("conflict", Self.line(of: conflict))
        }
        let session = field("session", of: error, stack) {
            $0.anyObject(at: $1) as? SessionObject
        }
        if let session { block.append("session", SessionText.heading(of: session)) }
    }

    /// One conflict: the place, then what each side says of it.
    static func line(of conflict: WriteConflict) -> TextLine {
        var line = TextLine(ChangeLine.path(conflict.path), conflict.isContested ? .red : nil)
        line.append("  base \(conflict.base?.text ?? "nothing")", .dim)
        if let mine = conflict.mine { line.append("  mine \(mine.text)") }
        line.append("  theirs \(conflict.theirs?.text ?? "nothing")")
        return line
    }

    /// What a field of an error is; the stack is left as it was.
    private func field<Value>(
        _ name: String, of error: any LuaReadableError, _ stack: LuaStack,
        _ read: (LuaStack, Int) -> Value?
    ) -> Value? {
        guard error.pushField(name, on: stack) else { return nil }
        defer { stack.pop() }
        return read(stack, stack.absolute(-1))
    }

    /// The story in lines of the width, broken between words.
    private func wrapped(_ text: String) -> [TextLine] {
        var lines: [TextLine] = []
        var line = ""
        for word in PrintableText.shown(text).split(separator: " ") {
            let room = style.width - (lines.isEmpty ? 0 : 2)
            if !line.isEmpty, style.columns(of: line) + 1 + style.columns(of: String(word)) > room {
                lines.append(TextLine((lines.isEmpty ? "" : "  ") + line, .red))
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
            // What is left of endless text is seen with muster.inspect.
            if lines.count == 20 { break }
        }
        return lines + [TextLine((lines.isEmpty ? "" : "  ") + line, .red)]
    }

    /// What to do about each kind of error.
    private static let advice = [
        "bad_request": "correct the request: the message names what is wrong with it",
        "unauthorized": "give the user a valid token",
        "forbidden": "let somebody act who may, or have a seat reserved",
        "not_found": "look at the names: service:templates() lists the templates",
        "conflict": "leave out what is fixed at creation, or make another session",
        "out_of_sync": "read it again and retry: session:update(...) does both",
        "too_many_requests": "wait, and ask less often",
        "unavailable": "wait, then send the same again",
        "timeout": "try again, or allow more time",
        "unreachable": "see that the service runs, and its address is right",
        "gone": "make a new session: this one has ended",
    ]
}
