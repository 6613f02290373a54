public import LineEditor
internal import LuaSyntax
internal import Scripting

/// A conversation with what comes out of a pipe: no prompt, and the first failure ends it.
public final class PipedConversation {
    private let conversation: Conversation
    private let name: String
    private let isPrompted: Bool
    private var reader = SourceReader()

    /// Prepares a conversation.
    ///
    /// - Parameters:
    ///   - name: what messages call the input.
    ///   - isPrompted: whether somebody types, who is shown a plain prompt and may go on after a
    ///     failure.
    public init(_ conversation: Conversation, name: String, isPrompted: Bool = false) {
        self.conversation = conversation
        self.name = name
        self.isPrompted = isPrompted
        conversation.isTerse = !isPrompted
    }

    /// Reads statements and evaluates them, to the end of the input or the first failure.
    public func run(input: Int32 = 0) throws(LineEditorError) -> Conversation.Reply {
        var hooks = EditorHooks()
        hooks.isComplete = { [self] in Conversation.takes($0, reading: &reader) }
        var prompt = PlainPrompt(
            input: input, hooks: hooks, text: isPrompted ? "> " : "",
            continuationText: isPrompted ? ".. " : "")
        var line = 1
        while let text = try prompt.read() {
            let reply = enter(text, named: name, line: line)
            switch reply {
            case .done: break
            case .failed, .edit: if !isPrompted { return reply }
            case .leave: return reply
            }
            line += text.utf8.count { $0 == 10 } + 1
        }
        return .done
    }

    /// Evaluates one piece of the input, which begins in line `line` of it. Nothing can be edited.
    public func enter(_ text: String, named name: String, line: Int = 1) -> Conversation.Reply {
        if CommandLine(text) != nil || Conversation.question(in: text) != nil {
            return reply(conversation.enter(text))
        }
        let reply = conversation.enter(text, named: name, line: line)
        _ = conversation.runner.settle(atMost: .seconds(1))
        if let code = conversation.runner.exitCode { return .leave(code) }
        return self.reply(reply)
    }

    private func reply(_ reply: Conversation.Reply) -> Conversation.Reply {
        guard case .edit = reply else { return reply }
        return conversation.fail(CommandError("only a prompt in a terminal can edit"))
    }
}
