internal import Directory
internal import DirectoryRuntime
internal import Lua
internal import Sessions
internal import Transport

/// What the host functions of one script work with.
final class ScriptHost {
    let lua: LuaState
    let clock: ScriptClock
    let scheduler: Scheduler
    let service: ServiceObject
    /// Every version of every session that the run has seen.
    let chronicle: Chronicle
    /// The bodies of what follows a session.
    let following = SessionFollowing.functions()
    /// The bodies of what is expected of values.
    let expecting = ExpectationBodies.functions()
    /// The bodies of what takes several requests about handles.
    let clearing = UserHandles.functions()
    /// Where the shoulder taps of a local directory go.
    let taps = TapDelivery()
    let emit: (ScriptEvent) -> Void
    /// How values are shown where a script does not say.
    let inspection: InspectionStyle
    /// The environment variables of the run, by name.
    let environment: (String) -> String?
    var random: SeededRandom
    /// What the functions that stand in for Lua's own end in.
    var originals: StandardFunctions.Originals {
        guard let standard else { preconditionFailure("the standard functions are not installed") }
        return standard
    }
    var standard: StandardFunctions.Originals?
    /// What test files assert with; nil in other scripts.
    var assertions: Assertions?
    /// What the last `assert(value, message)` of a test file raised, if one did.
    var failedAssertion: LuaValue?
    /// The code that the script gave to `os.exit`.
    var exitCode: Int64?
    /// What is called where a script asks for a prompt.
    var onBreakpoint: ((Breakpoint) -> Void)?
    /// What this is the host of.
    weak var world: ScriptWorld?
    /// Does what a prompt can be told to do: a name and the rest of its line.
    var runCommand: ((String, String) throws -> LuaFunction?)?
    /// What the file of tests that runs here has declared; nil for other scripts.
    var suite: Suite?
    /// How many checks are under way by coroutine, see ``Trials``; nil until one was.
    var trials: LuaTable?
    /// Whether expectations and assertions that hold are events, too.
    var tellsWhatHolds = true
    /// Whether ``connections`` and ``players`` are noted.
    var tracksLeaks = false
    /// The connections that were opened, and where.
    private(set) var connections: [(connection: ConnectionObject, location: LuaLocation?)] = []
    /// Those for whom requests were sent to a service elsewhere, if ``tracksLeaks``.
    private(set) var players: Set<Xuid> = []
    /// Brings requests to a directory in process over the simulated network; nil for one elsewhere.
    let courier: Courier?
    /// What decides what the run leaves open, under exploration; nil in an ordinary run.
    let choices: Choices?
    private var exchangeCount = 0

    init(
        lua: LuaState, clock: ScriptClock, connection: ServiceConnection, seed: UInt64,
        inspection: InspectionStyle = InspectionStyle(),
        environment: @escaping (String) -> String? = { _ in nil }, schedule: Schedule? = nil,
        emit: @escaping (ScriptEvent) -> Void
    ) {
        self.lua = lua
        self.clock = clock
        self.emit = emit
        self.inspection = inspection
        self.environment = environment
        choices = schedule.map(Choices.init)
        scheduler = Scheduler(lua: lua, clock: clock, choices: choices)
        chronicle = Chronicle(scheduler)
        random = SeededRandom(seed: seed)
        service = ServiceObject(connection, clock: clock, seed: random.next())
        scheduler.quietWake = { [chronicle, clock] in chronicle.nextTimer(after: clock.now) }
        scheduler.onClockMoved = { emit(.clockMoved(from: $0, to: $1)) }
        scheduler.onLeftBehind = { emit(.leftBehind($0)) }
        if case .local(let transport) = service.route {
            let directory = transport.directory
            let courier = Courier(
                to: transport, clock: clock, scheduler: scheduler, chronicle: chronicle, seed: seed,
                choices: choices, emit: emit)
            self.courier = courier
            scheduler.outsideWake = {
                guard let arrival = courier.next else { return directory.wake }
                return directory.wake.map { min($0, arrival) } ?? arrival
            }
            scheduler.runOutside = { [clock] in
                if let wake = directory.wake, wake <= clock.now { directory.runTimers() }
                courier.runDue()
            }
            taps.onArrival = { tap, user in
                let names = tap.resource.split(separator: "~", omittingEmptySubsequences: false)
                emit(
                    .tapped(
                        user: user, session: names.dropFirst().joined(separator: "/"),
                        changeNumber: tap.changeNumber, at: clock.now,
                        changeTypes: tap.changeTypes))
            }
            taps.carry = { [unowned courier] in courier.push(to: $0, while: $1, $2) }
            directory.onEffect = { [chronicle, taps] effect in
                chronicle.note(effect)
                taps.note(effect)
            }
        } else {
            courier = nil
        }
    }

