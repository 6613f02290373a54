internal import JSON

/// A refusal on its way to becoming an answer.
struct Rejection: Error, Equatable {
    /// What the answer carries.
    enum Body: Equatable {
        case none
        case text(String)
        /// The whole session, for callers who may read it (2.4.3, 2.6).
        case session
        case json(JSONValue)
    }

    var status: Int
    var body: Body
    /// The section of the specification that fired.
    var rule: String
    /// The methods of a 405.
    var allow: [String] = []
    /// How long to wait before the next attempt, of a 429 or 503.
    var retryAfter: Duration?

    static func text(_ status: Int, _ text: String, rule: String) -> Rejection {
        Rejection(status: status, body: .text(text), rule: rule)
    }

    static func badRequest(_ text: String, rule: String) -> Rejection {
        .text(400, text, rule: rule)
    }

    /// The caller may read the session, but not do this (2.6).
    static func forbiddenWithSession(rule: String) -> Rejection {
        Rejection(status: 403, body: .session, rule: rule)
    }

    /// The directory has no room for one more session (2.6).
    static var overloaded: Rejection {
        var rejection = Rejection(status: 503, body: .none, rule: "2.6")
        // As long as a reservation lasts: sooner there is hardly more room.
        rejection.retryAfter = .seconds(30)
        return rejection
    }

    /// A constant differs from the one that is set (13.3).
    static func constantConflict(path: String, rule: String) -> Rejection {
        .text(
            409,
            "The constant field '\(path)' is specified in the request, but the value conflicts "
                + "with the one in the session.", rule: rule)
    }
}
