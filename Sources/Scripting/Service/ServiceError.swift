internal import JSON
package import Lua
internal import Sessions
internal import Transport

/// A refusal of the directory, or a request without an answer, as scripts see it.
struct ServiceError: LuaReadableError {
    /// One word for the kind of refusal.
    let kind: String
    /// The HTTP status; nil when there was no answer.
    let status: Int?
    /// The service's own text, or why there is no answer.
    let message: String
    /// The section of the specification that decided.
    let rule: String?
    let isRetryable: Bool
    /// How long to wait before the next attempt, in whole seconds; nil when the service said nothing.
    let retryAfterSeconds: Int?
    let transport: TransportError?
    private let attempted: String
    /// What to do, at the end of the line; empty when there is nothing to say.
    private let hint: String
    // Objects of one state, read only by it.
    private nonisolated(unsafe) let request: RequestObject?
    private nonisolated(unsafe) let session: SessionObject?
    private let user: Xuid?
    /// The session that a write which came too late was based on.
    private let base: JSONValue?

    /// Takes a refusal.
    ///
    /// - Parameters:
    ///   - attempted: what was attempted, after "could not".
    ///   - base: the session that the write was based on, where that is known.
    ///   - mode: the precondition of the write.
    init(
        _ response: DirectoryResponse, attempted: String, by user: UserObject? = nil,
        request: RequestObject? = nil, reference: SessionReference? = nil, base: JSONValue? = nil,
        mode: WriteMode? = nil
    ) {
        status = response.status
        kind = Self.kinds[response.status] ?? "unexpected_status"
        rule = response.rule
        isRetryable = [412, 429, 503].contains(response.status)
        retryAfterSeconds = response.retryAfter.map { Int($0.roundedUpSeconds) }
        transport = nil
        hint =
            rule == "3.5.3" && reference != nil ? "; service:templates() lists what there is" : ""
        self.attempted = (user.map { "\($0.label) could not " } ?? "could not ") + attempted
        self.request = request
        // The only refusals that carry a session (session-directory 2.6).
        if let user, let reference, [403, 412].contains(response.status),
            case .json = response.body
        {
            session = try? SessionObject(response, reference, user)
        } else {
            session = nil
        }
        self.user = user?.caller.user?.xuid
        self.base = response.status == 412 ? base : nil
        message =
            switch response.body {
            case .text(let text): text
            case .json(let limit) where response.status == 429: Self.reason(exceeding: limit)
            case .json where response.status == 412:
                "the session has changed since the version that the write names"
            case .none where response.status == 412: Self.reason(for: mode)
            case .json: Self.reasons[response.status] ?? "the service sent the current session"
            case .none: Self.reasons[response.status] ?? "the service gave no reason"
            }
    }

    init(
        unanswered error: TransportError, _ exchange: ScriptEvent.Exchange,
        _ request: RequestObject?
    ) {
        status = nil
        kind =
            switch error {
            case .timedOut: "timeout"
            case .unreachable, .connectionLost: "unreachable"
            default: "transport"
            }
        message = error.description
        rule = nil
        isRetryable = error.isRetryable
        retryAfterSeconds = nil
        transport = error
        hint = Self.hint(error)
        attempted = "\(exchange.caller) got no answer to \(exchange.request.method)"
        self.request = request
        session = nil
        user = nil
        base = nil
    }

    /// What to do about a service elsewhere that does not answer; the local one has its reasons.
    private static func hint(_ error: TransportError) -> String {
        switch error {
        case .unreachable: "; check that its address is right and that a service runs there"
        case .connectionLost(let url, _) where url.hasPrefix("http"),
            .timedOut(let url, _) where url.hasPrefix("http"):
            "; check that the service still runs"
        default: ""
        }
    }

    /// Where the write and those of others differ; found when somebody asks, since most scripts
    /// only try again.
    private var conflicts: [WriteConflict] {
        guard let base, let request, let session else { return [] }
        return WriteConflict.all(of: request.body, by: user, base: base, theirs: session.document)
    }

    /// In one line: what was attempted, the status, the service's text, the rule.
    var description: String {
        let status = status.map { " (\($0) \(kind))" } ?? ""
        let rule = rule.map { " [rule \($0)]" } ?? ""
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        let conflict = conflicts.summary
        return "\(attempted)\(status): \(line)\(rule)\(hint)"
            + (conflict.isEmpty ? "" : "; \(conflict)")
    }

