import TerminalSupport
import Testing

/// `Docs/Walkthrough.md`: a new user's first hour, recorded.
@Suite struct `The walkthrough` {
    @Test func `shows what the terminal shows`() async throws {
        try await TerminalRecording.check("Docs/Walkthrough.md") { recording in
            try Self.beginAndComplete(&recording)
            try Self.reserveAndJoin(&recording)
            try Self.chooseHost(&recording)
            try Self.stepBack(&recording)
            try Self.saveAndRun(&recording)
        }
    }

    private static func beginAndComplete(_ recording: inout TerminalRecording) throws {
        try recording.open("muster")
        try recording.enter("stacy = service:user { gamertag = \"stacy\" }")
        try recording.enter("omar = service:user { gamertag = \"omar\" }")
        try recording.enter("party = service:reference \"quick\"")
        recording.endBlock()
        try recording.program.show("stacy:")
        try recording.program.type("{tab}{tab}")
        try recording.program.waitFor("a candidate") { screen in
            screen.lineBeforeCursor == "4> stacy:write" && screen.text.contains("Creates")
        }
        recording.endBlock()
        try recording.program.type("{C-g}{C-u}")
        try recording.program.waitForPrompt(recording.number)
        try recording.enter("request:reserve?")
        recording.endBlock()
    }

    private static func reserveAndJoin(_ recording: inout TerminalRecording) throws {
        try recording.enter(
            "lobby = stacy:write(party, muster.request():visibility \"open\":reserve(omar)"
                + ":join { active = true })")
        recording.endBlock()
        try recording.enter(".clock advance 31s")
        try recording.enter("stacy:get(party)")
        recording.endBlock()
        try recording.enter("lobby = omar:write(party, muster.request():join { active = true })")
        try recording.enter(".users")
        recording.endBlock()
    }

    private static func chooseHost(_ recording: inout TerminalRecording) throws {
        try recording.paste(
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
        try recording.enter("game = service:reference \"p2h\"")
        recording.endBlock()
        try recording.enter(
            "session = stacy:write(game, seat(stacy):reserve(omar, nil, { initialize = true })"
                + ":reserve(dana, nil, { initialize = true }))")
        try recording.enter(
            "for _, player in ipairs { omar, dana } do session = player:write(game, seat(player)) end"
        )
        recording.endBlock()
        try recording.enter("stacy:measure(session)")
        try recording.paste(
            """
            for _, player in ipairs(players) do
              local found = player:measure(session)
              session = player:write(game, muster.request():join { measurements = found })
            end
            """)
        recording.endBlock()
        try recording.enter("candidates = session.host_candidates")
        try recording.enter("candidates")
        try recording.enter("session:member(omar).deviceToken")
        try recording.enter("session = stacy:write(game, muster.request():host(candidates[1]))")
        recording.endBlock()
    }

    private static func stepBack(_ recording: inout TerminalRecording) throws {
        try recording.enter(".timeline 16")
        recording.endBlock()
        try recording.enter(".undo")
        try recording.enter("session = stacy:write(game, muster.request():host(candidates[2]))")
        recording.endBlock()
    }

    private static func saveAndRun(_ recording: inout TerminalRecording) throws {
        try recording.enter(".save --test lobby-test.lua")
        try recording.leave()
        recording.endBlock()
        try recording.run("tail -n 4 lobby-test.lua")
        try recording.run("muster test lobby-test.lua > report.txt && echo passed")
        recording.endBlock()
    }
}
