import TerminalSupport
import Testing

/// `Docs/Prompt.md`: what its blocks show is recorded.
@Suite struct `The page of the prompt` {
    private static let files = [
        "look.lua": """
        local muster = require "muster"
        local seats = 3
        muster.breakpoint()
        print(seats)

        """
    ]

    @Test func `shows what the terminal shows`() async throws {
        try await TerminalRecording.check("Docs/Prompt.md", files: Self.files) { recording in
            try recording.open("muster")
            recording.skip()
            try Self.typeLua(&recording)
            try Self.runCommands(&recording)
            try Self.stepBack(&recording)
            try recording.leave()
            recording.skip()
            try Self.useShell(&recording)
            try Self.look(&recording)
        }
    }

    @Test func `has a beginning in the README`() async throws {
        try await TerminalRecording.check("README.md") { recording in
            try recording.open("muster")
            recording.skip()
            try recording.enter("stacy = service:user { gamertag = \"stacy\" }")
            try recording.enter("quick = service:reference \"quick\"")
            try recording.enter(
                "lobby = stacy:write(quick, muster.request():reserve \"5500462\":join { active = true })"
            )
            try recording.enter(".clock advance 31s")
            try recording.enter("stacy:get(quick)")
            recording.endBlock()
        }
    }

    private static func typeLua(_ recording: inout TerminalRecording) throws {
        try recording.enter("local seats = 4")
        try recording.enter("seats, { seats = seats }")
        try recording.enter("_ + 1")
        recording.endBlock()
        try recording.enter("muster.sleep?")
        recording.endBlock()
    }

    private static func runCommands(_ recording: inout TerminalRecording) throws {
        try recording.enter(".help")
        recording.endBlock()
        try recording.enter("prompt.users()")
        recording.endBlock()
        try recording.enter("feed = muster.channel()")
        try recording.enter("waiting = muster.spawn(function() return feed:receive() end)")
        try recording.enter(".jobs")
        try recording.enter("feed:send 'news'")
        try recording.enter("waiting:wait()")
        try recording.enter(".jobs")
        recording.endBlock()
        try recording.enter(".clock")
        try recording.enter(".clock advance 31s")
        try recording.enter("muster.sleep '1m'")
        try recording.enter(".clock")
        recording.endBlock()
    }

    private static func stepBack(_ recording: inout TerminalRecording) throws {
        try recording.enter("stacy = service:user { gamertag = 'stacy' }")
        try recording.enter("ref = service:reference 'quick'")
        try recording.enter("lobby = stacy:write(ref, muster.request():join { active = true })")
        try recording.enter("lobby = stacy:leave(ref)")
        try recording.enter(".undo")
        try recording.enter("stacy:get(ref).members")
        recording.endBlock()
    }

    private static func useShell(_ recording: inout TerminalRecording) throws {
        try recording.run(
            #"printf 'local seats = 4\nseats + 1\nerror "no"\n' | muster; echo "exit code $?""#)
        try recording.run("muster -e 'seats = 4' -e 'seats + 1'")
        recording.endBlock()
        try recording.run("muster --json -e 'print(\"one\")' -e '2 + 2, \"of four\"'")
        recording.endBlock()
    }

    private static func look(_ recording: inout TerminalRecording) throws {
        let program = recording.program
        try recording.run("cat look.lua")
        try program.show("muster run look.lua")
        for line in ["seats", "seats = 4"] {
            try program.type("{enter}")
            try program.waitForPrompt("look.lua:3> ")
            try program.show(line)
        }
        try program.type("{enter}")
        try program.waitForPrompt("look.lua:3> ")
        try recording.leave()
        recording.endBlock()
    }
}
