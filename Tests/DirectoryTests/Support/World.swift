import Directory
import JSON
import Sessions
import Testing

/// A directory with the fixtures of the conformance cases, its callers, and a clock that only the
/// test moves.
///
/// Every answer that passes through is checked: its headers, its document, the invariants of 16.3,
/// that a refusal left everything as it was, and that repeating a write changes nothing.
final class World {
    private(set) var directory: SessionDirectory
    private(set) var now = WireTime.t0
    /// What has happened to stored state, in order.
    private(set) var effects: [DirectoryEffect] = []

    private var random = SeededRandom(seed: 1)
    private var history = AnswerHistory()
    private var seen: [SessionReference] = []
    private var madeHandles: [DirectoryTarget] = []

    init(legacyContracts: Bool = false, setting: (inout DirectoryOptions) -> Void = { _ in }) {
        var options = DirectoryOptions()
        options.legacyContracts = legacyContracts
        setting(&options)
        directory = SessionDirectory(templates: .fixtures, options: options)
    }

    var a: Sender { Sender(world: self, caller: .a) }
    var a2: Sender { Sender(world: self, caller: .a2) }
    var b: Sender { Sender(world: self, caller: .b) }
    var c: Sender { Sender(world: self, caller: .c) }
    var d: Sender { Sender(world: self, caller: .d) }
    var v: Sender { Sender(world: self, caller: .server) }

    /// Who follows and blocks whom.
    var people: SocialGraph {
        get { directory.people }
        set { directory.people = newValue }
    }

    /// Lets one user follow another.
    func follow(_ other: Sender, by user: Sender) {
        people.follow(other.userID, by: user.userID)
    }

    /// Lets one user block another.
    func block(_ other: Sender, by user: Sender) {
        people.block(other.userID, by: user.userID)
    }

    /// Moves the clock to T0 + `offset`, running the directory's own timers on the way.
    func move(to offset: Duration) {
        let target = WireTime.instant(offset)
        precondition(target >= now, "the clock only moves forward")
        while let wake = directory.wake, wake <= target {
            now = max(now, wake)
            note(directory.runTimers(at: now, entropy: random.entropy()))
            if let next = directory.wake, next <= wake {
                Issue.record("wake stays at \(next) although its timers ran")
                break
            }
        }
        now = target
    }

    /// Does to the directory what no request does.
    func change<Value>(_ body: (inout SessionDirectory, Entropy) -> Value) -> Value {
        body(&directory, random.entropy())
    }

    /// Takes note of effects that belong together.
    func note(_ news: [DirectoryEffect], at location: SourceLocation = #_sourceLocation) {
        for problem in EffectOrder(effects: news).problems {
            Issue.record("\(problem)", sourceLocation: location)
        }
        effects += news
    }

    /// The text of T0 + `offset` in documents.
    func time(_ offset: Duration) -> JSONValue { .string(WireTime.text(offset)) }

    func send(
        _ request: DirectoryRequest, from caller: Caller?, at location: SourceLocation
    ) -> Answer {
        if let reference = request.target.reference,
            !seen.contains(where: { $0.key == reference.key })
        {
            seen.append(reference)
        }
        let before = directory
        let outcome = directory.handle(request, from: caller, at: now, entropy: random.entropy())
        note(outcome.effects, at: location)
        let exchange = Exchange(
            request: request, caller: caller, now: now, response: outcome.response)

        var problems = exchange.headerProblems + exchange.documentProblems
        problems += history.problems(adding: exchange)
        if exchange.mustLeaveNoTrace { problems += traces(since: before) }
        if let path = outcome.response.location, request.target == .handles {
            madeHandles.append(DirectoryTarget(httpPath: path))
        }
        if exchange.isNoCommit, !outcome.effects.isEmpty {
            problems.append("nocommit had effects: \(outcome.effects)")
        }
        if exchange.isAcceptedWrite { problems += repetitionProblems(exchange) }
        for problem in problems {
            Issue.record("\(problem)\n  in \(exchange)", sourceLocation: location)
        }
        return Answer(response: outcome.response)
    }

    /// What a server sees of each session differently than it would have `before`.
    ///
    /// A refused request still counts as an access at which timers run (7.3.7), or it was refused
    /// before that (2.7); so the state may be the one before or the one after one timer run.
    private func traces(since before: SessionDirectory) -> [String] {
        var (untouched, touched) = (before, directory)
        var problems: [String] = []
        for reference in seen {
            let expected = look(at: reference, in: &untouched)
            let afterTimers = look(at: reference, in: &untouched)
            let found = look(at: reference, in: &touched)
            if found != expected, found != afterTimers {
                problems.append(
                    "\(reference.key) must be as before (2.7, 5.8): "
                        + "\(expected.failureText) became \(found.failureText)")
            }
        }
        for handle in madeHandles {
            var earlier = before
            let expected = look(at: handle, in: &earlier)
            // The timers of the sessions have run in this copy.
            let afterTimers = look(at: handle, in: &untouched)
            let found = look(at: handle, in: &touched)
            if found != expected, found != afterTimers {
                problems.append(
                    "\(handle) must be as before: "
                        + "\(expected.failureText) became \(found.failureText)")
            }
        }
        return problems
    }

    /// What goes wrong when the same write is sent once more without preconditions (3.3, 5.9).
    private func repetitionProblems(_ exchange: Exchange) -> [String] {
        guard let reference = exchange.reference else { return [] }
        let etag = exchange.response.etag
        var copy = directory
        // A timer that is due already would make the repetition meet another state.
        guard look(at: reference, in: &copy).etag == etag else { return [] }

        var request = exchange.request
        (request.ifMatch, request.ifNoneMatch) = (nil, nil)
        let again = copy.handle(request, from: exchange.caller, at: now, entropy: random.entropy())
        let state = look(at: reference, in: &copy)
        guard state.etag == etag else {
            return ["the same write again is a change (5.9): \(again.response.failureText)"]
        }
        // A title decides an episode once (8.8.3).
        if again.response.status == 400, exchange.decidesEpisode { return [] }
        // Who has left may not be allowed to read any more.
        if again.response.status == 403, exchange.callerLeaves { return [] }
        let isSame =
            again.response.status == 200
            && again.response.etag == etag
            && again.response.body.withoutNextTimer == exchange.response.body.withoutNextTimer
        return isSame
            ? [] : ["the same write again answers otherwise (5.9): \(again.response.failureText)"]
    }

    /// The answer to a server's GET; `directory` is a copy that is not used any further.
    private func look(
        at reference: SessionReference, in directory: inout SessionDirectory
    ) -> DirectoryResponse {
        look(at: .session(reference), in: &directory)
    }

    private func look(
        at target: DirectoryTarget, in directory: inout SessionDirectory
    ) -> DirectoryResponse {
        var random = random
        return directory.handle(
            .get(target), from: .server, at: now, entropy: random.entropy()
        ).response
    }
}
