import TestRunner
import Testing

@Suite struct `Events that arrive in any order` {
    /// What all reports come to, each event being taken in as it arrives.
    private func outputs(_ events: [TestEvent]) -> [ReportSet.Output] {
        let forms = Form.allCases.map { form in
            (destination: ReportDestination.file(form.rawValue), reporter: form.reporter)
        }
        var reports = ReportSet(forms, redaction: Redaction())
        return events.flatMap { reports.receive($0, elapsed: .zero) }
    }

    /// The same run with files and tests that go on at the same time.
    private func mixed(_ story: Story, seed: UInt64) -> [TestEvent] {
        var random = Random(state: seed)
        var loading: [TestEvent] = []
        var rest: [TestEvent] = []
        var lanes: [PlannedTest: [TestEvent]] = [:]
        for event in story.events {
            switch event {
            case .fileLoaded, .fileFailedToLoad: loading.append(event)
            case .testStarted(let test), .slow(let test, _), .attemptEnded(let test, _),
                .testEnded(let test, _, _):
                lanes[test, default: []].append(event)
            default: rest.append(event)
            }
        }
        var events = [rest[0]] + loading.shuffled(using: &random) + [rest[1]]
        while !lanes.isEmpty {
            let tests = lanes.keys.sorted { ($0.id, $0.repetition) < ($1.id, $1.repetition) }
            let test = tests[Int.random(in: 0..<tests.count, using: &random)]
            events.append(lanes[test, default: []].removeFirst())
            if lanes[test]?.isEmpty == true { lanes[test] = nil }
        }
        return events + rest[2...]
    }

    @Test(arguments: Story.all.map(\.name))
    func `give the same reports, to the byte`(name: String) throws {
        let story = try #require(Story.all.first { $0.name == name })
        let expected = text(outputs(story.events))
        for seed in 1...20 {
            #expect(text(outputs(mixed(story, seed: UInt64(seed)))) == expected)
        }
    }

    /// Not compared event by event: what one event lets go depends on what was held back.
    private func text(_ outputs: [ReportSet.Output]) -> [ReportDestination: String] {
        outputs.reduce(into: [:]) { $0[$1.destination, default: ""] += $1.text }
    }

    @Test func `are held back until everything before has ended`() {
        let tests = ["a", "b"].map { PlannedTest(TestID(file: "x.lua", path: [$0])) }
        var sequencer = Sequencer()
        let plan = TestEvent.planned(tests)
        _ = sequencer.receive(.runStarted(RunSettings(seed: 1, files: ["x.lua"])))
        #expect(sequencer.receive(plan) == [])
        let loaded = TestEvent.fileLoaded("x.lua", tests: 2)
        #expect(sequencer.receive(loaded) == [loaded, plan])
        #expect(sequencer.receive(.testStarted(tests[1])) == [])
        #expect(sequencer.receive(.testStarted(tests[0])) == [.testStarted(tests[0])])
        #expect(sequencer.receive(ended(tests[1])) == [])
        #expect(
            sequencer.receive(ended(tests[0])) == [
                ended(tests[0]), .testStarted(tests[1]), ended(tests[1]),
            ])
    }

    @Test func `are let go in the order of the plan when the run is interrupted`() {
        let tests = ["a", "b", "c"].map { PlannedTest(TestID(file: "x.lua", path: [$0])) }
        let end = TestEvent.runEnded(.interrupted, duration: .zero)
        var sequencer = Sequencer()
        _ = sequencer.receive(.runStarted(RunSettings(seed: 1, files: [])))
        _ = sequencer.receive(.planned(tests))
        #expect(sequencer.receive(ended(tests[2])) == [])
        #expect(sequencer.receive(.testStarted(tests[1])) == [])
        #expect(sequencer.receive(end) == [.testStarted(tests[1]), ended(tests[2]), end])
    }

    private func ended(_ test: PlannedTest) -> TestEvent {
        .testEnded(test, .passed, duration: .zero)
    }
}

/// A seeded source (SplitMix64).
struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
