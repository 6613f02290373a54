internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// Carries requests to the directory in process over the simulated network, and their answers back;
/// scripts see it as `service.network`.
///
/// Each request reaches the directory at an instant of its own, and so does each answer its caller.
/// As long as nothing is said of the network and no fault is set, nobody comes here.
final class Courier {
    var network = SimulatedNetwork()
    var faults = ServiceFaults()
    var random: SeededRandom
    let clock: ScriptClock
    let scheduler: Scheduler
    let transport: InProcessTransport
    private let chronicle: Chronicle
    let emit: (ScriptEvent) -> Void
    var agenda = Agenda()
    /// What decides what becomes of messages under exploration; nil in an ordinary run.
    let choices: Choices?
    /// When the last message to a user arrives that the service sent of itself, under exploration.
    private var lastPushes: [Xuid: Timestamp] = [:]

    init(
        to transport: InProcessTransport, clock: ScriptClock, scheduler: Scheduler,
        chronicle: Chronicle, seed: UInt64, choices: Choices? = nil,
        emit: @escaping (ScriptEvent) -> Void
    ) {
        self.transport = transport
        self.clock = clock
        self.scheduler = scheduler
        self.chronicle = chronicle
        self.choices = choices
        self.emit = emit
        // A stream of its own, so that conditions change no identifier of the run.
        random = SeededRandom(seed: seed ^ 0x6E65_7477_6F72_6B73)
    }

    /// Whether every request is answered at once.
    var isQuiet: Bool { network.isQuiet && faults.isEmpty }

    /// When the next message arrives or is sent again.
    var next: Timestamp? { agenda.next }

    /// Lets everything happen that is due.
    func runDue() {
        while let action = agenda.popDue(at: clock.now) { action() }
    }

    /// Sends a request; the call is suspended unless the answer is there at once.
    ///
    /// - Parameters:
    ///   - exchange: the request.
    ///   - document: what the script sent, for the error it gets without an answer.
    ///   - caller: who sends it.
    ///   - plan: what happens to it beside what the network does; nil for nothing.
    ///   - call: the call that waits for the answer.
    ///   - finish: pushes the results of the call.
    func send(
        _ exchange: ScriptEvent.Exchange, of document: RequestObject?, as caller: Caller?,
        under plan: MessagePlan? = nil, in call: inout LuaCall,
        finish: @escaping (DirectoryResponse, LuaStack) throws -> Int
    ) throws {
        guard call.canSuspend else {
            throw LuaFault("attempt to wait for an answer across a C-call boundary")
        }
        let delivery = Delivery(exchange, caller, document, plan, finish)
        let limit = network.timeout
        let deadline = try clock.instant(after: limit)
        emit(.sent(exchange))
        launch(delivery)
        if let outcome = delivery.outcome { return try call.push { try outcome($0) } }
        let wait = scheduler.wait(
            for: "an answer of the local directory",
            since: call.location(outside: call.host.following.name),
            cancel: { delivery.isOver = true },
            expire: { [unowned self] in
                fail(delivery, .timedOut(url: Self.address, limit: limit))
            })
        delivery.wait = wait
        scheduler.resume(wait, at: deadline)
        try call.suspend()
    }

    /// What messages call the directory.
    static let address = "the local directory"

    // MARK: The way there

    private func launch(_ delivery: Delivery) {
        let request = delivery.request(isSized: network.rules.limitBandwidth)
        let isDuplicated = network.isDuplicated(request, using: &random)
        transmit(request, of: delivery) { [unowned self] in arrive(delivery, isDuplicate: false) }
        if isDuplicated {
            transmit(request, of: delivery) { [unowned self] in arrive(delivery, isDuplicate: true)
            }
        }
    }

    /// Sends a message until it arrives, its connection is given up, or nobody waits any more.
    private func transmit(
        _ message: SimulatedNetwork.Message, of delivery: Delivery, attempt: Int = 0,
        _ arrive: @escaping () -> Void
    ) {
        let now = clock.now
        let isRequest = message.receiver == .service
        var transmission = network.transmit(message, attempt: attempt, at: now, using: &random)
        if let plan = delivery.plan {
            transmission = plan.applied(to: transmission, attempt, at: now, isRequest: isRequest)
        }
        switch transmission {
        case .arrives(let instant) where instant <= now:
            arrive()
        case .arrives(let instant):
            // What is on the line arrives at the directory, whether its sender still waits or not.
            agenda.insert(instant, while: { isRequest || !delivery.isOver }, arrive)
        case .lost(_, let retry):
            let leg: ScriptEvent.Leg = isRequest ? .request : .answer
            emit(.lost(delivery.exchange, leg, at: now, retry: retry))
            guard let retry else { return }
            agenda.insert(retry, while: { !delivery.isOver }) { [unowned self] in
                transmit(message, of: delivery, attempt: attempt + 1, arrive)
            }
        }
    }

    // MARK: At the directory

