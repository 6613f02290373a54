@preconcurrency internal import Dispatch
internal import Scripting

/// Stops a test that takes longer than it may, and then each hook after it that does.
///
/// What cannot be stopped is ended with the process, by who started it.
final class TestDeadline: Sendable {
    private let timer: any DispatchSourceTimer

    /// How long what comes after the deadline may take, again and again.
    static let grace = Duration.seconds(1)

    init(_ limit: Duration, _ stopper: StatementStopper) {
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(
            deadline: .now() + .milliseconds(Int(limit.wholeMilliseconds)),
            repeating: .milliseconds(Int(Self.grace.wholeMilliseconds)))
        timer.setEventHandler { stopper.stop() }
        timer.activate()
    }

    /// Stops nothing any more.
    func end() { timer.cancel() }
}