    /// The fields that an error has for scripts.
    static let fields = [
        Parameter(
            "kind",
            .named("error_kind", doc: "What kind of error it is.", .oneOf(Self.kindChoices)),
            doc: "One word for the kind of error."),
        .optional("status", .integer, doc: "The HTTP status; nil when there was no answer."),
        Parameter("message", .string, doc: "The service's own text, or why there is no answer."),
        .optional(
            "rule", .string, doc: "The section of the directory's specification that decided."),
        Parameter("retryable", .boolean, doc: "Whether the same request may do better later."),
        .optional(
            "retry_after", .integer,
            doc: "How many seconds to wait before that, when the service says so."),
        .optional("request", .object("request"), doc: "What was sent."),
        .optional(
            "session", .object("session"), doc: "The session as the refusal showed it."),
        .optional(
            "conflicts", .list(.object("conflict")),
            doc: "After a 412: by path, what the write was based on, what it wanted and what "
                + "stands there now."),
        .optional("where", .string, doc: "The line of the script that made the call."),
    ]

    static let fieldNames = fields.map(\.name)

    func pushField(_ name: String, on stack: LuaStack) -> Bool {
        switch name {
        case "kind": stack.push(kind)
        case "status": stack.push(status)
        case "message": stack.push(message)
        case "rule": stack.push(rule)
        case "retryable": stack.push(isRetryable)
        case "retry_after": stack.push(retryAfterSeconds)
        case "request": stack.push(request, as: requestClass)
        case "session": stack.push(session, as: sessionClass)
        case "conflicts": stack.push(conflicts)
        default: return false
        }
        return true
    }

    private static let kinds = [
        400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found",
        405: "method_not_allowed", 406: "not_acceptable", 409: "conflict", 412: "out_of_sync",
        429: "too_many_requests", 503: "unavailable",
    ]

    private static let kindChoices: [LuaChoice] =
        kinds.sorted { $0.key < $1.key }.map { LuaChoice($0.value, doc: "Status \($0.key).") } + [
            LuaChoice("unexpected_status", doc: "Any other status."),
            LuaChoice("timeout", doc: "No answer came in time, or no end of a task."),
            LuaChoice("unreachable", doc: "The service cannot be reached, or went away."),
            LuaChoice("transport", doc: "The answer is none of the protocol."),
            LuaChoice("malformed", doc: "The answer is no session."),
            LuaChoice("gone", doc: "The session ended while it was waited for."),
            LuaChoice("expectation", doc: "An expectation does not hold."),
            LuaChoice("cancelled", doc: "The task that was waited for was cancelled."),
            LuaChoice("skipped", doc: "The test ends because it cannot run here."),
        ]

    /// What a status means when the service sends no text (2.6).
    private static let reasons = [
        401: "there is no valid token",
        403: "the caller may read the session but not change it",
        503: "the service is overloaded",
    ]
}

extension LuaError {
    /// What a service refused with: the kind, the status and the rule; nil for another error.
    package var refusal: (kind: String, status: Int?, rule: String?)? {
        (underlying as? ServiceError).map { ($0.kind, $0.status, $0.rule) }
    }

    /// Whether it was raised because a request got no answer.
    package var isUnanswered: Bool { (underlying as? ServiceError)?.transport != nil }
}

extension ServiceError {
    /// What a 412 without a session means (2.4.4, 2.4.5).
    fileprivate static func reason(for mode: WriteMode?) -> String {
        switch mode {
        case .createNew: "the session exists already; 'write' or 'join' changes it"
        case .none: "the state is not the one that the request asks for"
        default: "there is no such session; 'write' or 'create' makes one"
        }
    }

    /// What the body of a 429 tells (2.8.3).
    fileprivate static func reason(exceeding limit: JSONValue) -> String {
        guard let count = limit["maxRequests"]?.integerValue,
            let seconds = limit["periodInSeconds"]?.integerValue
        else { return "the caller has sent too many requests" }
        return "the caller has sent more than \(count) requests in \(seconds) s"
    }
}

extension Duration {
    /// The whole seconds that are at least as long.
    fileprivate var roundedUpSeconds: Int64 {
        let (seconds, attoseconds) = components
        return attoseconds > 0 && seconds < .max ? seconds + 1 : seconds
    }
}

extension LuaStack {
    /// Pushes a list, or nil for an empty one. Stack: -0 +1
    fileprivate func push(_ conflicts: [WriteConflict]) {
        guard !conflicts.isEmpty else { return pushNil() }
        pushTable(elements: conflicts.count)
        for (position, conflict) in conflicts.enumerated() {
            push(conflict, as: conflictClass)
            setElement(position + 1, of: -2)
        }
    }

    fileprivate func push(_ value: Int?) {
        if let value { push(value) } else { pushNil() }
    }

    fileprivate func push(_ value: String?) {
        if let value { push(value) } else { pushNil() }
    }

    fileprivate func push<Object>(_ value: Object?, as type: LuaClass<Object>) {
        if let value { push(value, as: type) } else { pushNil() }
    }
}