    private func arrive(_ delivery: Delivery, isDuplicate: Bool) {
        let exchange = delivery.exchange
        let now = clock.now
        if isDuplicate || now > exchange.time {
            emit(.arrived(exchange, at: now, isDuplicate: isDuplicate))
        }
        let subject = ServiceFault.Subject(exchange.request, from: delivery.caller)
        var struck = faults.isEmpty ? [] : faults.strike(subject, at: now, using: &random)
        var delay = Duration.zero
        if let plan = delivery.plan, !isDuplicate {
            if let fault = plan.fault {
                struck.append(ServiceFault.Kind(fault))
            } else if let later = plan.copyDelay {
                agenda.insert(now.adding(later)) { [unowned self] in
                    emit(.arrived(exchange, at: clock.now, isDuplicate: true))
                    _ = answer(delivery)
                }
                // Whoever repeats a request has not passed on the answer, which counts all the same.
                delay = later
            }
        }
        for kind in struck {
            emit(.faulted(exchange, fault: kind.name, at: now))
            switch kind {
            case .slow(let distribution):
                delay += distribution.draw(using: &random)
            case .timeout:
                return
            case .droppedBefore:
                return reply(.failure(Self.dropped), to: delivery, after: delay)
            case .droppedAfter:
                _ = answer(delivery)
                return reply(.failure(Self.dropped), to: delivery, after: delay)
            case .unavailable(let retryAfter):
                let response = DirectoryResponse(
                    status: 503, date: now, retryAfter: retryAfter, rule: "2.6")
                return reply(.success(response), to: delivery, after: delay)
            case .tooManyRequests(let retryAfter):
                return reply(
                    .success(.tooManyRequests(retryAfter: retryAfter, at: now)), to: delivery,
                    after: delay)
            case .outOfSync:
                guard let response = staleness(of: delivery) else { break }
                return reply(.success(response), to: delivery, after: delay)
            }
        }
        reply(.success(answer(delivery)), to: delivery, after: delay)
    }

    private static let dropped = TransportError.connectionLost(
        url: address, reason: "it was dropped")

    /// Lets the directory act.
    private func answer(_ delivery: Delivery) -> DirectoryResponse {
        let response = transport.answer(delivery.exchange.request, as: delivery.caller)
        chronicle.note(delivery.exchange, response, at: clock.now, isLocal: true)
        return response
    }

    /// What a write is refused with when its precondition does not hold (2.4.3 to 2.4.6); nil when
    /// the directory has another refusal.
    private func staleness(of delivery: Delivery) -> DirectoryResponse? {
        let request = delivery.exchange.request
        guard let reference = request.target.reference else { return nil }
        var read = DirectoryRequest.get(.session(reference))
        read.contractVersion = request.contractVersion
        var response = transport.answer(read, as: delivery.caller)
        guard response.status == 200 || response.status == 204 else { return nil }
        if request.ifMatch == nil || response.status == 204 {
            return DirectoryResponse(status: 412, date: response.date, rule: "2.4.5")
        }
        response.status = 412
        response.rule = "2.4.3"
        return response
    }

    // MARK: The way back

    private func reply(
        _ result: Result<DirectoryResponse, TransportError>, to delivery: Delivery,
        after delay: Duration
    ) {
        guard delay > .zero else { return sendBack(result, to: delivery) }
        agenda.insert(clock.now.adding(delay), while: { !delivery.isOver }) { [unowned self] in
            sendBack(result, to: delivery)
        }
    }

    private func sendBack(
        _ result: Result<DirectoryResponse, TransportError>, to delivery: Delivery
    ) {
        guard !delivery.isOver else { return }
        let message = delivery.answer(
            try? result.get(), isSized: network.rules.limitBandwidth)
        transmit(message, of: delivery) { [unowned self] in
            guard !delivery.isOver else { return }
            switch result {
            case .success(let response):
                emit(.answered(delivery.exchange, response))
                delivery.end(in: scheduler) { try delivery.finish(response, $0) }
            case .failure(let error):
                fail(delivery, error)
            }
        }
    }

    private func fail(_ delivery: Delivery, _ error: TransportError) {
        emit(.unanswered(delivery.exchange, reason: error.description))
        delivery.end(in: scheduler) { _ in
            throw ServiceError(unanswered: error, delivery.exchange, delivery.document)
        }
    }
}

extension Courier {
    /// Carries something that the service sends of itself, over a connection that a user keeps open.
    ///
    /// - Parameters:
    ///   - isOpen: whether the connection is still there.
    ///   - arrive: what happens when it arrives; at once on a quiet network.
    func push(
        to user: Xuid, while isOpen: @escaping () -> Bool,
        _ arrive: @escaping () -> Void
    ) {
        if let choices {
            let delay = choices.tapDelay()
            let last = lastPushes[user] ?? clock.now
            if delay > .zero || last > clock.now {
                // One connection carries them all, so those that come later wait.
                let instant = max(clock.now.adding(delay), last)
                lastPushes[user] = instant
                return agenda.insert(instant, while: isOpen) { [unowned self] in
                    carry(to: user, attempt: 0, while: isOpen, arrive)
                }
            }
        }
        carry(to: user, attempt: 0, while: isOpen, arrive)
    }

    private func carry(
        to user: Xuid, attempt: Int, while isOpen: @escaping () -> Bool,
        _ arrive: @escaping () -> Void
    ) {
        guard !network.isQuiet || attempt > 0 else { return arrive() }
        let now = clock.now
        let message = SimulatedNetwork.Message(from: .service, to: .user(user), for: .read)
        switch network.transmit(message, attempt: attempt, at: now, using: &random) {
        case .arrives(let instant) where instant <= now:
            arrive()
        case .arrives(let instant):
            agenda.insert(instant, while: isOpen, arrive)
        case .lost(_, let retry):
            guard let retry else { return }
            agenda.insert(retry, while: isOpen) { [unowned self] in
                carry(to: user, attempt: attempt + 1, while: isOpen, arrive)
            }
        }
    }
}

extension DirectoryResponse {
    /// A refusal that a rate limit would give, that of 13.2 for bursts (2.8.3).
    fileprivate static func tooManyRequests(
        retryAfter: Duration, at now: Timestamp
    ) -> DirectoryResponse {
        DirectoryResponse(
            status: 429,
            body: .json([
                "version": 1, "currentRequests": 31, "maxRequests": 30, "periodInSeconds": 15,
                "limitType": "rate",
            ]), date: now, retryAfter: retryAfter, rule: "13.2")
    }
}
