public import Lua
internal import Sessions
public import TestRunner
internal import Transport

/// How a script is run.
public struct ScriptOptions: Sendable {
    /// Which time it keeps.
    public var time: ScriptClock.Mode
    /// Decides every identifier and every random number.
    public var seed: UInt64
    /// What `muster.env` gives.
    public var environment: @Sendable (String) -> String? = { _ in nil }
    /// How many bytes Lua may use; nil for any number. What needs more fails as without memory.
    public var memoryLimitBytes: Int?
    /// Whether expectations that hold are events; those that do not always are.
    public var tellsWhatHolds = true
    /// Whether to count how often each line of a script runs; that makes Lua slower.
    public var countsLines = false
    /// How `muster.inspect` shows values.
    public var inspection = InspectionStyle()
    /// What decides who goes first, what the network and the service do, and how many players there
    /// are; nil for an ordinary run.
    public var schedule: Schedule?

    /// Makes options: virtual time, seed 1.
    public init(time: ScriptClock.Mode = .virtual, seed: UInt64 = 1) {
        self.time = time
        self.seed = seed
    }
}

extension ScriptOptions {
    /// The service configuration of references and templates that name none.
    public static var defaultScid: String { ServiceObject.defaultScid }
}

/// How a script ended.
public enum ScriptOutcome {
    /// It ran to its end.
    case finished
    /// Its text is no Lua.
    case unreadable(LuaError)
    /// It raised an error.
    case failed(LuaError)
    /// It needed an answer of a service that cannot be reached, and did not catch that.
    case unreachable(LuaError)
    /// It can never go on.
    case deadlock(DeadlockReport)
    /// It was stopped with ``ScriptRunner/stopper``.
    case stopped
    /// It called `os.exit` with this code.
    case exited(Int64)
}

/// Runs one script in a Lua state of its own, on the thread that calls.
public final class ScriptRunner {
    private let world: ScriptWorld
    package var lua: LuaState { world.lua }
    private var host: ScriptHost { world.host }

    /// Prepares a run.
    ///
    /// - Parameter onEvent: gets every event as it happens, on the calling thread.
    public init(
        _ options: ScriptOptions, connection: ServiceConnection,
        onEvent: @escaping (ScriptEvent) -> Void
    ) throws(LuaError) {
        world = try ScriptWorld(options, connection: connection, onEvent: onEvent)
    }

    /// The decisions of the run so far: the choices that its schedule made otherwise than an ordinary
    /// run makes them. A run under the schedule of these is the same.
    public var decisions: [Decision] { world.decisions }

    /// How many users have sent a request to a local directory, counted under a schedule alone;
    /// otherwise 0.
    public var players: Int { world.players }

    /// What is called where the script calls `muster.breakpoint()`, while its tasks stand still; the
    /// script goes on when it returns. Without it, the script does not stop there.
    public var onBreakpoint: ((Breakpoint) -> Void)? {
        get { host.onBreakpoint }
        set { host.onBreakpoint = newValue }
    }

    /// Stops the run from another thread; only for runs on the thread that calls this.
    public var stopper: ScriptStopper {
        ScriptStopper(interrupter: lua.watchForInterrupts(), mailbox: host.scheduler.mailbox)
    }

    /// Runs a script to its end.
    ///
    /// - Parameters:
    ///   - source: the text of the script.
    ///   - name: its name in messages.
    ///   - arguments: what the script finds in `arg` and in `...`.
    public func run(_ source: [UInt8], name: String, arguments: [String] = []) -> ScriptOutcome {
        let function: LuaFunction
        do throws(LuaError) {
            try world.setArguments(arguments, script: name)
            function = try lua.load(source, name: name)
        } catch {
            return error.kind == .syntax ? .unreadable(error) : .failed(error)
        }
        let values = arguments.map { LuaValue.string(LuaString($0)) }
        let end = host.scheduler.run(function, arguments: values)
        if let code = host.exitCode { return .exited(code) }
        switch end {
        case .finished(.success): return .finished
        case .finished(.failure(let error)):
            return outcome(of: error.placed(outside: host.following.name))
        case .deadlock(let waiters): return .deadlock(DeadlockReport(waiters: waiters))
        case .stopped: return .stopped
        }
    }

    /// Which lines of the scripts that ran, modules too, were run and how often; nil unless
    /// ``ScriptOptions/countsLines``.
    public var lineCoverage: LineCoverage? { world.lineCoverage }

    /// Runs a chunk that returns a function, outside any task; for benchmarks.
    ///
    /// What the function calls must not wait.
    package func function(returnedBy text: String) throws -> LuaFunction {
        guard case .function(let function)? = try lua.load(text, name: "loop").call().first else {
            throw LuaFault("the chunk returns no function")
        }
        return function
    }

    /// Every version of every session that the run has seen.
    package var chronicle: Chronicle { host.chronicle }

    /// Refuses every allocation that Lua asks for after the next `count`; nil ends that.
    ///
    /// For tests that prove that no failure crosses a Swift frame.
    package func refuseAllocations(after count: Int?) { lua.refuseAllocations(after: count) }

    /// How many allocations Lua made since ``refuseAllocations(after:)`` was called.
    package var countedAllocations: Int { lua.countedAllocations }

    private func outcome(of error: LuaError) -> ScriptOutcome {
        if error.kind == .interrupted { return .stopped }
        return error.isUnanswered ? .unreachable(error) : .failed(error)
    }
}

/// Stops a run from another thread.
public struct ScriptStopper: Sendable {
    let interrupter: Interrupter
    let mailbox: Mailbox

    /// Ends the run, whether it computes or waits; ``ScriptRunner/run(_:name:arguments:)`` then
    /// answers ``ScriptOutcome/stopped``.
    public func stop() {
        mailbox.post(.stop)
        interrupter.fire()
    }
}
