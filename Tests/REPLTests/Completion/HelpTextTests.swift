import Lua
import Scripting
import Testing

@testable import REPL

@Suite struct `Help` {
    private let engine = CompletionEngine()

    @Test(
        arguments: [
            ("lobby:write", ["session:write"]), ("lobby.write", ["session:write"]),
            ("lobby", ["session"]),
            ("stacy.xuid", ["user.xuid"]),
            ("write", ["user:write", "session:write", "handle:write"]),
            ("muster.sleep", ["muster.sleep"]), ("sleep", ["muster.sleep"]),
            ("user:write", ["user:write"]),
            ("lobby.members[1].status", ["member.status"]), ("lobby.me", ["session.me"]),
            ("stacy:get(ref):leave", ["session:leave"]), ("stacy:get(ref)", ["session"]),
            ("print", ["print"]), ("os.time", ["os.time"]), ("session", ["session"]), ("score", []),
            ("nix", []), ("lobby:", []), ("", []), ("1 +", []), ("end", []),
        ] as [(String, [String])])
    func `finds what an expression stands for`(expression: String, titles: [String]) {
        let found = engine.matches(for: expression, scope: FakeScope()).map { match in
            switch match {
            case .group(let group): group.title
            case .entry(let entry): entry.title
            }
        }
        #expect(found == titles)
    }

    @Test func `shows all that is said of it`() {
        let help = HelpText(engine: engine, width: 60, hasColors: false)
        #expect(
            help.page(for: "lobby.me", scope: FakeScope()) == """
                session.me  member?
                    The reader's own entry.

                """)
    }

    @Test func `knows the functions of Lua's library`() {
        let help = HelpText(engine: engine, width: 60, hasColors: false)
        #expect(
            help.page(for: "string.rep", scope: FakeScope()) == """
                string.rep(s, n, sep?): string
                    Repeats the string.

                """)
        #expect(StandardLibrary.function("math.max")?.types == [.number])
    }

    @Test func `has colours for those who see them`() {
        let help = HelpText(engine: engine, width: 60, hasColors: true)
        #expect(
            help.page(for: "lobby.me", scope: FakeScope()) == """
                \u{1B}[36msession.me\u{1B}[0m  \u{1B}[32mmember?\u{1B}[0m
                    The reader's own entry.

                """)
    }

    @Test(arguments: [
        (
            "session:wirte",
            "there is no 'session:wirte' in the reference; did you mean 'session:write'?"
        ),
        ("qqqq", "there is no 'qqqq' in the reference; .doc lists all names"),
    ])
    func `says what may have been meant`(expression: String, remark: String) {
        let help = HelpText(engine: engine, width: 60, hasColors: false)
        #expect(help.page(for: expression, scope: FakeScope()) == nil)
        #expect(help.remark(onMissing: expression) == remark)
    }
}
