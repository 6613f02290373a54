internal import Dispatch
internal import Sessions
internal import Synchronization
internal import Transport

/// Where other threads leave what the scheduler waits for.
final class Mailbox: Sendable {
    /// What can arrive.
    enum Message: Sendable {
        case answer(ticket: Int, Result<DirectoryResponse, TransportError>)
        case stop
    }

    private let messages = Mutex<[Message]>([])
    private let arrival = DispatchSemaphore(value: 0)
    private let notify = Mutex<(@Sendable () -> Void)?>(nil)

    /// Leaves a message; from any thread.
    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        arrival.signal()
        notify.withLock(\.self)?()
    }

    /// What is called after each message, on the thread that leaves it.
    func onArrival(_ notify: @escaping @Sendable () -> Void) {
        self.notify.withLock { $0 = notify }
    }

    /// Takes all that has arrived, in the order of arrival.
    func take() -> [Message] {
        messages.withLock { messages in
            defer { messages.removeAll() }
            return messages
        }
    }

    /// Waits until something arrives, or as long as `limit`; nil waits for ever.
    func wait(atMost limit: Duration?) {
        guard let limit else { return arrival.wait() }
        let (seconds, attoseconds) = limit.components
        let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        _ = arrival.wait(timeout: .now() + .nanoseconds(Int(min(nanoseconds, 1e18))))
    }
}
