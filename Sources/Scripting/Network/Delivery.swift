internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// One request on its way over the simulated network, with all of its copies.
final class Delivery {
    let exchange: ScriptEvent.Exchange
    let caller: Caller?
    let document: RequestObject?
    /// What a schedule does to it; nil in an ordinary run.
    let plan: MessagePlan?
    let finish: (DirectoryResponse, LuaStack) throws -> Int
    /// The wait that its end ends; nil as long as the call has not been suspended.
    var wait: WaitID?
    /// Whether the caller has an answer, or waits for none any more.
    var isOver = false
    /// What the call gives, when that was known before the call was suspended.
    private(set) var outcome: ScriptTask.Payload?

    init(
        _ exchange: ScriptEvent.Exchange, _ caller: Caller?, _ document: RequestObject?,
        _ plan: MessagePlan?, _ finish: @escaping (DirectoryResponse, LuaStack) throws -> Int
    ) {
        self.exchange = exchange
        self.caller = caller
        self.document = document
        self.plan = plan
        self.finish = finish
    }

    /// Gives the caller what there is.
    func end(in scheduler: Scheduler, _ payload: @escaping ScriptTask.Payload) {
        guard !isOver else { return }
        isOver = true
        if let wait { scheduler.resume(wait, payload) } else { outcome = payload }
    }

    /// The request as the network sees it.
    ///
    /// - Parameter isSized: whether its length matters; it takes time to find.
    func request(isSized: Bool) -> SimulatedNetwork.Message {
        SimulatedNetwork.Message(
            from: NetworkEndpoint(caller), to: .service, for: NetworkOperation(exchange.request),
            bytes: isSized ? exchange.request.length : 0)
    }

    /// The answer as the network sees it.
    ///
    /// - Parameters:
    ///   - response: the answer; nil when the connection ends instead.
    ///   - isSized: whether its length matters; it takes time to find.
    func answer(_ response: DirectoryResponse?, isSized: Bool) -> SimulatedNetwork.Message {
        SimulatedNetwork.Message(
            from: .service, to: NetworkEndpoint(caller), for: NetworkOperation(exchange.request),
            bytes: isSized ? response?.length ?? 0 : 0)
    }
}

/// What the head of a request or an answer adds to its body, about.
private let headLength = 400

extension DirectoryRequest {
    /// About how many bytes it has on the wire.
    fileprivate var length: Int {
        guard case .json(let body) = body else { return headLength }
        return headLength + body.text.utf8.count
    }
}

extension DirectoryResponse {
    /// About how many bytes it has on the wire.
    fileprivate var length: Int {
        switch body {
        case .none: headLength
        case .text(let text): headLength + text.utf8.count
        case .json(let json): headLength + json.text.utf8.count
        }
    }
}
