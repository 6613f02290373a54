import Directory
import LineEditor
import LuaSyntax
import Scripting
import Testing

@testable import REPL

@Suite struct `Completion at a prompt` {
    private let interpreter: Interpreter
    private let state: LiveState

    init() throws {
        let runner = try InteractiveRunner(
            ScriptOptions(time: .virtual, seed: 1), connection: .local(.builtIn)
        ) { _ in }
        interpreter = Interpreter(runner)
        state = LiveState(interpreter)
        let lines = [
            "local muster = require 'muster'", "service = muster.service()",
            "local stacy = service:user { xuid = '5500461', gamertag = 'stacy' }",
            "ref = service:reference('quick', 'den')",
            "lobby = stacy:create(ref, muster.request():set('map', 'dust'):join { active = true })",
            "score = setmetatable({ best = 1 }, { __index = function() error 'code ran' end })",
            "function double(number, times) return number end",
        ]
        for line in lines { _ = interpreter.evaluate(line, name: "line") }
        state.refresh()
    }

    @Test(arguments: [
        ("lobby.me|", "membersInfo members me"), ("lobby:le|", "leave"), ("stacy:le|", "leave"),
        ("lobby.members[1].ga|", "gamertag"), ("lobby.properties.custom.|", "map"),
        ("lobby.membersInfo.ac|", "accepted active"),
        ("lobby.members[1].status == 'r|", "reserved ready"),
        ("muster.js|", "json"), ("muster.json.|", "decode encode array"), ("score.|", "best"),
        ("score.worst.|", "nothing"), ("string.re|", "rep reverse"),
        ("lobby.etag:re|", "rep reverse"),
        ("stacy:follow '|", "5500461"), ("service:reference('quick', '|", "den"),
        ("muster.request():set('|", "map"), ("service:reference 'qu|", "quick"), ("lob|", "lobby"),
        ("for _, m in ipairs(lobby.members) do m.ga|", "gamertag"), ("doub|", "double"),
        ("lobby:wait(function(s) s.me|", "membersInfo members me"), ("require 'mu|", "muster"),
    ])
    func `knows what is there`(text: String, labels: String) {
        let typed = Typed(text)
        let found = CompletionEngine().completions(
            in: SourceReader(typed.text), cursor: typed.cursor, scope: state)
        #expect(
            found?.candidates.map(\.label).joined(separator: " ") ?? "nothing" == labels)
    }

    @Test(arguments: [
        ("double(1, |", "double(number, «times»)"),
        ("lobby:refresh(|", "session:refresh(): session?  Reads the session again."),
        ("os.getenv(|", "os.getenv(«varname»): string?  Gives an environment variable."),
        ("muster.sleep(|", "muster.sleep(«duration: duration»)  How long."),
    ])
    func `hints at parameters`(text: String, hint: String) {
        let typed = Typed(text)
        let found = CompletionEngine().hint(
            in: SourceReader(typed.text), cursor: typed.cursor, scope: state)
        #expect(found ?? "nothing" == hint)
    }
}
