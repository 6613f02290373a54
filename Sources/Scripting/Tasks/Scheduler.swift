internal import Lua
internal import Sessions
internal import TestRunner
internal import Transport

/// Runs the tasks of a script, one at a time, in a fixed order: first come, first served; then the
/// earliest timer.
///
/// Everything happens on the thread that calls ``run(_:)``. Other threads only post to the mailbox.
final class Scheduler {
    let lua: LuaState
    let clock: ScriptClock
    let mailbox = Mailbox()
    /// What decides who goes first under exploration; nil in an ordinary run.
    let choices: Choices?
    /// The task that runs, or whose variables are being closed.
    var current: ScriptTask? { active.last }
    /// The task that runs, followed by those that it is ending, each by the one before.
    private(set) var active: [ScriptTask] = []
    /// When something outside the tasks must happen next, and how it is made to happen.
    var outsideWake: () -> Timestamp? = { nil }
    var runOutside: () -> Void = {}
    /// When something would happen outside if somebody looked, later than now.
    var quietWake: () -> Timestamp? = { nil }
    var onClockMoved: (Timestamp, Timestamp) -> Void = { _, _ in }
    /// What is told when the script ends well before tasks that it began.
    var onLeftBehind: ([DeadlockReport.Waiter]) -> Void = { _ in }

    /// What is told when a task fails that belongs to no other, and that nobody waits for.
    var onUnheard: (ScriptTask, LuaError) -> Void = { _, _ in }
    /// What is told when a task was interrupted, before its to-be-closed variables are closed.
    var onInterrupted: (() -> Void)?
    /// What is to be done before the next step.
    var interlude: (() -> Void)?

    private var watches = Watches()
    private(set) var tasks: [Int: ScriptTask] = [:]
    private var nextTaskID = 1
    private var ready = Queue<Int>()
    private var timers = TimerQueue<WaitID>()
    /// Time-outs that are due, and wait until everything else of this instant has happened.
    private var late: [WaitID] = []
    private var expected: [Int: (Result<DirectoryResponse, TransportError>) -> Void] = [:]
    private var nextTicket = 0
    private var isStopped = false

    init(lua: LuaState, clock: ScriptClock, choices: Choices? = nil) {
        self.lua = lua
        self.clock = clock
        self.choices = choices
    }

    // MARK: Running

    /// How a run ended.
    enum End {
        case finished(Result<[LuaValue], LuaError>)
        case deadlock([DeadlockReport.Waiter])
        case stopped
    }

    /// Runs `function` and the tasks it spawns until it ends; then its tasks are cancelled.
    func run(_ function: LuaFunction, arguments: [LuaValue]) -> End {
        let main = begin(function, as: .script, arguments: arguments)
        defer { cancel(main) }
        return drive(main)
    }

    /// Makes a task that belongs to no other.
    func begin(
        _ function: LuaFunction, as role: ScriptTask.Role, arguments: [LuaValue] = []
    ) -> ScriptTask {
        makeTask(function, role: role, parent: nil, spawnedAt: nil, arguments: arguments)
    }

    /// Runs all tasks until one has ended, or can never end.
    func drive(_ main: ScriptTask) -> End {
        while true {
            while let id = takeReady() {
                if let task = tasks[id] { step(task) }
                takeInterlude()
                if lua.isInterrupted || isStopped { return .stopped }
                if case .finished(let result) = main.state { return .finished(result) }
            }
            receive()
            if isStopped { return .stopped }
            guard ready.isEmpty else { continue }
            if wakeWatchers() { continue }
            guard waitForNext() || endWatches() else {
                let waiting = tasks.values.filter(\.isAlive).sorted { $0.id < $1.id }
                return .deadlock(waiting.map(DeadlockReport.Waiter.init))
            }
        }
    }

    /// Runs what can run now, for about so long, without waiting and without moving virtual time.
    ///
    /// - Returns: whether more could run at once.
    func settle(atMost limit: Duration) -> Bool {
        let start = ContinuousClock.now
        while !lua.isInterrupted, !isStopped {
            receive()
            runDue()
            guard let id = takeReady() else {
                if wakeWatchers() { continue }
                return false
            }
            if let task = tasks[id] { step(task) }
            takeInterlude()
            if ContinuousClock.now - start >= limit { return !ready.isEmpty }
        }
        return false
    }

