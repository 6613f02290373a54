internal import Lua

/// Runs the parts of a test one after the other: each to its end, while tasks that earlier ones
/// began go on.
final class TestSteps {
    private let runner: InteractiveRunner
    /// The error of the first task that failed and that nobody waited for.
    private var unheard: LuaError?

    /// How a part ended.
    enum End {
        case finished
        case failed(LuaError)
        /// It waits for what can never happen.
        case deadlocked([DeadlockReport.Waiter])
        /// It was stopped: where it was, and what everybody waited for.
        case stopped(LuaLocation?, [DeadlockReport.Waiter])
        /// It called `os.exit` with this code.
        case exited(Int64)
    }

    init(_ world: ScriptWorld) {
        runner = InteractiveRunner(world)
        runner.onUnheard = { [unowned self] _, error in unheard = unheard ?? error }
    }

    /// Stops the part that runs, from any thread.
    var stopper: StatementStopper { runner.stopper }

    /// Runs a function to its end.
    func run(_ function: LuaFunction, arguments: [LuaValue] = []) -> End {
        var place: LuaLocation?
        var waiters: [DeadlockReport.Waiter] = []
        let outcome = runner.run(function, arguments: arguments) { [unowned self] thread in
            place = thread.location
            waiters = alive.map(DeadlockReport.Waiter.init)
        }
        let failure = unheard.map(End.failed)
        unheard = nil
        switch outcome {
        case .exited(let code): return .exited(code)
        case .stopped: return .stopped(place, waiters)
        case .finished: return failure ?? .finished
        case .failed(let error): return failure ?? .failed(error)
        case .deadlock(let report): return failure ?? .deadlocked(report.waiters)
        }
    }

    /// Lets tasks that can go on at once do so, without moving virtual time.
    func settle() -> End {
        _ = runner.settle(atMost: .seconds(1))
        defer { unheard = nil }
        return unheard.map(End.failed) ?? .finished
    }

    /// The tasks that have not ended, in the order they began.
    var alive: [ScriptTask] {
        runner.host.scheduler.tasks.values.filter(\.isAlive).sorted { $0.id < $1.id }
    }
}
