internal import ArgumentParser
internal import TestRunner

/// Options that say how tests are run.
struct RunningOptions: ParsableArguments {
    @Option(
        name: [.customShort("j"), .long],
        help: ArgumentHelp(
            "How many tests may run at a time; as many as there are processors by default.",
            valueName: "n"),
        transform: Self.count)
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "Stop an attempt after this much real time; 60s by default.", valueName: "duration"),
        transform: Duration.option)
    var timeout: Duration?

    @Option(
        help: ArgumentHelp("Stop the whole run after this much time.", valueName: "duration"),
        transform: Duration.option)
    var runTimeout: Duration?

    @Option(
        help: ArgumentHelp(
            "Say that a test is slow after this much time; 5s by default.", valueName: "duration"),
        transform: Duration.option)
    var slow = Duration.seconds(5)

    @Option(
        help: ArgumentHelp(
            "Run a test that failed again, so many times unless its file says how many; a pass "
                + "then is flaky. With 0, none is, whatever files say.", valueName: "n"),
        transform: Self.countFromZero)
    var retries: Int?

    @Option(
        name: .customLong("repeat"),
        help: ArgumentHelp("Run everything so many times.", valueName: "n"), transform: Self.count)
    var times: Int?

    @Flag(help: "Run everything again and again until something fails.")
    var untilFailure = false

    @Flag(help: "Stop at the first failure.")
    var failFast = false

    @Option(
        help: ArgumentHelp("Stop after so many failures.", valueName: "n"), transform: Self.count)
    var maxFailures: Int?

    static let defaultTimeout = Duration.seconds(60)

    /// How often the tests are run.
    var repetition: Repetition {
        untilFailure ? .untilFailure(limit: times) : .times(times ?? 1)
    }

    /// After how many failures the run ends; nil for no limit.
    var failureLimit: Int? { failFast ? 1 : maxFailures }

    private static func count(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else {
            throw ValidationError("a whole number above 0 is needed, not '\(text)'")
        }
        return number
    }

    private static func countFromZero(_ text: String) throws -> Int {
        guard let number = Int(text), (0...100).contains(number) else {
            throw ValidationError("a whole number from 0 to 100 is needed, not '\(text)'")
        }
        return number
    }
}
