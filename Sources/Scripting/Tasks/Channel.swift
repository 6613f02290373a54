internal import Lua

/// A queue between tasks, as scripts hold it: who sends waits for room, who receives for a value.
final class Channel {
    /// The values that may lie in the channel while nobody receives.
    let capacity: Int
    private(set) var isClosed = false
    private var values = Queue<LuaValue>()
    /// Some of these may have been cancelled while they waited.
    private var senders = Queue<(wait: WaitID, value: LuaValue)>()
    private var receivers = Queue<WaitID>()
    private let scheduler: Scheduler

    init(capacity: Int, _ scheduler: Scheduler) {
        self.capacity = capacity
        self.scheduler = scheduler
    }

    /// The values that are there to be received at once.
    var count: Int {
        values.count + senders.count { scheduler.isWaiting(in: $0.wait) }
    }

    /// Hands a value over; the call waits while there is no room.
    func send(_ value: LuaValue, in call: inout LuaCall) throws {
        guard !isClosed else { throw LuaFault("attempt to send on a closed channel") }
        if let receiver = takeReceiver() {
            scheduler.resume(receiver) { stack in try stack.push(all: [value]) }
        } else if values.count < capacity {
            values.append(value)
        } else {
            try checkWaiting(call)
            let wait = scheduler.wait(for: "room in a channel", since: call.location)
            senders.append((wait, value))
            try call.suspend()
        }
    }

    /// Takes the oldest value; the call waits while there is none. Nil once the channel is closed
    /// and empty.
    func receive(in call: inout LuaCall) throws {
        if let value = take() {
            call.push(value)
        } else if isClosed {
            call.push(LuaValue.nil)
        } else {
            try checkWaiting(call)
            receivers.append(
                scheduler.wait(for: "a value from a channel", since: call.location))
            try call.suspend()
        }
    }

    /// Ends the channel: what lies in it can still be received.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        while let receiver = takeReceiver() {
            scheduler.resume(receiver) { stack in try stack.push(all: [.nil]) }
        }
        while let sender = takeSender() {
            scheduler.resume(sender.wait) { _ in
                throw LuaFault("the channel was closed before the value was received")
            }
        }
    }

    private func take() -> LuaValue? {
        guard let value = values.popFirst() else {
            guard let sender = takeSender() else { return nil }
            scheduler.resume(sender.wait) { _ in 0 }
            return sender.value
        }
        if let sender = takeSender() {
            values.append(sender.value)
            scheduler.resume(sender.wait) { _ in 0 }
        }
        return value
    }

    private func takeReceiver() -> WaitID? {
        while let receiver = receivers.popFirst() {
            if scheduler.isWaiting(in: receiver) { return receiver }
        }
        return nil
    }

    private func takeSender() -> (wait: WaitID, value: LuaValue)? {
        while let sender = senders.popFirst() {
            if scheduler.isWaiting(in: sender.wait) { return sender }
        }
        return nil
    }

    private func checkWaiting(_ call: borrowing LuaCall) throws(LuaFault) {
        guard call.canSuspend else {
            throw LuaFault("attempt to wait for a channel across a C-call boundary")
        }
    }
}

let channelClass = LuaClass<Channel>(
    "channel", doc: "A queue between tasks.",
    methods: [
        .init(
            "send", [Parameter("value", .any)],
            doc: "Hands a value other than nil over; waits while there is no room."
        ) { channel, call in
            guard !call.isNilOrNone(1) else {
                throw LuaFault("bad argument #1 to 'send' (nil means that a channel is closed)")
            }
            try channel.send(call.value(1), in: &call)
        },
        .init(
            "receive", returns: "any",
            doc:
                "Takes the oldest value, waiting for one; nil once the channel is closed and empty."
        ) { channel, call in try channel.receive(in: &call) },
        .init(
            "close", doc: "Ends the channel: those who wait for values get nil."
        ) { channel, _ in channel.close() },
    ],
    fields: [
        .init("capacity", "integer", doc: "The values that may lie in the channel.") {
            $1.push($0.capacity)
        },
        .init("count", "integer", doc: "The values that can be received without waiting.") {
            $1.push($0.count)
        },
        .init("closed", "boolean", doc: "Whether the channel was closed.") {
            $1.push($0.isClosed)
        },
    ],
    metamethods: [
        HostFunction(
            "__call", returns: "any",
            doc: "Receives, so that a loop can run over a channel: for value in channel do."
        ) { call in try call.object(1, of: channelClass).receive(in: &call) },
        HostFunction("__tostring", returns: "string", doc: "What lies in the channel.") { call in
            let channel = try call.object(1, of: channelClass)
            let state = channel.isClosed ? "closed, " : ""
            call.push("channel (\(state)\(channel.count) waiting, room for \(channel.capacity))")
        },
    ])
