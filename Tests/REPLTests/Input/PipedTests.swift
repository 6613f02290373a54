import Directory
import Foundation
import REPL
import Scripting
import Testing

@Suite struct `A conversation with a pipe` {
    /// What is shown for an input, and how it ended.
    private func shown(_ input: String, isPrompted: Bool = false) throws -> String {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try pipe.fileHandleForWriting.close()
        let relay = EventRelay()
        let runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn),
            onEvent: relay.pass)
        let interpreter = Interpreter(runner)
        try interpreter.begin()
        var text = ""
        let conversation = Conversation(
            interpreter, style: InspectionStyle(), show: { text += $0 },
            showFailure: { text += "! " + $0 })
        relay.handler = { [unowned conversation] in conversation.note($0) }
        try conversation.offerCommands()
        let piped = PipedConversation(conversation, name: "input", isPrompted: isPrompted)
        let reply = try piped.run(input: pipe.fileHandleForReading.fileDescriptor)
        return text + "\(reply)"
    }

    private static let failed = "failed(REPL.Conversation.Failure."

    @Test(arguments: [
        ("1 + 1\n'x'\n", "2\n\"x\"\ndone"), ("", "done"), ("\n\n", "done"), ("1", "1\ndone"),
        ("local n = 2\n\nn + 1\n", "3\ndone"),
        ("for i = 1, 2 do\n  print(i)\nend\n", "1\n2\ndone"),
        (
            ".users\n.clock 5s\nmuster.clock.elapsed\n",
            "no users yet\n2030-01-01T00:00:05.0000000Z  virtual, 5s since the start\n5.0\ndone"
        ),
        ("-- one\n.quit\nprint 'never'\n", "leave(nil)"),
        ("os.exit(3)\nprint 'never'\n", "leave(Optional(3))"),
        ("muster.spawn(function() os.exit(4) end)\nprint 'never'\n", "leave(Optional(4))"),
    ])
    func `gives values and runs commands`(input: String, expected: String) throws {
        let text = try shown(input)
        #expect(text.hasSuffix(expected), "\(text)")
    }

    @Test func `ends at the first failure and names its line`() throws {
        #expect(
            try shown("x = 1\n\nif x then\n  error 'late'\nend\nprint 'never'\n")
                == "! input:4: late\n  3 | if x then\n> 4 |   error 'late'\n  5 | end\n"
                + Self.failed + "raised)")
        #expect(
            try shown("1\n.nope\n2\n") == "1\n! there is no command '.nope'; .help lists all\n"
                + Self.failed + "unreadable)")
        #expect(
            try shown("1\n.edit\n2\n") == "1\n! only a prompt in a terminal can edit\n"
                + Self.failed + "unreadable)")
    }

    @Test func `that ends within a statement says so`() throws {
        let text = try shown("x = 1\nif x then\n  print(x)\n")
        #expect(text.hasPrefix("! input:"), "\(text)")
        #expect(text.contains("'end' expected"), "\(text)")
        #expect(text.hasSuffix(Self.failed + "unreadable)"))
    }

    @Test func `answers questions`() throws {
        let text = try shown("muster.sleep?\n")
        #expect(text.hasPrefix("muster.sleep"), "\(text)")
    }

    @Test func `goes on after a failure where somebody types`() throws {
        let text = try shown("error 'no'\n.edit\n7\n", isPrompted: true)
        #expect(text.contains("only a prompt in a terminal can edit\n"))
        #expect(text.hasSuffix("7\ndone"), "\(text)")
    }

    @Test func `shows the line of the code that failed, not of code before it`() throws {
        let spoken = try Spoken()
        let piped = PipedConversation(spoken.conversation, name: "input")
        let shown = spoken.shown {
            _ = piped.enter("first = 1", named: "(command line)")
            _ = piped.enter("error 'second'", named: "(command line)")
        }
        #expect(shown == "(command line):1: second\n> 1 | error 'second'\n")
    }
}
