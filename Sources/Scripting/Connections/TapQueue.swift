internal import Directory
internal import JSON
internal import Lua
internal import Sessions

/// The shoulder taps that a connection has got and nobody has taken yet (session-directory 3.7.2).
final class TapQueue {
    /// The taps that may lie here; the oldest make room for new ones.
    static let limit = 10_000

    private var taps = Queue<ShoulderTap>()
    /// Some of these may have been cancelled while they waited.
    private var waiters = Queue<WaitID>()
    private(set) var isEnded = false
    private let scheduler: Scheduler

    init(_ scheduler: Scheduler) { self.scheduler = scheduler }

    /// Hands a tap to the first who waits, or keeps it.
    func add(_ tap: ShoulderTap) {
        if let waiter = takeWaiter() {
            scheduler.resume(waiter) { try Self.push(tap, on: $0) }
            return
        }
        if taps.count == Self.limit { _ = taps.popFirst() }
        taps.append(tap)
    }

    /// Takes the oldest tap; the call waits while there is none. Nil once there can be none.
    func take(in call: inout LuaCall) throws {
        if let tap = taps.popFirst() {
            try call.push { try Self.push(tap, on: $0) }
        } else if isEnded {
            call.push(LuaValue.nil)
        } else {
            guard call.canSuspend else {
                throw LuaFault("attempt to wait for a tap across a C-call boundary")
            }
            waiters.append(scheduler.wait(for: "a shoulder tap", since: call.location))
            try call.suspend()
        }
    }

    /// Gives everybody nil who waits now.
    func end() {
        isEnded = true
        while let waiter = takeWaiter() {
            scheduler.resume(waiter) { stack in
                stack.pushNil()
                return 1
            }
        }
    }

    /// Takes taps again.
    func begin() { isEnded = false }

    private func takeWaiter() -> WaitID? {
        while let waiter = waiters.popFirst() {
            if scheduler.isWaiting(in: waiter) { return waiter }
        }
        return nil
    }

    private static func push(_ tap: ShoulderTap, on stack: LuaStack) throws -> Int {
        try stack.push(json: tap.json)
        return 1
    }

    /// What a tap holds.
    static let type = LuaType.named(
        "shoulder_tap", doc: "The notice that something changed in a session (3.7.2).",
        .record([
            Parameter("timestamp", .string, doc: "When the change was committed."),
            Parameter("subscription", .string, doc: "The id that the member gave."),
            Parameter("resourceType", .string, doc: "Always mpsd/session."),
            Parameter("resource", .string, doc: "The session: scid~template~name in lower case."),
            Parameter("branch", .string, doc: "The session's branch."),
            Parameter("changeNumber", .integer, doc: "The session's number of commits."),
        ]))
}

/// Brings the taps of a local directory to the connections of a run.
final class TapDelivery {
    /// Carries a message to a user's device: says when it arrives, as long as the connection lasts.
    var carry: (Xuid, _ isOpen: @escaping () -> Bool, _ arrive: @escaping () -> Void) -> Void = {
        _, _, arrive in arrive()
    }
    /// What is told of each tap that arrives, with the name of the user.
    var onArrival: (ShoulderTap, _ user: String) -> Void = { _, _ in }
    private var queues: [GUID: Line] = [:]

    /// A connection that taps are sent to.
    private struct Line {
        let queue: TapQueue
        let xuid: Xuid
        /// What scripts call the user.
        let user: String
    }

    /// Lets a queue have what is sent to a connection of a user.
    func deliver(to id: GUID, of xuid: Xuid, named user: String, _ queue: TapQueue) {
        queues[id] = Line(queue: queue, xuid: xuid, user: user)
    }

    /// Drops what is sent to a connection from now on.
    func drop(_ id: GUID) { queues[id] = nil }

    /// Takes note of what a directory in process did.
    func note(_ effect: DirectoryEffect) {
        guard case .tapped(let id, let event) = effect, let line = queues[id] else { return }
        let isOpen = { [weak self] in self?.queues[id] != nil }
        carry(line.xuid, isOpen) { [onArrival] in
            guard isOpen() else { return }
            for tap in event.shoulderTaps {
                onArrival(tap, line.user)
                line.queue.add(tap)
            }
        }
    }
}
