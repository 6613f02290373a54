internal import TestRunner

/// What a run of tests was asked to do.
struct TestRunPlan {
    var settings: RunSettings
    var selection: TestSelection
    var seeds: TestSeed
    var repetition = Repetition.times(1)
    var retries = 0
    /// Whether no test is run again after a failure, whatever its file says.
    var forbidsRetries = false
    /// How much real time an attempt may take, unless its file says.
    var timeout = Duration.seconds(60)
    /// How much real time the whole run may take; nil for any.
    var runTimeout: Duration?
    /// After which time it is said that a test is slow.
    var slowAfter = Duration.seconds(5)
    /// After how many failures the run ends; nil for no limit.
    var failureLimit: Int?
    /// Whether nothing is run, and only the plan is told.
    var listsOnly = false
    /// The schedule that tests are run under; nil for ordinary runs.
    var schedule: String?
    /// How schedules are explored; nil when none are.
    var exploration: WorkerRequest.Exploring?
    /// The command that runs an attempt again.
    var repeatCommand: RepeatCommand
}