    /// When a timer fires next, or something happens outside of the tasks.
    var nextInstant: Timestamp? {
        timers.dropFront { [tasks] id in !Self.isWaiting(tasks[id.task], in: id) }
        let now = late.isEmpty ? nil : clock.now
        return [timers.next, outsideWake(), now].compactMap(\.self).min()
    }

    // MARK: Who goes first

    /// Takes out the task that goes on next: the first, unless a schedule says otherwise.
    private func takeReady() -> Int? {
        guard let choices else { return ready.popFirst() }
        // Those that were cancelled meanwhile are nobody's turn.
        while let id = ready.first, tasks[id] == nil { _ = ready.popFirst() }
        let places = ready.places(atMost: Choices.alternativesLimit) { tasks[$0] != nil }
        guard places.count > 1 else { return ready.popFirst() }
        return ready.remove(at: places[choices.pick(.task, of: places.count)])
    }

    /// Takes out the timer that fires next: the first that is due, unless a schedule lets a time-out
    /// wait until everything else of its instant has happened.
    private func takeDue() -> WaitID? {
        guard let choices else { return timers.popDue(at: clock.now) }
        while let id = timers.popDue(at: clock.now) {
            guard case .waiting(let wait)? = tasks[id.task]?.state, wait.id == id else { continue }
            // A timer that only lets its task go on leaves the order to the tasks.
            guard wait.expire != nil, !ready.isEmpty || isMoreDue else { return id }
            if choices.pick(.timer, of: 2) == 0 { return id }
            late.append(id)
        }
        return nil
    }

    /// Whether another timer is due.
    private var isMoreDue: Bool {
        timers.dropFront { !isWaiting(in: $0) }
        return timers.next.map { $0 <= clock.now } ?? false
    }

    /// Runs what was asked for between two steps of tasks; nothing that it runs asks for more.
    private func takeInterlude() {
        guard let next = interlude else { return }
        interlude = nil
        next()
    }

    /// Forgets that the run was to be stopped.
    func endStop() {
        receive()
        isStopped = false
    }

    /// Makes something happen: moves the clock or waits. False when nothing ever can.
    private func waitForNext() -> Bool {
        let next =
            watches.isEmpty
            ? nextInstant : [nextInstant, quietWake()].compactMap(\.self).min()
        guard next != nil || !expected.isEmpty else { return false }
        switch (clock.mode, [next, watches.deadline].compactMap(\.self).min()) {
        case (.virtual, let instant?) where expected.isEmpty:
            let before = clock.now
            clock.advance(to: instant)
            if clock.now > before { onClockMoved(before, clock.now) }
        case (.virtual, _), (.real, nil):
            mailbox.wait(atMost: nil)
        case (.real, let instant?):
            if instant > clock.now { mailbox.wait(atMost: instant.since(clock.now)) }
        }
        receive()
        runDue()
        watches.noteProgress()
        return true
    }

    private func runDue() {
        let late = late
        self.late = []
        if let wake = outsideWake(), wake <= clock.now { runOutside() }
        while let id = takeDue() { expire(id) }
        for id in late { expire(id) }
        for wait in watches.takeOverdue(at: clock.now) { answer(wait, false) }
    }

    /// Lets a wait end with the next thing that happens: with true when something did, with false when
    /// nothing can any more, or at `deadline`.
    func awaitProgress(_ wait: WaitID, until deadline: Timestamp) {
        watches.add(wait, until: deadline)
        current?.isWatching = true
    }

    private func answer(_ wait: WaitID, _ hasHappened: Bool) {
        resume(wait) { stack in
            stack.push(hasHappened)
            return 1
        }
    }

    /// Has tasks look again for which something has happened since they looked.
    private func wakeWatchers() -> Bool {
        let stale = watches.takeStale()
        for wait in stale { answer(wait, true) }
        return !stale.isEmpty
    }

    /// Tells tasks that watch that nothing can happen any more.
    private func endWatches() -> Bool {
        let all = watches.takeAll().filter(isWaiting)
        for wait in all { answer(wait, false) }
        return !all.isEmpty
    }

