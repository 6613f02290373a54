import Foundation
import TerminalSupport
import Testing

/// `Docs/Walkthrough.md` shows what a terminal showed: its `console` blocks are recorded here.
@Suite struct `The walkthrough` {
    private static let page = "Docs/Walkthrough.md"

    /// With UPDATE_EXPECTED=1 the page is rewritten.
    @Test func `shows what the terminal shows`() async throws {
        let blocks = try await TerminalThread.run { try Walkthrough.record() }
        var page = try RecordedPage(Self.page)
        #expect(page.blocks.count == blocks.count)
        guard page.blocks != blocks else { return }
        if Repository.updatesExpected, page.blocks.count == blocks.count {
            page.blocks = blocks
            return try page.write()
        }
        for (shown, recorded) in zip(page.blocks, blocks) where shown != recorded {
            let expected = ExpectedText(bytes: Array(shown.utf8))
            Issue.record(Comment(rawValue: expected.difference(from: Array(recorded.utf8))))
        }
    }
}

/// A new user's first hour, typed into a shell and the prompt.
private struct Walkthrough {
    private let program: TerminalProgram
    private var blocks: [String] = []
    private var start = 0
    /// The number of the next statement.
    private var number = 1

    static func record() throws -> [String] {
        let home = try Home()
        defer { home.remove() }
        let binary = try Repository.binary()
        try FileManager.default.createSymbolicLink(
            atPath: home.path + "/muster", withDestinationPath: binary)
        var run = PromptRun()
        run.environment = ["PATH": home.path + ":/usr/bin:/bin", "PS1": "$ ", "NO_COLOR": "1"]
        (run.width, run.height) = (100, 40)
        var walkthrough = Walkthrough(program: try run.start("/bin/sh", in: home))
        try walkthrough.walk()
        return walkthrough.blocks
    }

    private init(program: TerminalProgram) { self.program = program }

    private mutating func walk() throws {
        try program.waitForPrompt("$ ")
        try beginAndComplete()
        try reserveAndJoin()
        try chooseHost()
        try stepBack()
        try saveAndRun()
    }

    private mutating func beginAndComplete() throws {
        try program.show("muster")
        try program.type("{enter}")
        try program.waitForPrompt(1)
        try enter("stacy = service:user { gamertag = \"stacy\" }")
        try enter("omar = service:user { gamertag = \"omar\" }")
        try enter("party = service:reference \"quick\"")
        endBlock()
        try program.show("stacy:")
        try program.type("{tab}{tab}")
        try program.waitFor("a candidate") { screen in
            screen.lineBeforeCursor == "4> stacy:write" && screen.text.contains("Creates")
        }
        endBlock()
        try program.type("{C-g}{C-u}")
        try program.waitForPrompt(number)
        try enter("request:reserve?", counts: false)
        endBlock()
    }

    private mutating func reserveAndJoin() throws {
        try enter(
            "lobby = stacy:write(party, muster.request():visibility \"open\":reserve(omar)"
                + ":join { active = true })")
        endBlock()
        try enter(".clock advance 31s", counts: false)
        try enter("stacy:get(party)")
        endBlock()
        try enter("lobby = omar:write(party, muster.request():join { active = true })")
        try enter(".users", counts: false)
        endBlock()
    }

    private mutating func chooseHost() throws {
        try paste(
            """
            dana = service:user { gamertag = "dana" }
            players = { stacy, omar, dana }
            for i, latency in ipairs { "25ms", "8ms", "60ms" } do
              service.network:line(players[i], { latency = latency })
            end
            function seat(player)
              local address = service.network:address(player)
              return muster.request():join {
                active = true, initialize = true, secureDeviceAddress = address,
              }
            end
            """)
        try enter("game = service:reference \"p2h\"")
        endBlock()
        try enter(
            "session = stacy:write(game, seat(stacy):reserve(omar, nil, { initialize = true })"
                + ":reserve(dana, nil, { initialize = true }))")
        try enter(
            "for _, player in ipairs { omar, dana } do session = player:write(game, seat(player)) end"
        )
        endBlock()
        try enter("stacy:measure(session)")
        try paste(
            """
            for _, player in ipairs(players) do
              local found = player:measure(session)
              session = player:write(game, muster.request():join { measurements = found })
            end
            """)
        endBlock()
        try enter("candidates = session.host_candidates")
        try enter("candidates")
        try enter("session:member(omar).deviceToken")
        try enter("session = stacy:write(game, muster.request():host(candidates[1]))")
        endBlock()
    }

    private mutating func stepBack() throws {
        try enter(".timeline 16", counts: false)
        endBlock()
        try enter(".undo", counts: false)
        try enter("session = stacy:write(game, muster.request():host(candidates[2]))")
        endBlock()
    }

    private mutating func saveAndRun() throws {
        try enter(".save --test lobby-test.lua", counts: false)
        try program.type("{C-d}")
        try program.waitForPrompt("$ ")
        endBlock()
        for command in ["tail -n 4 lobby-test.lua", "muster run lobby-test.lua && echo passed"] {
            try program.show(command)
            try program.type("{enter}")
            try program.waitForPrompt("$ ")
        }
        endBlock()
    }

    private mutating func paste(_ text: String) throws {
        let last = text.split(separator: "\n").last.map(String.init) ?? ""
        try program.send(TypedKeys.paste(text))
        try program.waitFor("the paste") { $0.lineBeforeCursor.hasSuffix(last) }
        try program.type("{enter}")
        try next()
    }

    /// Enters a line, and waits for the prompt after it.
    private mutating func enter(_ text: String, counts: Bool = true) throws {
        try program.show(text)
        try program.type("{enter}")
        try next(counts: counts)
    }

    private mutating func next(counts: Bool = true) throws {
        number += counts ? 1 : 0
        try program.waitForPrompt(number)
    }

    /// What was shown since the last block.
    private mutating func endBlock() {
        blocks.append(program.block(fromRow: start))
        start = program.currentRow
    }
}
