public import Sessions

/// The multiplayer session directory as a value.
///
/// It has no clock, no input or output and no randomness of its own: the same state, request,
/// caller, time and entropy give the same answer and the same next state, on every machine.
public struct SessionDirectory: Sendable {
    let templates: TemplateCatalog
    let options: DirectoryOptions

    /// Makes a directory without sessions.
    ///
    /// The catalog is fixed from then on; a service config exists when it has a template (3.5.3).
    public init(templates: TemplateCatalog = .builtIn, options: DirectoryOptions = .init()) {
        self.templates = templates
        self.options = options
    }

    /// Answers one request.
    ///
    /// A refused request leaves every session as it was, except that timers of the session which
    /// were due before the request are applied (7.3.7).
    ///
    /// - Parameters:
    ///   - caller: who asks; nil when there is no valid token, which is answered with 401.
    ///   - now: the time of the request. Time must not run backwards from call to call.
    ///   - entropy: fresh for each request; identifiers are derived from it.
    public mutating func handle(
        _ request: DirectoryRequest, from caller: Caller?, at now: Timestamp, entropy: Entropy
    ) -> Outcome {
        Outcome(response: DirectoryResponse(status: 404, date: now, rule: "2.7"))
    }

    /// The next moment at which ``runTimers(at:entropy:)`` must be called although nobody asks.
    ///
    /// Nil today: all timers of sessions are applied when a session is next accessed (7.3.1), and
    /// the one exception, a lost connection (7.5.4), is not built yet.
    public var wake: Timestamp? { nil }

    /// Applies the timers that do not wait for an access (7.5.4).
    public mutating func runTimers(at now: Timestamp, entropy: Entropy) -> [DirectoryEffect] { [] }
}