    private static func isWaiting(_ task: ScriptTask?, in id: WaitID) -> Bool {
        guard case .waiting(let wait)? = task?.state else { return false }
        return wait.id == id
    }

    /// Whether a task still waits where it began to.
    func isWaiting(in id: WaitID) -> Bool { Self.isWaiting(tasks[id.task], in: id) }

    private func receive() {
        for message in mailbox.take() {
            switch message {
            case .answer(let ticket, let result): expected.removeValue(forKey: ticket)?(result)
            case .stop: isStopped = true
            }
        }
    }

    private func step(_ task: ScriptTask) {
        guard case .ready(let payload) = task.state else { return }
        task.state = .running
        task.isFailing = false
        task.isWatching = false
        task.received = nil
        active.append(task)
        let outcome = task.thread.resume { stack in
            do { return try payload(stack) } catch {
                task.received = error as? LuaError
                throw error
            }
        }
        active.removeLast()
        // Who only looked again has made nothing happen.
        if !task.isWatching { watches.noteProgress() }
        switch outcome {
        case .finished(let values):
            complete(task, .success(values))
        case .failed(var error):
            task.onUnfinished?(task.thread)
            // What it has to close may run all the same.
            if error.kind == .interrupted { onInterrupted?() }
            // An error that came from another task keeps the story of where it began.
            if let received = task.received, received.message == error.message {
                error = received.passed(on: "raised again in \(task.label)", by: error)
            }
            complete(task, .failure(close(task)?.raised(after: error) ?? error))
        case .yielded:
            let position = task.thread.location
            task.onUnfinished?(task.thread)
            close(task)
            let message = "attempt to yield from outside a coroutine"
            complete(task, .failure(LuaError(message, at: position)))
        case .suspended:
            guard case .waiting = task.state else {
                preconditionFailure("a host function suspended a task without saying why")
            }
        }
    }

    // MARK: Tasks

    /// Makes a task that ends with the one that runs.
    ///
    /// - Throws: ``LuaFault`` when no task runs, or one that is ending.
    func spawn(
        _ function: LuaFunction, at location: LuaLocation?, arguments: [LuaValue] = []
    ) throws(LuaFault) -> ScriptTask {
        guard let parent = current, !parent.isEnding else {
            throw LuaFault("a task that is ending cannot begin another")
        }
        return makeTask(
            function, role: .spawned, parent: parent, spawnedAt: location, arguments: arguments)
    }

    /// Lets a task that was spawned just now, without arguments, begin at an instant.
    func delay(_ task: ScriptTask, until instant: Timestamp) {
        let id = task.nextWaitID()
        task.state = .waiting(
            ScriptTask.Wait(id: id, what: "its time", since: task.spawnedAt, cancel: {}))
        resume(id, at: instant)
    }

    private func makeTask(
        _ function: LuaFunction, role: ScriptTask.Role, parent: ScriptTask?,
        spawnedAt: LuaLocation?, arguments: [LuaValue]
    ) -> ScriptTask {
        // First, because it may run a finalizer, which may call anything here.
        let thread = lua.makeThread(function)
        let task = ScriptTask(
            id: nextTaskID, role: role, thread: thread, parent: parent, spawnedAt: spawnedAt
        ) { stack in try stack.push(all: arguments) }
        nextTaskID += 1
        tasks[task.id] = task
        parent?.children[task.id] = task
        ready.append(task.id)
        return task
    }

    /// Ends a task and its children, the last one first; what they wait for is given up, and their
    /// to-be-closed variables are closed.
    func cancel(_ task: ScriptTask) {
        for task in task.tree.reversed() where task.isAlive {
            if case .waiting(let wait) = task.state { wait.cancel() }
            task.state = .cancelled
            close(task)
            let waiters = takeOut(task)
            wake(waiters) { _ in throw TaskCancelled() }
            notifyObservers(of: task)
        }
    }

    private func notifyObservers(of task: ScriptTask) {
        let observers = task.observers
        task.observers = []
        for observer in observers { observer(task) }
    }

