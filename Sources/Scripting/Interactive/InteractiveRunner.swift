internal import DirectoryRuntime
public import Lua
internal import Sessions

/// Runs statements one after the other in one Lua state, whose tasks go on between them.
///
/// Everything happens on the thread that made it. Virtual time stands still between statements;
/// it moves only while one waits.
public final class InteractiveRunner {
    let world: ScriptWorld
    let guardian: StatementGuard
    /// The state that statements run in.
    public var lua: LuaState { world.lua }
    var host: ScriptHost { world.host }

    /// How a statement ended.
    public enum Outcome {
        /// It ran to its end, with these results.
        case finished([LuaValue])
        /// It raised an error.
        case failed(LuaError)
        /// It waits for what can never happen, and was ended.
        case deadlock(DeadlockReport)
        /// It was stopped, with the tasks that it had begun.
        case stopped
        /// It called `os.exit` with this code.
        case exited(Int64)
    }

    /// Opens a state.
    ///
    /// - Parameter onEvent: gets every event as it happens, on the calling thread.
    public convenience init(
        _ options: ScriptOptions, connection: ServiceConnection,
        onEvent: @escaping (ScriptEvent) -> Void
    ) throws(LuaError) {
        self.init(try ScriptWorld(options, connection: connection, onEvent: onEvent))
    }

    init(_ world: ScriptWorld) {
        self.world = world
        guardian = StatementGuard(
            interrupter: world.lua.watchForInterrupts(), mailbox: world.host.scheduler.mailbox)
        world.host.service.remembersUsers = true
        world.host.scheduler.onInterrupted = { [guardian, unowned host = world.host] in
            // After os.exit no code runs any more.
            guard host.exitCode == nil else { return }
            guardian.acknowledge(in: host.lua)
        }
    }

    /// Stops the statement that runs, from another thread.
    public var stopper: StatementStopper { StatementStopper(guardian: guardian) }

    /// Puts a script's name and arguments where it finds them: the global `arg`.
    public func setArguments(_ arguments: [String], script: String) throws(LuaError) {
        try world.setArguments(arguments, script: script)
    }

    /// Runs a function as a statement, to its end.
    ///
    /// Tasks that it begins go on afterwards, unless it is stopped or can never go on.
    ///
    /// - Parameter onUnfinished: gets the coroutine when the function does not come to its end, with
    ///   its stack as it was. It must run no code.
    public func run(
        _ function: LuaFunction, arguments: [LuaValue] = [],
        onUnfinished: ((LuaThread) -> Void)? = nil
    ) -> Outcome {
        let scheduler = host.scheduler
        return guarded {
            let task = scheduler.begin(function, as: .statement, arguments: arguments)
            task.onUnfinished = onUnfinished
            let end = scheduler.drive(task)
            if task.isAlive { onUnfinished?(task.thread) }
            if let code = host.exitCode {
                scheduler.cancel(task)
                return .exited(code)
            }
            switch end {
            case .finished(.success(let values)): return .finished(values)
            case .finished(.failure(let error)) where error.kind == .interrupted: return .stopped
            case .finished(.failure(let error)):
                return .failed(error.placed(outside: host.following.name))
            case .deadlock(let waiters):
                scheduler.cancel(task)
                return .deadlock(DeadlockReport(waiters: waiters))
            case .stopped:
                // What it has to close still runs, and can be stopped once more.
                goOn()
                scheduler.cancel(task)
                return .stopped
            }
        }
    }

    /// Runs what tasks can do now, for about so long, without moving virtual time.
    ///
    /// What computes when the stopper is used ends with an error.
    ///
    /// - Returns: whether more could run at once.
    public func settle(atMost limit: Duration) -> Bool {
        guarded { host.scheduler.settle(atMost: limit) }
    }

    private func guarded<Result>(_ body: () -> Result) -> Result {
        guardian.begin()
        defer {
            guardian.end()
            goOn()
        }
        return body()
    }

    /// Lets code run again after it was stopped.
    private func goOn() {
        guard guardian.takeStop(of: lua) else { return }
        host.scheduler.endStop()
    }

    /// The code with which a statement or a task has called `os.exit`; no code runs any more then.
    public var exitCode: Int64? { host.exitCode }

    /// Whether the directory lies in process, so that a session can be looked at as it is now.
    public var isLocal: Bool { host.isLocal }

    /// How long it is until tasks have something to do; nil while that depends on others, or while
    /// time is virtual and stands still.
    public var nextWork: Duration? {
        guard host.clock.mode == .real, let instant = host.scheduler.nextInstant else { return nil }
        return max(instant.since(host.clock.now), .zero)
    }

    /// What is called, on any thread, when an answer of a service has arrived.
    public func onArrival(_ notify: @escaping @Sendable () -> Void) {
        host.scheduler.mailbox.onArrival(notify)
    }

    /// What is told when a task that no other waits for fails: what it is, and its error.
    public var onUnheard: (String, LuaError) -> Void = { _, _ in } {
        didSet {
            let tell = onUnheard
            host.scheduler.onUnheard = { task, error in tell(task.label, error) }
        }
    }
}
