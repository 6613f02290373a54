internal import Sessions
internal import TestRunner

/// Makes the choices of one run as its schedule says, and records those that differ from what an
/// ordinary run chooses.
///
/// What a seed draws for a choice depends on nothing but the seed, the kind and the number of the
/// choice, so that one decision changes as little as possible of those that follow.
final class Choices {
    /// The decisions so far, in the order in which they were made.
    private(set) var decisions: [Decision] = []
    /// Those who have sent a request.
    private var callers: Set<Xuid> = []
    private let source: Source
    /// How many choices there were, for the kinds that count their own.
    private var counts: [Decision.Kind: Int] = [:]
    /// Those whose last request was struck by a fault, so that a seed spares the next one: who tries
    /// again gets through.
    private var struck: Set<Sender> = []

    private enum Source {
        case drawing(Drawing)
        case list([Place: Int])
    }

    /// Who sends a request, and what kind of request.
    private struct Sender: Hashable {
        let xuid: Xuid?
        let method: String
        let namesEtag: Bool
    }

    private struct Place: Hashable {
        let kind: Decision.Kind
        let ordinal: Int
    }

    /// How many of those that could go first are looked at.
    static let alternativesLimit = 256

    init(_ schedule: Schedule) {
        switch schedule.source {
        case .seed(let seed, let intensity, let variation):
            source = .drawing(Drawing(seed: seed, intensity: intensity, variation))
        case .decisions(let decisions):
            let values = decisions.map { (Place(kind: $0.kind, ordinal: $0.ordinal), $0.value) }
            source = .list(Dictionary(values) { $1 })
        }
    }

    /// How many users have sent a request.
    var players: Int { callers.count }

    // MARK: Who goes first

    /// Which of several goes first; 0 is the one whose turn it is.
    ///
    /// - Parameter count: how many there are, above 1.
    func pick(_ kind: Decision.Kind, of count: Int) -> Int {
        let ordinal = nextOrdinal(kind)
        let drawn = choice(kind, ordinal) { $0.place(kind, ordinal, below: count) }
        let place = min(max(drawn ?? 0, 0), count - 1)
        if place > 0 { note(kind, ordinal, place) }
        return place
    }

    /// How many players there are, between two numbers.
    func players(from least: Int, to most: Int) -> Int {
        guard least < most else { return least }
        let ordinal = nextOrdinal(.players)
        let drawn = choice(.players, ordinal) {
            $0.number(.players, ordinal, from: least, to: most)
        }
        let count = min(max(drawn ?? least, least), most)
        if count > least { note(.players, ordinal, count) }
        return count
    }

    // MARK: Messages

    /// What happens to a request; nil when nothing does.
    ///
    /// - Parameters:
    ///   - number: the number of its exchange.
    ///   - request: the request.
    ///   - caller: who sends it.
    func plan(
        for number: Int, _ request: DirectoryRequest, from caller: Caller?
    ) -> MessagePlan? {
        let xuid = caller?.user?.xuid
        let namesEtag = request.isWriteNamingEtag
        let sender = Sender(xuid: xuid, method: request.method, namesEtag: namesEtag)
        if let xuid { callers.insert(xuid) }
        var plan = MessagePlan()
        var isChanged = false
        func take(_ kind: Decision.Kind, _ draw: (Drawing) -> Int?) -> Int? {
            guard let value = choice(kind, number, draw), kind.values.contains(value),
                value != Decision.Fault.conflict.rawValue || kind != .fault || namesEtag
            else { return nil }
            note(kind, number, value)
            isChanged = true
            return value
        }
        let wasStruck = struck.remove(sender) != nil
        plan.fault = take(.fault) { drawing in
            wasStruck ? nil : drawing.fault(number, namesEtag: namesEtag)
        }.flatMap(Decision.Fault.init(rawValue:))
        if plan.fault != nil { struck.insert(sender) }
        if let delay = take(.delay, { $0.delay(.delay, number) }) {
            plan.delay = .milliseconds(delay)
        }
        if let delay = take(.answer, { $0.delay(.answer, number) }) {
            plan.answerDelay = .milliseconds(delay)
        }
        plan.losses = take(.loss) { $0.losses(number) } ?? 0
        plan.copyDelay = take(.copy) { $0.delay(.copy, number) }.map { .milliseconds($0) }
        return isChanged ? plan : nil
    }

    /// How much longer a shoulder tap takes.
    func tapDelay() -> Duration {
        let ordinal = nextOrdinal(.tap)
        guard let delay = choice(.tap, ordinal, { $0.delay(.tap, ordinal) }), delay > 0 else {
            return .zero
        }
        note(.tap, ordinal, delay)
        return .milliseconds(delay)
    }

    // MARK: Sources

    private func choice(
        _ kind: Decision.Kind, _ ordinal: Int, _ draw: (Drawing) -> Int?
    ) -> Int? {
        switch source {
        case .drawing(let drawing): draw(drawing)
        case .list(let values): values[Place(kind: kind, ordinal: ordinal)]
        }
    }

    private func nextOrdinal(_ kind: Decision.Kind) -> Int {
        counts[kind, default: 0] += 1
        return counts[kind, default: 0]
    }

    private func note(_ kind: Decision.Kind, _ ordinal: Int, _ value: Int) {
        decisions.append(Decision(kind, ordinal, value))
    }
}
