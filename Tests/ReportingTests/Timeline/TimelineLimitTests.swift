import Reporting
import Scripting
import Sessions
import Testing

@Suite struct `A long timeline` {
    private let style = InspectionStyle(width: 60)

    @Test func `forgets the oldest events beyond its limit`() {
        var timeline = Timeline(limit: 3)
        for second in 1...100 { timeline.note(logged("event \(second)", at: second)) }

        #expect(
            timeline.text(style: style)
                == """
                (97 earlier events are not shown)
                          service
                 97.000s  │  event 98
                 98.000s  │  event 99
                 99.000s  │  event 100
                """)
    }

    @Test func `shows the latest events where that is asked for`() {
        var timeline = Timeline()
        for second in 1...5 { timeline.note(logged("event \(second)", at: second)) }

        #expect(
            timeline.text(style: style, isASCII: true, latest: 2)
                == """
                (3 earlier events are not shown)
                          service
                  3.000s  |  event 4
                  4.000s  |  event 5
                """)
        #expect(timeline.text(style: style, latest: 0) == "nothing has happened yet")
    }

    @Test func `rules one line for a clock that moves several times`() {
        var timeline = Timeline()
        timeline.note(logged("before", at: 0))
        for second in 0..<3 {
            timeline.note(.clockMoved(from: instant(second), to: instant(second + 1)))
        }
        timeline.note(logged("after", at: 3))

        #expect(
            timeline.text(style: style)
                == """
                          service
                  0.000s  │  before
                  3.000s  ══ +3s ══
                          │  after
                """)
    }

    @Test func `fits into a terminal of few columns`() {
        var timeline = Timeline()
        timeline.note(logged("a long message", at: 0))

        let lines = timeline.text(style: InspectionStyle(width: 8)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 8 })
    }

    private func instant(_ second: Int) -> Timestamp {
        Timestamp(ticks: 1_000_000_000 + Int64(second) * 10_000_000)
    }

    private func logged(_ text: String, at second: Int) -> ScriptEvent {
        .logged(text, at: nil, time: instant(second))
    }
}
