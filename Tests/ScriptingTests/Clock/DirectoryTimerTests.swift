import Scripting
import Sessions
import Testing

/// Timers of the directory that wait for no access (session-directory 7.5.4).
@Suite struct `Virtual time` {
    private let lost = #""5b1f7c1e-2f0a-4a55-9c0b-6f2f3e0d8a11""#

    private func moves(of run: ScriptRun) -> [String] {
        run.events.compactMap { event -> String? in
            guard case .clockMoved(_, let instant) = event else { return nil }
            return String(instant.description.dropFirst(11).prefix(12))
        }
    }

    @Test func `stops where the directory has something to do, though nobody asks`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active)
            grace:write(ref, muster.request():join { active = true, connection = \(lost) })
            print(ada:get(ref))
            print(ada:get(ref).nextTimer)
            muster.sleep "1m"
            print(ada:get(ref))
            """)

        #expect(moves(of: run) == ["00:00:30.000", "00:01:00.000"])
        // Grace became inactive at 30 s by herself, and was taken out when Ada looked.
        #expect(
            run.lines == [
                "session quick #2 open: 0 ada active, 1 grace active",
                "2030-01-01T00:00:30.0000000Z",
                "session quick #4 open: 0 ada active",
            ])
    }

    @Test func `lets the directory go first at one instant`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, active:inactiveRemovalTimeout "1h")
            grace:write(ref, muster.request():join { active = true, connection = \(lost) })
            muster.sleep "30s"
            print(ada:get(ref))
            """)

        #expect(moves(of: run) == ["00:00:30.000"])
        #expect(run.lines == ["session quick #3 open: 0 ada active, 1 grace inactive"])
    }

    @Test func `does not wait for the directory when the script is done`() throws {
        let run = try ScriptHarness.run(
            "ada:create(ref, muster.request():join { active = true, connection = \(lost) })")
        #expect(moves(of: run) == [])
        #expect(run.ending == .finished)
    }

    @Test func `ends when only the directory has something to do, and then nothing`() throws {
        let run = try ScriptHarness.run(
            """
            ada:create(ref, muster.request():join { active = true, connection = \(lost) })
            local never = muster.channel()
            never:receive()
            """)
        #expect(moves(of: run) == ["00:00:30.000"])
        guard case .deadlock = run.ending else {
            Issue.record("\(run.ending)")
            return
        }
    }
}
