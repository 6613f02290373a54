public import Scripting

/// Where the events of a run go, which may be decided after the run was prepared.
public final class EventRelay {
    /// What takes them.
    public var handler: (ScriptEvent) -> Void = { _ in }

    /// Drops what comes before there is a handler.
    public init() {}

    /// Hands an event on.
    public func pass(_ event: ScriptEvent) { handler(event) }
}
