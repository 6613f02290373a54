/// Puts the events of files and tests that ran at the same time into the order of the plan.
///
/// What is early is held back until everything before it has ended, so the same run gives the same
/// order of events whatever ran at the same time. At the end of the run all that is still held
/// back, because something before it never ended, is let go in the order of the plan.
public struct Sequencer: Sendable {
    private var files: [String] = []
    private var nextFile = 0
    private var heldFiles: [String: TestEvent] = [:]
    private var heldPlans: [TestEvent] = []
    private var plan: [PlannedTest] = []
    private var nextTest = 0
    private var heldTests: [PlannedTest: [TestEvent]] = [:]
    /// After how many more failures the rest is dropped; nil for never.
    private var failuresLeft: Int?

    /// Makes a sequencer of a run that has not begun.
    ///
    /// - Parameter failureLimit: After how many failed tests, in the order of the plan, the run ends:
    ///   what ran beside them is dropped, as if tests ran one at a time. Nil for no limit.
    public init(failureLimit: Int? = nil) { failuresLeft = failureLimit }

    /// Whether so many tests have failed that the run ends.
    public var hasReachedLimit: Bool { failuresLeft.map { $0 <= 0 } ?? false }

    /// Takes in an event in the order of arrival, and returns those whose turn it is.
    ///
    /// Files that are not among the settings', and tests that are not planned, come last.
    public mutating func receive(_ event: TestEvent) -> [TestEvent] {
        switch event {
        case .runStarted(let settings):
            files = settings.files
            return [event]
        case .fileLoaded(let file, _), .fileFailedToLoad(let file, _):
            heldFiles[file] = event
        case .planned(let tests):
            plan += tests
            heldPlans.append(event)
        case .testStarted(let test), .slow(let test, _), .attemptEnded(let test, _),
            .testEnded(let test, _, _):
            guard !hasReachedLimit else { return [] }
            heldTests[test, default: []].append(event)
        case .runEnded:
            return everything() + [event]
        }
        return released()
    }

    private mutating func released() -> [TestEvent] {
        var events: [TestEvent] = []
        while nextFile < files.count, let event = heldFiles.removeValue(forKey: files[nextFile]) {
            events.append(event)
            nextFile += 1
        }
        guard nextFile == files.count else { return events }
        events += heldPlans
        heldPlans = []
        while nextTest < plan.count, !hasReachedLimit,
            let held = heldTests.removeValue(forKey: plan[nextTest])
        {
            events += held
            guard case .testEnded(_, let verdict, _)? = held.last else {
                // Its turn has come, but it goes on: what follows is let through as it arrives.
                heldTests[plan[nextTest]] = []
                break
            }
            nextTest += 1
            if verdict.isFailure, let left = failuresLeft { failuresLeft = left - 1 }
        }
        return events
    }

    private mutating func everything() -> [TestEvent] {
        var events: [TestEvent] = []
        for file in files[nextFile...] {
            if let event = heldFiles.removeValue(forKey: file) { events.append(event) }
        }
        events += heldFiles.sorted { $0.key < $1.key }.map(\.value)
        events += heldPlans
        if hasReachedLimit {
            self = Sequencer()
            return events
        }
        for test in plan[nextTest...] { events += heldTests.removeValue(forKey: test) ?? [] }
        events += heldTests.sorted {
            ($0.key.id, $0.key.repetition) < ($1.key.id, $1.key.repetition)
        }
        .flatMap(\.value)
        self = Sequencer()
        return events
    }
}
