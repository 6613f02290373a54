import JSON
import Reporting
import Scripting
import Sessions
import Testing

@Suite struct `A recorder of flows` {
    @Test func `keeps each version of a session once, and answers that point to it`() throws {
        let recording = try recorded(
            """
            local lobby = stacy:create(ref, muster.request():set("map", "dust"):join { active = true })
            for _ = 1, 3 do stacy:get(ref) end
            for round = 1, 20 do stacy:write(ref, muster.request():set("round", round)) end
            """)

        let session = try #require(recording.sessions.first)
        #expect(recording.sessions.count == 1)
        #expect(session.name == "quick/lobby")
        #expect(session.versions.map(\.changeNumber) == Array(1...21))
        #expect(session.versions.allSatisfy { $0.author == "stacy" })
        #expect(answers(recording).prefix(5).map(\.body) == [0, 0, 0, 0, 1].map(version))
        for kept in session.versions.dropFirst() {
            guard case .delta(let text) = kept.document else {
                Issue.record("#\(kept.changeNumber) is kept whole")
                continue
            }
            #expect(text.utf8.count < 200)
        }
    }

    @Test func `names the author of a version that a refusal showed first`() throws {
        let recording = try recorded(
            """
            local mine = stacy:create(ref, active)
            muster.all {
              function() pcall(mine.write, mine, muster.request():set("a", 1), "synchronized") end,
              function() pcall(mine.write, mine, muster.request():set("a", 2), "synchronized") end,
            }
            """)
        #expect(recording.sessions[0].versions.map(\.author) == ["stacy", "stacy"])
        #expect(answers(recording).last?.body == version(1))
    }

    @Test func `tells how long an answer took`() throws {
        let recording = try recorded(
            """
            stacy:create(ref, active)
            service.network:set { latency = "40ms" }
            stacy:get(ref)
            """)
        #expect(answers(recording).map(\.tookMicroseconds) == [0, 80_000])
    }

    @Test func `takes the time of those who know it better`() {
        var recorder = FlowRecorder()
        recorder.note(.printed([0x61]), at: Timestamp(ticks: 1_000))
        recorder.note(.printed([0x62]), at: Timestamp(ticks: 1_990))
        recorder.note(.printed([0x63]))
        #expect(recorder.recording.events.map(\.microseconds) == [0, 99, 99])
    }

    @Test func `leaves out what is in the middle of a long run, and says so`() {
        var recorder = FlowRecorder(limits: .init(events: 10, latestEvents: 4))
        for number in 1...1_000 { recorder.note(.printed(Array("line \(number)".utf8))) }

        let recording = recorder.recording
        #expect(
            recording.events.map(\.what)
                == (1...6).map { .printed("line \($0)") } + [.omitted(990)]
                + (997...1_000).map { .printed("line \($0)") })
        #expect(recording.omittedEvents == 990)
    }

    @Test func `leaves out nothing as long as there is room`() {
        var recorder = FlowRecorder(limits: .init(events: 10, latestEvents: 4))
        for number in 1...10 { recorder.note(.printed(Array("line \(number)".utf8))) }

        #expect(recorder.recording.events.count == 10)
        #expect(recorder.recording.omittedEvents == 0)
    }

    @Test func `keeps no more bytes than it may`() throws {
        let limits = FlowRecorder.Limits(bytes: 60_000, textBytes: 2_000)
        var recorder = FlowRecorder(limits: limits)
        for number in 1...5_000 {
            recorder.note(.printed(Array("\(number) \(String(repeating: "x", count: 500))".utf8)))
        }
        let recording = recorder.recording
        #expect(recording.json.text.utf8.count < 2 * 60_000)
        #expect(recording.omittedEvents > 4_000)
        guard case .printed(let last)? = recording.events.last?.what else {
            Issue.record("the end is not kept")
            return
        }
        #expect(last.hasPrefix("5000 "))
    }

    @Test func `cuts a text that is too long, and keeps no body that is`() throws {
        let recording = try recorded(
            """
            print(("é"):rep(100))
            stacy:create(ref, muster.request():set("map", ("x"):rep(1000)):join { active = true })
            """, limits: .init(textBytes: 99))
        #expect(
            recording.events[0].what
                == .printed(String(repeating: "é", count: 49) + "… (200 bytes in all)"))
        guard case .sent(let request) = recording.events[1].what,
            case .omitted(let bytes) = request.body
        else {
            Issue.record("the body is kept")
            return
        }
        #expect(bytes > 1_000)
        guard case .omitted? = recording.sessions[0].versions.first?.document else {
            Issue.record("the document is kept")
            return
        }
    }

    @Test func `joins moves of the clock that follow each other`() {
        var recorder = FlowRecorder()
        for second in Int64(0)..<3 {
            recorder.note(
                .clockMoved(
                    from: Timestamp(ticks: second * 10_000_000),
                    to: Timestamp(ticks: (second + 1) * 10_000_000)))
        }
        #expect(recorder.recording.events.map(\.what) == [.clockMoved(byMicroseconds: 3_000_000)])
        #expect(recorder.recording.events.map(\.microseconds) == [3_000_000])
    }

    private func answers(_ recording: FlowRecording) -> [FlowRecording.Answer] {
        recording.events.compactMap {
            if case .answered(let answer) = $0.what { answer } else { nil }
        }
    }

    private func version(_ number: Int) -> FlowRecording.Body {
        .version(session: 0, version: number)
    }
}
