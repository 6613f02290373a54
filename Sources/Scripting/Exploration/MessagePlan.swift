internal import Sessions
internal import TestRunner
internal import Transport

/// What a schedule does to one request and its answer, beside what the network does.
struct MessagePlan {
    /// How much longer the request takes to the service.
    var delay = Duration.zero
    /// How much longer the answer takes.
    var answerDelay = Duration.zero
    /// How often the request is lost before it gets through.
    var losses = 0
    /// How long after the request a copy of it arrives; nil for no copy.
    var copyDelay: Duration?
    /// What goes wrong with the request.
    var fault: Decision.Fault?
}

extension MessagePlan {
    /// What becomes of an attempt to send one of the two messages.
    ///
    /// - Parameters:
    ///   - transmission: what the network makes of it.
    ///   - attempt: how often it was sent before.
    ///   - now: when it is sent.
    ///   - isRequest: whether it is the request; otherwise it is the answer.
    func applied(
        to transmission: SimulatedNetwork.Transmission, _ attempt: Int, at now: Timestamp,
        isRequest: Bool
    ) -> SimulatedNetwork.Transmission {
        guard case .arrives(let instant) = transmission else { return transmission }
        if isRequest, attempt < losses {
            let pause = SimulatedNetwork.firstRetransmission * (1 << attempt)
            return .lost(.chance, retry: now.adding(pause))
        }
        return .arrives(at: instant.adding(isRequest ? delay : answerDelay))
    }
}

extension ServiceFault.Kind {
    /// What a schedule lets go wrong, with the same pauses as a script that names none.
    init(_ fault: Decision.Fault) {
        self =
            switch fault {
            case .droppedBefore: .droppedBefore
            case .droppedAfter: .droppedAfter
            case .timeout: .timeout
            case .conflict: .outOfSync
            case .tooManyRequests: .tooManyRequests(retryAfter: .seconds(15))
            case .unavailable: .unavailable(retryAfter: .seconds(5))
            }
    }
}

extension DirectoryRequest {
    /// Whether it is a write that holds for one version of a session alone.
    var isWriteNamingEtag: Bool {
        guard method != "GET", let ifMatch else { return false }
        return ifMatch != "*"
    }
}
