import Directory
import JSON
import Sessions

/// One workload, driven through the directory and the model side by side.
package struct Run {
    let scenario: Scenario
    private var directory: SessionDirectory
    private(set) var model: Model
    /// The handles made so far.
    private(set) var handles: [Names.Pair] = []
    private var now = Scenario.start
    private var random: Choice
    private var names = Names()
    private var history: [Int: [Names.Pair]] = [:]
    package private(set) var digest = Digest()
    /// How often what happened, by a short name.
    package internal(set) var tally: [String: Int] = [:]
    /// The steps so far with their answers, for people.
    private(set) var lines: [String] = []
    private let keepsLines: Bool

    package init(_ scenario: Scenario, keepsLines: Bool = false) {
        self.scenario = scenario
        self.keepsLines = keepsLines
        directory = scenario.directory
        model = scenario.model
        random = Choice(seed: scenario.seed)
    }

    /// The position of the first operation after which both differ, and how; nil for none.
    package static func firstDifference(
        in operations: [Operation], _ scenario: Scenario
    ) -> (position: Int, text: String)? {
        var run = Run(scenario)
        for (position, operation) in operations.enumerated() {
            if let text = run.step(operation) { return (position, text) }
        }
        return nil
    }

    /// Takes one step; tells what differs.
    package mutating func step(_ operation: Operation) -> String? {
        now = now.adding(milliseconds: operation.wait)
        let caller = operation.sender.caller
        let before = directory
        let entropy = random.entropy()
        let request = request(operation, \.engine)
        let outcome = directory.handle(request, from: caller, at: now, entropy: entropy)
        model.chosenName = outcome.response.chosenName
        model.touched = Set(outcome.effects.compactMap(\.sessionKey))
        let (handle, sessions) = (handle(operation.place), sessions(of: operation))
        let expected = model.answer(request: request, operation, from: caller, at: now, self)
        digest.add(outcome)
        count(outcome.response)
        count(operation, handle, outcome.response)
        if keepsLines { lines.append("\(operation)\n  → \(outcome.response.status)") }
        var comparison = AnswerComparison(names: names, asksNoCommit: operation.asksNoCommit)
        comparison.compare(expected.answer, outcome.response, at: now)
        comparison.compare(expected.effects, outcome.effects, expired: model.expired)
        names = comparison.names
        if outcome.response.status == 201, case .json(let body) = outcome.response.body,
            case .json(let own) = expected.answer.body,
            let model = own["id"]?.stringValue, let engine = body["id"]?.stringValue
        {
            handles.append(Names.Pair(model: model, engine: engine))
        }
        var problems = comparison.problems
        for number in operation.place.session.map({ [$0] }) ?? Array(scenario.sessions.indices) {
            problems += look(at: number)
        }
        if outcome.response.status >= 300 || operation.asksNoCommit {
            problems += traceProblems(operation, before, sessions)
        } else if operation.method == "PUT" {
            // The write may have ended the handle by which it came.
            if handle.map({ model.handles[$0.id] != nil }) ?? true {
                problems += repetitionProblems(
                    operation, request, outcome.response, sessions)
            }
        }
        return problems.isEmpty ? nil : problems.joined(separator: "\n")
    }

    private mutating func count(_ answer: DirectoryResponse) {
        var names = ["\(answer.status)"]
        if let rule = answer.rule { names.append("\(answer.status) by \(rule)") }
        if case .json(let document) = answer.body {
            if let stage = document["initializing"]?["stage"]?.stringValue { names.append(stage) }
            for member in document["members"]?.objectValue ?? [:] {
                guard let failure = member.value["initializationFailure"]?.stringValue else {
                    continue
                }
                names.append("failure " + failure)
            }
            names += ["searchHandle", "roleTypes"].filter { document[$0] != nil }
        }
        for name in names { tally[name, default: 0] += 1 }
    }

    /// Compares the state of a session as a server sees it.
    private mutating func look(at number: Int) -> [String] {
        let request = DirectoryRequest.get(.session(scenario.sessions[number]))
        var (directory, model) = (directory, model)
        let outcome = directory.handle(request, from: .server, at: now, entropy: random.entropy())
        let expected = model.answer(request, from: .server, at: now)
        digest.add(outcome)
        // A timer that is due now gives the copies a state that nobody else may ever see.
        let isStable = directory == self.directory
        var comparison = AnswerComparison(names: names, asksNoCommit: false)
        comparison.compare(expected.answer, outcome.response, at: now)
        if isStable { names = comparison.names }
        if isStable, let model = expected.answer.etag, let engine = outcome.response.etag {
            let pair = Names.Pair(model: model, engine: engine)
            if history[number]?.last != pair { history[number, default: []].append(pair) }
        }
        return comparison.problems.map { "seen by a server: \($0)" }
    }

    /// A refused request leaves the state equal, but for timers that were due (7.3.7).
    private func traceProblems(
        _ operation: Operation, _ before: SessionDirectory, _ sessions: [SessionReference]
    ) -> [String] {
        if directory == before { return [] }
        if operation.asksNoCommit { return ["the state changed"] }
        for touched in [
            [], sessions, sessions.reversed(), Array(sessions.prefix(1)), Array(sessions.suffix(1)),
        ] {
            var copy = before
            // Handles that have expired may go with any request.
            _ = copy.handle(
                .get(.templates(scid: Scenario.scid)), from: .server, at: now,
                entropy: Entropy(0, 0))
            for session in touched {
                _ = copy.handle(
                    .get(.session(session)), from: .server, at: now, entropy: Entropy(0, 0))
            }
            if copy == directory { return [] }
        }
        return ["the state changed by more than timers"]
    }

    /// An accepted write changes nothing when it is repeated (3.3, 5.9).
    private func repetitionProblems(
        _ operation: Operation, _ request: DirectoryRequest, _ answer: DirectoryResponse,
        _ sessions: [SessionReference]
    ) -> [String] {
        guard answer.status != 204, !operation.takesOutAndPutsIn, !operation.decides else {
            return []
        }
        var copy = directory
        for session in sessions {
            _ = copy.handle(
                .get(.session(session)), from: .server, at: now, entropy: Entropy(0, 0))
        }
        // A timer that is due already would make the repetition meet another state.
        guard copy == directory else { return [] }
        var request = request
        (request.ifMatch, request.ifNoneMatch) = (nil, nil)
        let again = copy.handle(
            request, from: operation.sender.caller, at: now, entropy: Entropy(1, 1)
        ).response
        // Who has left may not read any more.
        if operation.leaves, again.status == 403 { return copy == directory ? [] : ["403 changes"] }
        var problems: [String] = []
        if again.status != 200 { problems.append("the same write again answers \(again)") }
        if again.body != answer.body { problems.append("the same write again shows another body") }
        if copy != directory { problems.append("the same write again changes the state") }
        return problems
    }

    // MARK: Requests

    /// The request of an operation; the parties have different names for the same etag.
    func request(
        _ operation: Operation, _ side: KeyPath<Names.Pair, String>
    ) -> DirectoryRequest {
        DirectoryRequest(
            method: operation.method, target: target(operation.place, side),
            query: operation.query
                + (operation.asksNoCommit ? [.init(name: "nocommit", value: "true")] : []),
            contractVersion: operation.contractVersion,
            ifMatch: header(operation.ifMatch, operation.place, side),
            ifNoneMatch: header(operation.ifNoneMatch, operation.place, side),
            body: operation.body)
    }

    private func header(
        _ tags: [Operation.Tag], _ place: Operation.Place, _ side: KeyPath<Names.Pair, String>
    ) -> String? {
        guard !tags.isEmpty else { return nil }
        let number = place.session ?? handle(place).flatMap(sessionNumber)
        let known = number.flatMap { history[$0] } ?? []
        return tags.map { tag in
            switch tag {
            case .star: return "*"
            case .current: return known.last?[keyPath: side] ?? "\"none\""
            case .unquoted:
                return known.last?[keyPath: side].filter { $0 != "\"" } ?? "none"
            case .weak: return "W/" + (known.last?[keyPath: side] ?? "\"none\"")
            case .earlier: return known.dropLast().last?[keyPath: side] ?? "\"none\""
            case .unknown: return "\"none\""
            }
        }.joined(separator: ", ")
    }
}

