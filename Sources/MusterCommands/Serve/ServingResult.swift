internal import Synchronization

/// How a service ended, handed from its task to the main thread.
final class ServingResult: Sendable {
    private let status = Mutex(ExitStatus.success)

    func set(_ status: ExitStatus) { self.status.withLock { $0 = status } }
    func get() -> ExitStatus { status.withLock(\.self) }
}
