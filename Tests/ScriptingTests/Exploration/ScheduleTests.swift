import Scripting
import TestRunner
import Testing

@Suite struct `A schedule` {
    @Test(arguments: [
        ("none", Schedule(decisions: [])),
        ("task:12=2", Schedule(decisions: [Decision(.task, 12, 2)])),
        (
            "fault:3=503,delay:7=250ms,players:1=2",
            Schedule(decisions: [
                Decision(.fault, 3, 503), Decision(.delay, 7, 250), Decision(.players, 1, 2),
            ])
        ),
        ("seed=7", Schedule(seed: 7)),
        ("seed=18446744073709551615", Schedule(seed: .max)),
        (
            "seed=7,intensity=0.5,vary=tasks+network",
            Schedule(seed: 7, intensity: 0.5, varying: [.tasks, .network])
        ),
        ("seed=7,vary=nothing", Schedule(seed: 7, varying: [])),
        (
            "seed=0,intensity=1.0,vary=tasks+network+faults+outages+players",
            Schedule(
                seed: 0, intensity: 1,
                varying: [.tasks, .network, .faults, .outages, .players])
        ),
    ])
    func `is written as it is read`(text: String, schedule: Schedule) throws {
        #expect(try Schedule(text) == schedule)
        #expect(schedule.description == text)
    }

    @Test(arguments: [
        ("", ScheduleError.decision(.malformed(""))),
        ("task:1=2,", .decision(.malformed(""))),
        ("task:1=2, task:2=2", .decision(.unknownKind(" task"))),
        ("task:1=2,none", .decision(.malformed("none"))),
        ("task:1=2,task:1=3", .repeated(Decision(.task, 1, 3))),
        ("seed=", .seed("")),
        ("seed=-1", .seed("-1")),
        ("seed=18446744073709551616", .seed("18446744073709551616")),
        ("seed=1,task:1=2", .decision(.malformed("task:1=2"))),
        ("seed=1,intensity=2", .intensity("2")),
        ("seed=1,intensity=nan", .intensity("nan")),
        ("seed=1,intensity", .intensity("")),
        ("seed=1,vary=", .variation("")),
        ("seed=1,vary=tasks+weather", .variation("weather")),
    ])
    func `is refused with the part that is wrong`(text: String, error: ScheduleError) {
        #expect(throws: error) { try Schedule(text) }
    }

    @Test func `has no more decisions than it may`() throws {
        let texts = (1...Schedule.decisionsLimit).map { "task:\($0)=1" }
        _ = try Schedule(texts.joined(separator: ","))

        #expect(throws: ScheduleError.tooManyDecisions(limit: 100_000)) {
            try Schedule((texts + ["loss:1=1"]).joined(separator: ","))
        }
    }

    @Test func `that is refused is told what would do`() {
        #expect(
            ScheduleError.variation("weather").description
                == "'weather' cannot be varied (one of tasks, network, faults, outages, players, "
                + "with + between, expected)")
        #expect(
            ScheduleError.seed("x").description
                == "'x' is no seed (a number from 0 to 18446744073709551615 expected)")
        #expect(
            ScheduleError.repeated(Decision(.task, 1, 3)).description
                == "'task:1=3' decides what was decided before (each choice once expected)")
    }
}
