internal import CLua
internal import CLuaShim

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

extension LuaState {
    /// Stops the code that runs, from the state's own thread or a signal on it.
    ///
    /// The code ends with ``LuaError/Kind/interrupted``; no `pcall` can hold it.
    public func interrupt() { clua_interrupt(clua_state_of(handle.pointer)) }

    /// Whether ``interrupt()`` was called.
    public var isInterrupted: Bool { clua_state_of(handle.pointer).pointee.interrupted != 0 }

    /// Lets code run again after ``interrupt()``; what was stopped stays stopped.
    ///
    /// Not while code runs. An ``Interrupter`` that fires just then may still reach the code that
    /// runs next: wait for ``isInterrupted`` first.
    public func endInterruption() { clua_end_interruption(clua_state_of(handle.pointer)) }

    /// About how many more instructions of Lua may run; nil for any number.
    ///
    /// Counting doubles the cost of tight loops. When the budget is spent, the code ends as after
    /// ``interrupt()``. All coroutines and finalizers count. An instruction is one whatever it costs:
    /// see <doc:NotOffered>.
    public var instructionBudget: Int? {
        get {
            let budget = clua_state_of(handle.pointer).pointee.budget
            return budget < 0 ? nil : budget
        }
        set { clua_set_budget(handle.pointer, newValue ?? -1) }
    }

    /// Makes this state the one that an ``Interrupter`` of this thread stops, also while it closes.
    public func watchForInterrupts() -> Interrupter {
        clua_watch(clua_state_of(handle.pointer))
        return Interrupter()
    }
}

/// Stops the Lua state that a thread runs, from any other thread.
///
/// It costs nothing until it is used: a signal arms a hook then.
public struct Interrupter: Sendable {
    private let thread: pthread_t

    fileprivate init() {
        thread = pthread_self()
        _ = clua_install_interrupt_signal(Self.signalNumber)
    }

    private static var signalNumber: CInt { SIGUSR2 }

    /// Stops the code that runs on the thread, which must still be alive.
    public func fire() { pthread_kill(thread, Self.signalNumber) }
}
