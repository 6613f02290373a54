public import Sessions

/// A directory that many tasks share; requests are answered one after the other.
///
/// Timers that wait for no access are applied when they fall due (session-directory 7.5.4).
public actor SharedDirectory {
    /// Waits for a duration; throws when its task is cancelled.
    public typealias Pause = @Sendable (Duration) async throws -> Void

    private let directory: LocalDirectory
    private let pause: Pause
    private var alarm: Alarm?

    /// Who waits for the directory's next wake.
    private struct Alarm {
        let instant: Timestamp
        let task: Task<Void, Never>
    }

    /// Takes a directory over, with its clock and its effect handler.
    ///
    /// - Parameters:
    ///   - directory: the directory; its ``LocalDirectory/wake`` is heeded after the first call.
    ///   - pause: how to wait for the next wake; with the system's clock unless told otherwise.
    public init(
        _ directory: sending LocalDirectory,
        pause: @escaping Pause = { try await Task.sleep(for: $0) }
    ) {
        self.directory = directory
        self.pause = pause
    }

    deinit { alarm?.task.cancel() }

    /// The time that the directory sees.
    public var now: Timestamp { directory.now }

    /// Answers one request from `caller`; nil is a caller without valid token.
    public func answer(_ request: DirectoryRequest, from caller: Caller?) -> DirectoryResponse {
        defer { heedWake() }
        return directory.answer(request, from: caller)
    }

    /// Answers one request whose caller an `Authorization` header names.
    public func answer(_ request: DirectoryRequest, authorization: String?) -> DirectoryResponse {
        defer { heedWake() }
        return directory.answer(request, authorization: authorization)
    }

    /// Opens a connection of a user to the real-time service.
    ///
    /// - Parameters:
    ///   - user: whose connection it is.
    ///   - lost: a connection that the user had before, to be given again while its grace lasts.
    /// - Returns: the id of the connection; nil when there are too many.
    public func connect(_ user: Xuid, resuming lost: GUID? = nil) -> GUID? {
        defer { heedWake() }
        return directory.connect(user, resuming: lost)
    }

    /// Takes note that a connection is lost; its grace begins (session-directory 7.5.3).
    public func disconnect(_ id: GUID) {
        directory.disconnect(id)
        heedWake()
    }

    /// Ends a connection at once: its members become inactive (real-time-activity R70).
    public func endConnection(_ id: GUID) {
        directory.endConnection(id)
        heedWake()
    }

    /// Applies the timers that are due.
    public func runTimers() {
        directory.runTimers()
        heedWake()
    }

    /// Does something with the directory while nobody else uses it, such as moving its clock.
    public func withDirectory<Result: Sendable>(
        _ body: @Sendable (LocalDirectory) throws -> Result
    ) rethrows -> Result {
        defer { heedWake() }
        return try body(directory)
    }

    /// Sees to it that somebody waits for the directory's next wake, and for nothing else.
    private func heedWake() {
        let wake = directory.wake
        guard wake != alarm?.instant else { return }
        alarm?.task.cancel()
        alarm = wake.map { instant in
            let ticks = max(0, instant.ticks - directory.now.ticks)
            let duration =
                Duration.seconds(ticks / 10_000_000) + .nanoseconds(ticks % 10_000_000 * 100)
            let pause = pause
            // Not structured: it belongs to no request. It ends with the wake that it waits for, or
            // with the directory, which it does not keep alive.
            let task = Task { [weak self] in
                do { try await pause(duration) } catch { return }
                guard !Task.isCancelled else { return }
                await self?.ring()
            }
            return Alarm(instant: instant, task: task)
        }
    }

    /// Applies what is due and waits for the rest: a clock may have been set back meanwhile.
    private func ring() {
        alarm = nil
        runTimers()
    }
}
