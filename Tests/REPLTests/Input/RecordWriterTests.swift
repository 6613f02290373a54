import Directory
import LineEditor
import REPL
import Scripting
import Testing

@Suite struct `A record for machines` {
    /// Enters lines up to the first failure; the records, as lines.
    private func records(_ lines: [String]) throws -> [String] {
        let relay = EventRelay()
        let runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn),
            onEvent: relay.pass)
        let interpreter = Interpreter(runner)
        try interpreter.begin()
        var shown: [String] = []
        let conversation = Conversation(
            interpreter, style: InspectionStyle(width: 80, isColored: false)
        ) {
            shown.append("shown: " + $0)
        } showFailure: { _ in
        }
        conversation.recorder = RecordWriter { shown.append($0) }
        relay.handler = conversation.note
        let piped = PipedConversation(conversation, name: "input")
        for (index, line) in lines.enumerated() {
            guard case .done = piped.enter(line, named: "input", line: index + 1) else { break }
        }
        return shown
    }

    @Test func `has the same text for a value in each run`() throws {
        let found = try records(["{ 1, name = { 2 } }", "print", "'text', 1.5, nil"])
        #expect(
            found == [
                #"{"version":1,"number":1,"text":"{ 1, name = { 2 } }","printed":[],"values":[{"type":"table","text":"{ 1, name = { 2 } }"}],"changes":[],"error":null}"#,
                #"{"version":1,"number":2,"text":"print","printed":[],"values":[{"type":"function","text":"function (built in)"}],"changes":[],"error":null}"#,
                #"{"version":1,"number":3,"text":"'text', 1.5, nil","printed":[],"values":[{"type":"string","text":"text","json":"text"},{"type":"number","text":"1.5","json":1.5},{"type":"nil","text":"nil"}],"changes":[],"error":null}"#,
            ])
    }

    @Test func `has what a command shows, and why one failed`() throws {
        let found = try records(["print 'one'", ".users", ".cancel all", ".cancle all", "1"])
        #expect(
            found == [
                #"{"version":1,"number":1,"text":"print 'one'","printed":["one"],"values":[],"changes":[],"error":null}"#,
                #"{"version":1,"number":1,"text":".users","printed":["no users yet"],"values":[],"changes":[],"error":null}"#,
                #"{"version":1,"number":1,"text":".cancle all","printed":[],"values":[],"changes":[],"error":{"kind":"command","message":"there is no command '.cancle'; did you mean '.cancel'?","where":null}}"#,
            ])
    }
}
