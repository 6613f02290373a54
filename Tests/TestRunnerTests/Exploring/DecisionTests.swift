import TestRunner
import Testing

@Suite struct `A decision` {
    @Test(arguments: [
        ("task:12=2", Decision(.task, 12, 2)),
        ("timer:1=1", Decision(.timer, 1, 1)),
        ("players:1=2", Decision(.players, 1, 2)),
        ("fault:3=503", Decision(.fault, 3, 503)),
        ("fault:3=429", Decision(.fault, 3, 429)),
        ("fault:3=412", Decision(.fault, 3, 412)),
        ("fault:3=dropped_before", Decision(.fault, 3, 1)),
        ("fault:3=dropped_after", Decision(.fault, 3, 2)),
        ("fault:3=timeout", Decision(.fault, 3, 3)),
        ("delay:7=250ms", Decision(.delay, 7, 250)),
        ("answer:7=3600000ms", Decision(.answer, 7, 3_600_000)),
        ("loss:7=10", Decision(.loss, 7, 10)),
        ("copy:7=1ms", Decision(.copy, 7, 1)),
        ("tap:1000000000=5ms", Decision(.tap, 1_000_000_000, 5)),
    ])
    func `is written as it is read`(text: String, decision: Decision) throws {
        #expect(try Decision(text) == decision)
        #expect(decision.description == text)
    }

    @Test func `may count whole seconds`() throws {
        #expect(try Decision("delay:7=2s") == Decision(.delay, 7, 2000))
    }

    @Test(arguments: [
        ("", Decision.TextError.malformed("")),
        ("task", .malformed("task")),
        ("task:1", .malformed("task:1")),
        ("task=1", .malformed("task=1")),
        ("task:1=2=3", .malformed("task:1=2=3")),
        ("task:1:2=3", .malformed("task:1:2=3")),
        ("tasks:1=2", .unknownKind("tasks")),
        ("Task:1=2", .unknownKind("Task")),
        (" task:1=2", .unknownKind(" task")),
        ("task:0=2", .invalidOrdinal("0", .task)),
        ("task:=2", .invalidOrdinal("", .task)),
        ("task:+1=2", .invalidOrdinal("+1", .task)),
        ("task:99999999999999999999=2", .invalidOrdinal("99999999999999999999", .task)),
        ("task:1=0", .invalidValue("0", .task)),
        ("task:1=-1", .invalidValue("-1", .task)),
        ("task:1=2ms", .invalidValue("2ms", .task)),
        ("timer:1=2", .invalidValue("2", .timer)),
        ("fault:1=404", .invalidValue("404", .fault)),
        ("fault:1=", .invalidValue("", .fault)),
        ("delay:1=250", .invalidValue("250", .delay)),
        ("delay:1=ms", .invalidValue("ms", .delay)),
        ("delay:1=3601s", .invalidValue("3601s", .delay)),
        ("delay:1=9223372036854775807s", .invalidValue("9223372036854775807s", .delay)),
        ("loss:1=11", .invalidValue("11", .loss)),
        ("players:1=100001", .invalidValue("100001", .players)),
    ])
    func `is refused with the part that is wrong`(text: String, error: Decision.TextError) {
        #expect(throws: error) { try Decision(text) }
    }

    @Test func `that is refused is told what would do`() {
        #expect(
            Decision.TextError.invalidValue("404", .fault).description
                == "'404' is no value of 'fault' (one of dropped_before, dropped_after, timeout, "
                + "412, 429, 503 expected)")
        #expect(
            Decision.TextError.invalidValue("250", .delay).description
                == "'250' is no value of 'delay' (milliseconds from 1 to 3600000, such as 250ms, "
                + "expected)")
        #expect(
            Decision.TextError.unknownKind("tasks").description
                == "there is no choice 'tasks' (one of players, fault, task, timer, delay, answer, "
                + "loss, copy, tap expected)")
    }

    @Test func `stands where its part of the run is made smaller`() throws {
        let texts = [
            "delay:1=5ms", "timer:2=1", "task:9=1", "fault:4=412", "task:1=1", "players:1=2",
        ]
        let sorted = try texts.map { try Decision($0) }.sorted().map(\.description)

        #expect(
            sorted == [
                "players:1=2", "fault:4=412", "task:1=1", "task:9=1", "timer:2=1", "delay:1=5ms",
            ])
    }
}