extension Model {
    /// Answers the operation that `request` is the directory's form of.
    fileprivate mutating func answer(
        request: DirectoryRequest, _ operation: Operation, from caller: Caller?, at now: Timestamp,
        _ run: Run
    ) -> (answer: ModelAnswer, effects: [Effect]) {
        var own = request
        let tagged = run.request(operation, \.model)
        (own.ifMatch, own.ifNoneMatch) = (tagged.ifMatch, tagged.ifNoneMatch)
        own.target = tagged.target
        return answer(own, from: caller, at: now)
    }
}

extension Operation {
    private var memberKeys: [String] {
        guard case .json(let body) = body else { return [] }
        if case .me = place { return body.isNull ? ["me"] : [] }
        return body["members"]?.objectValue?.names ?? []
    }

    /// Removals and reservations in one request, which do not come to rest when repeated.
    fileprivate var takesOutAndPutsIn: Bool {
        memberKeys.contains { $0.hasPrefix("reserve") }
            && (leaves || memberKeys.contains { Int($0) != nil })
    }

    /// Says how an initialization ended, which can be said only once (8.8.3).
    fileprivate var decides: Bool {
        guard case .json(let body) = body else { return false }
        let properties: JSONValue? =
            if case .properties = place { body } else { body["properties"] }
        return properties?["system"]?["initializationSucceeded"] != nil
    }

    fileprivate var leaves: Bool {
        guard case .json(let body) = body else { return false }
        if case .me = place { return body.isNull }
        return body["members"]?["me"] == .some(.null)
    }
}