    /// Closes the to-be-closed variables of a task, which run as a part of it.
    ///
    /// - Returns: the error that closing one of them raised.
    @discardableResult
    private func close(_ task: ScriptTask) -> LuaError? {
        task.isEnding = true
        active.append(task)
        defer { active.removeLast() }
        return task.thread.close()
    }

    /// Forgets a task that has ended; answers who still waits for it.
    private func takeOut(_ task: ScriptTask) -> [WaitID] {
        tasks[task.id] = nil
        lua.recycle(task.thread)
        task.parent?.children[task.id] = nil
        task.parent = nil
        defer { task.waiters = [] }
        return task.waiters.filter { Self.isWaiting(tasks[$0.task], in: $0) }
    }

    private func complete(_ task: ScriptTask, _ result: Result<[LuaValue], LuaError>) {
        if task.role == .statement {
            release(task.childrenInOrder)
        } else {
            if task.role == .script, case .success = result { reportLeftBehind(by: task) }
            for child in task.childrenInOrder.reversed() { cancel(child) }
        }
        task.state = .finished(result)
        let parent = task.parent
        let waiters = takeOut(task)
        switch result {
        case .success(let values):
            wake(waiters) { stack in try stack.push(all: values) }
        case .failure(let error):
            if !waiters.isEmpty || !task.observers.isEmpty {
                wake(waiters) { _ in throw error }
            } else if let parent {
                fail(parent, with: error)
            } else if task.role == .spawned {
                onUnheard(task, error)
            }
        }
        notifyObservers(of: task)
    }

    /// Lets tasks go on after the one that they belong to.
    private func release(_ children: [ScriptTask]) {
        for child in children {
            child.parent?.children[child.id] = nil
            child.parent = nil
        }
    }

    private func reportLeftBehind(by main: ScriptTask) {
        let waiters = main.tree.dropFirst().filter(\.isAlive).map(DeadlockReport.Waiter.init)
        if !waiters.isEmpty { onLeftBehind(waiters) }
    }

    private func wake(_ waiters: [WaitID], _ payload: @escaping ScriptTask.Payload) {
        for waiter in waiters { resume(waiter, payload) }
    }

    /// Raises the error of a child that nobody waits for in its parent, wherever that waits. When
    /// several children fail before the parent goes on, the first one's error counts.
    private func fail(_ parent: ScriptTask, with error: LuaError) {
        switch parent.state {
        case .waiting(let wait):
            wait.cancel()
            ready.append(parent.id)
        case .ready where !parent.isFailing:
            break
        case .ready, .running, .finished, .cancelled:
            return
        }
        parent.isFailing = true
        parent.state = .ready { _ in throw error }
    }

    // MARK: Waiting

    /// Notes that the running task waits. The host function must suspend its call.
    func wait(
        for what: String, since: LuaLocation?, cancel: @escaping () -> Void = {},
        expire: (() -> Void)? = nil
    ) -> WaitID {
        guard let current else { preconditionFailure("only a task can wait") }
        let id = current.nextWaitID()
        current.state = .waiting(
            ScriptTask.Wait(id: id, what: what, since: since, cancel: cancel, expire: expire))
        return id
    }

    /// Does what the timer of a wait is for, if the task still waits there.
    private func expire(_ id: WaitID) {
        guard case .waiting(let wait)? = tasks[id.task]?.state, wait.id == id else { return }
        if let expire = wait.expire { expire() } else { resume(id) { _ in 0 } }
    }

    /// Lets a task go on with the results that `payload` pushes, if it still waits there.
    func resume(_ id: WaitID, _ payload: @escaping ScriptTask.Payload) {
        guard let task = tasks[id.task], Self.isWaiting(task, in: id) else { return }
        task.state = .ready(payload)
        ready.append(task.id)
    }

    /// Lets a task go on at an instant.
    func resume(_ id: WaitID, at instant: Timestamp) { timers.insert(instant, id) }

    /// Expects an answer from outside; ``Mailbox/Message/answer(ticket:_:)`` delivers it.
    func expect(_ deliver: @escaping (Result<DirectoryResponse, TransportError>) -> Void) -> Int {
        nextTicket += 1
        expected[nextTicket] = deliver
        return nextTicket
    }

    /// Forgets an answer that nobody waits for any more.
    func forget(_ ticket: Int) { expected[ticket] = nil }
}