    /// Whether the directory lies in process.
    var isLocal: Bool {
        if case .local = service.route { return true }
        return false
    }

    /// Hands a script that stands still to whoever looks at it.
    func visit(_ thread: LuaThread) {
        guard let onBreakpoint, let world else { return }
        onBreakpoint(Breakpoint(InteractiveRunner(world), thread))
    }

    /// Takes note of a connection that a script has opened.
    func note(_ connection: ConnectionObject, at location: LuaLocation?) {
        if tracksLeaks { connections.append((connection, location)) }
    }

    private func note(_ user: UserObject) {
        if let xuid = user.caller.user?.xuid { players.insert(xuid) }
        for user in user.delegation?.users ?? [] { players.insert(user.xuid) }
    }

    /// A fresh identifier of this run.
    func guid() -> GUID { random.entropy().guid() }

    /// Sends a request; the answer is given to `finish`, which pushes the results of the call.
    ///
    /// In process the answer is there at once, unless the network or the service is in trouble.
    /// Otherwise the call is suspended.
    ///
    /// - Parameter document: what the script sent, for the error it gets without an answer.
    func exchange(
        _ request: DirectoryRequest, as user: UserObject, for document: RequestObject? = nil,
        in call: inout LuaCall,
        finish: @escaping (DirectoryResponse, LuaStack) throws -> Int
    ) throws {
        exchangeCount += 1
        // In process a session goes with its test.
        if tracksLeaks, !isLocal { note(user) }
        var location = call.location
        // What `update` and its like send, the line that called them sends.
        if location?.chunk == following.name {
            location = call.location(outside: following.name) ?? location
        }
        let exchange = ScriptEvent.Exchange(
            number: exchangeCount, caller: user.label, request: request, time: clock.now,
            location: location)
        switch service.route {
        case .local(let transport):
            if let courier {
                var plan: MessagePlan?
                // A call that cannot wait is left alone, as it is on a quiet network.
                if let choices, call.canSuspend {
                    plan = choices.plan(for: exchange.number, request, from: user.caller)
                }
                if plan != nil || !courier.isQuiet {
                    return try courier.send(
                        exchange, of: document, as: user.caller, under: plan, in: &call,
                        finish: finish)
                }
            }
            emit(.sent(exchange))
            let response = transport.answer(request, as: user.caller)
            chronicle.note(exchange, response, at: clock.now, isLocal: true)
            emit(.answered(exchange, response))
            try call.push { stack in try finish(response, stack) }
        case .remote(let transport, let address):
            guard call.canSuspend else {
                throw LuaFault("attempt to wait for an answer across a C-call boundary")
            }
            emit(.sent(exchange))
            let ticket = send(exchange, of: document, as: user.caller, over: transport, finish)
            let wait = scheduler.wait(for: "an answer of \(address)", since: call.location) {
                [scheduler] in scheduler.forget(ticket.number)
            }
            ticket.wait = wait
            try call.suspend()
        }
    }

    private func send(
        _ exchange: ScriptEvent.Exchange, of document: RequestObject?, as caller: Caller?,
        over transport: any DirectoryTransport & Sendable,
        _ finish: @escaping (DirectoryResponse, LuaStack) throws -> Int
    ) -> Ticket {
        let ticket = Ticket()
        ticket.number = scheduler.expect { [scheduler, chronicle, clock, emit] result in
            guard let wait = ticket.wait else { return }
            switch result {
            case .success(let response):
                chronicle.note(exchange, response, at: clock.now, isLocal: false)
                emit(.answered(exchange, response))
                scheduler.resume(wait) { try finish(response, $0) }
            case .failure(let error):
                emit(.unanswered(exchange, reason: error.description))
                scheduler.resume(wait) { _ in
                    throw ServiceError(unanswered: error, exchange, document)
                }
            }
        }
        let mailbox = scheduler.mailbox
        let number = ticket.number
        let request = exchange.request
        // Not structured: the script's thread is no task. The mailbox brings the answer back, and
        // a cancelled wait forgets its ticket.
        Task.detached {
            do throws(TransportError) {
                let response = try await transport.send(request, as: caller)
                mailbox.post(.answer(ticket: number, .success(response)))
            } catch {
                mailbox.post(.answer(ticket: number, .failure(error)))
            }
        }
        return ticket
    }

    /// Ties an expected answer to the wait that it ends.
    private final class Ticket {
        var number = 0
        var wait: WaitID?
    }
}

extension LuaCall {
    /// The host of the script that calls.
    var host: ScriptHost { context() }
}
