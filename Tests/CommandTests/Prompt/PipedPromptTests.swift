import Foundation
import Testing

@Suite struct `Input from a pipe` {
    /// Runs `muster` with this on its standard input.
    private func entered(
        _ input: String, _ arguments: [String] = [], files: [String: String] = [:]
    ) async throws -> Ending {
        let home = try Home(files)
        defer { home.remove() }
        try home.write(input, to: "input")
        var run = Invocation(arguments)
        run.folder = home.path
        run.input = .file(home.path + "/input")
        return try await run.run()
    }

    @Test func `is run without a prompt: values are shown, variables live on`() async throws {
        let ending = try await entered(
            """
            #!/usr/bin/env muster
            local lobby = { seats = 4 }
            for seat = 1, 2 do
              print(seat)
            end
            lobby.seats, lobby
            = _ + 1
            .users
            """)
        #expect(ending.outputText == "1\n2\n4\n{ seats = 4 }\n5\nno users yet\n")
        #expect(ending.errorText == "")
        #expect(ending.status == .exit(0))
    }

    @Test func `stops at the first error, which names the line`() async throws {
        let ending = try await entered("print 'one'\n\nerror 'no'\nprint 'never'\n")
        #expect(ending.status == .exit(2))
        #expect(ending.outputText == "one\n")
        #expect(
            ending.errorText == """
                (standard input):3: no
                  2 | 
                > 3 | error 'no'

                """)
    }

    @Test func `stops at what is no Lua`() async throws {
        let ending = try await entered("print 'one'\nif true then\n  a = = 2\nend\nprint 'never'\n")
        #expect(ending.status == .exit(65))
        #expect(ending.outputText == "one\n")
        #expect(
            ending.errorText == """
                (standard input):3: unexpected symbol near '='
                  2 | if true then
                > 3 |   a = = 2
                    |       ^

                """)
    }

    @Test func `stops at an unknown command`() async throws {
        let ending = try await entered(".userz\nprint 'never'\n")
        #expect(ending.status == .exit(65))
        #expect(ending.outputText == "")
        #expect(ending.errorText == "there is no command '.userz'; did you mean '.users'?\n")
    }

    @Test func `may end in the middle of a statement`() async throws {
        let ending = try await entered("print 'one'\nprint(2")
        #expect(ending.status == .exit(65))
        #expect(ending.outputText == "one\n")
    }

    @Test(arguments: [
        ("os.exit(3)", 3), ("os.exit()", 0), ("os.exit(true)", 0), (".quit", 0),
        ("prompt.quit()", 0),
    ])
    func `ends where it says so`(line: String, code: Int32) async throws {
        let ending = try await entered("print 'one'\n\(line)\nprint 'never'\n")
        #expect(ending.status == .exit(code))
        #expect(ending.outputText == "one\n")
    }

    @Test(arguments: ["while true do end", "muster.clock:advance(1) repeat until false"])
    func `is stopped by its timeout`(line: String) async throws {
        let ending = try await entered(
            "print 'one'\n\(line)\nprint 'never'\n", ["--timeout", "1s"])
        #expect(ending.status == .exit(124))
        #expect(ending.outputText == "one\n")
        #expect(ending.errorText.hasSuffix("ran longer than --timeout 1s\n"))
    }

    @Test func `may follow a script, whose variables are there`() async throws {
        let files = ["lobby.lua": "local seats = 4\nname = arg[1]\n"]
        let ending = try await entered(
            "seats, name\n", ["repl", "lobby.lua", "quick"], files: files)
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == "4\n\"quick\"\n")
        #expect(ending.errorText == "")
    }

    @Test func `is not read when the script is not there, or is no Lua`() async throws {
        let missing = try await entered("print 'never'", ["repl", "missing.lua"])
        #expect(missing.status == .exit(64))
        #expect(missing.outputText == "")
        #expect(
            missing.errorText == "muster: could not read missing.lua: No such file or directory\n")
        let files = ["wrong.lua": "a = = 1\n"]
        let wrong = try await entered("print 'never'", ["repl", "wrong.lua"], files: files)
        #expect(wrong.status == .exit(65))
        #expect(wrong.outputText == "")
        #expect(wrong.errorText.hasPrefix("wrong.lua:1: unexpected symbol near '='\n"))
    }

    @Test func `may not be there at all`() async throws {
        var run = Invocation([])
        run.input = .closed
        let ending = try await run.run()
        #expect(ending.status == .exit(64))
        #expect(ending.outputText == "")
        #expect(ending.errorText.hasPrefix("muster: could not read standard input: "))
    }

    @Test func `may be nothing`() async throws {
        let ending = try await entered("")
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == "" && ending.errorText == "")
    }

    @Test func `gives a record of JSON for each statement`() async throws {
        let ending = try await entered(
            """
            user = service:user { gamertag = "stacy" }
            ref = service:reference "quick"
            session = user:write(ref, muster.request():join { active = true })
            session.members[1].gamertag, #session.members
            print "one" print "two"
            .users
            error "no"
            never
            """, ["--json"])
        let records = try ending.outputText.split(separator: "\n").map { line in
            try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(ending.status == .exit(2))
        #expect(records.count == 7)
        for record in records {
            #expect(
                record.keys.sorted() == [
                    "changes", "error", "number", "printed", "text", "values", "version",
                ])
        }
        let lines = ending.outputText.split(separator: "\n").map(String.init)
        #expect(
            lines[3...] == [
                #"{"version":1,"number":4,"text":"session.members[1].gamertag, #session.members","printed":[],"values":[{"type":"string","text":"stacy","json":"stacy"},{"type":"number","text":"1","json":1}],"changes":[],"error":null}"#,
                #"{"version":1,"number":5,"text":"print \"one\" print \"two\"","printed":["one","two"],"values":[],"changes":[],"error":null}"#,
                #"{"version":1,"number":5,"text":".users","printed":["gamertag  xuid              sessions","stacy     2814660000100001  quick/c9609708-a715-440f-a990-9295fa43c702 #0 active"],"values":[],"changes":[],"error":null}"#,
                #"{"version":1,"number":6,"text":"error \"no\"","printed":[],"values":[],"changes":[],"error":{"kind":"error","message":"(standard input):7: no","where":"(standard input):7"}}"#,
            ])
        let changes = try #require(records[2]["changes"] as? [[String: Any]])
        #expect(changes.count == 1)
        #expect(changes.first?["by"] as? String == "stacy")
        #expect(changes.first?["changeNumber"] as? Int == 1)
    }
}

@Suite struct `Code of the command line` {
    @Test func `is evaluated piece by piece, and shows its values`() async throws {
        let ending = try await Invocation(["-e", "seats = 4", "-e", "seats + 1", "-e", "{ seats }"])
            .run()
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == "5\n{ 4 }\n")
        #expect(ending.errorText == "")
    }

    @Test func `stops at the first error, which shows its piece`() async throws {
        let ending = try await Invocation(["-e", "seats = 4", "-e", "error 'no'", "-e", "never()"])
            .run()
        #expect(ending.status == .exit(2))
        #expect(ending.outputText == "")
        #expect(
            ending.errorText == """
                (command line):2: no
                  1 | seats = 4
                > 2 | error 'no'

                """)
    }

    @Test func `does not go with a file`() async throws {
        let ending = try await Invocation(["repl", "-e", "1", "file.lua"]).run()
        #expect(ending.status == .exit(64))
        #expect(ending.errorText.hasPrefix("Error: Give a file or -e <code>, not both.\n"))
    }
}
