internal import JSON
public import Scripting
internal import Sessions

/// How much of the protocol a run has exercised: a fold over its events.
///
/// Requests count when they are answered. The whole protocol is the measure: some of it, such as the
/// URIs of a session's elements, no script can ask for.
public struct ProtocolCoverage: Sendable {
    /// How often each thing was met, by kind; also what is in no universe.
    var counts: [Kind: [String: Int]] = [:]
    private var seats = MemberSeats()

    /// How many things outside a universe are kept, for each kind; more of them are forgotten.
    static let outsideLimit = 200

    /// Makes the coverage of a run in which nothing has happened.
    public init() {}

    /// Takes one event.
    public mutating func receive(_ event: ScriptEvent) {
        switch event {
        case .answered(let exchange, let response): note(exchange.request, response)
        case .tapped(_, _, _, _, let changeTypes):
            for type in changeTypes { add(.taps, type) }
        case .printed, .sent, .unanswered, .clockMoved, .logged, .arrived, .lost, .faulted,
            .judged, .leftBehind:
            break
        }
    }

    /// Adds what another run has exercised. Counts end at the largest number that there is.
    public mutating func merge(_ other: ProtocolCoverage) {
        for kind in Kind.allCases {
            // In order, so that what is beyond the limit does not depend on chance.
            for (item, count) in (other.counts[kind] ?? [:]).sorted(by: { $0.key < $1.key }) {
                add(kind, item, count)
            }
        }
    }

    /// How often one thing was met.
    public func count(_ kind: Kind, _ item: String) -> Int { counts[kind]?[item] ?? 0 }

    /// What was met of a kind, in the order of its universe.
    public func covered(_ kind: Kind) -> [String] {
        kind.universe.filter { count(kind, $0) > 0 }
    }

    /// What was not met of a kind, in the order of its universe.
    public func missed(_ kind: Kind) -> [String] {
        kind.universe.filter { count(kind, $0) == 0 }
    }

    /// What was met though it is in no universe, in the order of its text.
    public func outside(_ kind: Kind) -> [String] {
        (counts[kind] ?? [:]).keys.filter { !kind.items.contains($0) }.sorted()
    }

    /// How much of a kind was met, from 0 to 100.
    public func percent(of kind: Kind) -> Double {
        Self.percent(covered(kind).count, of: kind.universe.count)
    }

    /// How much of everything was met, from 0 to 100: each thing counts as much as any other.
    public var percent: Double {
        let covered = Kind.allCases.reduce(0) { $0 + self.covered($1).count }
        let total = Kind.allCases.reduce(0) { $0 + $1.universe.count }
        return Self.percent(covered, of: total)
    }

    static func percent(_ count: Int, of total: Int) -> Double {
        total == 0 ? 100 : 100 * Double(count) / Double(total)
    }

    mutating func add(_ kind: Kind, _ item: String, _ count: Int = 1) {
        let present = counts[kind]?[item]
        if present == nil, !kind.items.contains(item), outside(kind).count >= Self.outsideLimit {
            return
        }
        let (sum, isTooLarge) = (present ?? 0).addingReportingOverflow(count)
        counts[kind, default: [:]][item] = isTooLarge ? .max : sum
    }
}

extension ProtocolCoverage: Equatable {
    /// Whether both have met the same as often.
    public static func == (left: ProtocolCoverage, right: ProtocolCoverage) -> Bool {
        left.counts == right.counts
    }
}

// MARK: What an answer tells

extension ProtocolCoverage {
    private mutating func note(_ request: DirectoryRequest, _ response: DirectoryResponse) {
        let path = DirectoryRoute(request.target)?.pattern ?? "(another path)"
        add(.routes, "\(request.method) \(path)")
        add(.statuses, "\(response.status)")
        let answer = "\(request.method) \(path) \(response.status)"
        if Kind.answers.items.contains(answer) { add(.answers, answer) }
        if let rule = response.rule { add(.rules, rule) }
        if (200...299).contains(response.status) { noteWritten(request) }
        noteSeen(request.target, response)
        if response.status == 204, request.method == "PUT", request.leaves {
            add(.members, "removed")
        }
    }

    private mutating func noteWritten(_ request: DirectoryRequest) {
        guard request.method == "PUT", case .json(let body) = request.body else { return }
        let place = request.target.elementPath ?? []
        for path in ProtocolFields.requests.paths(in: body, at: place) { add(.written, path) }
    }

    private mutating func noteSeen(_ target: DirectoryTarget, _ response: DirectoryResponse) {
        guard case .json(let body) = response.body else { return }
        // A 403 and a 412 have the whole session, whatever they are about (2.4.3).
        let isWhole =
            body["constants"] != nil && body["properties"] != nil && body["members"] != nil
        let place = isWhole ? [] : target.elementPath
        guard let place, isWhole || response.status == 200, isWhole || !place.isEmpty else {
            return
        }
        for path in ProtocolFields.sessions.paths(in: body, at: place) { add(.seen, path) }
        if isWhole {
            noteSession(body)
        } else if place.first == "members" {
            noteMember(body)
        }
    }

    private mutating func noteSession(_ document: JSONValue) {
        if let stage = document["initializing"]?["stage"]?.stringValue { add(.stages, stage) }
        for entry in document["members"]?.objectValue ?? [:] where entry.value.objectValue != nil {
            noteMember(entry.value)
        }
        for _ in 0..<seats.note(document) { add(.members, "removed") }
    }

    private mutating func noteMember(_ entry: JSONValue) {
        let system = entry["properties"]?["system"]
        let isReserved = entry["reserved"] == true
        let named = ["active", "ready"].first { system?[$0] == true } ?? "inactive"
        add(.members, isReserved ? "reserved" : named)
        if let failure = entry["initializationFailure"]?.stringValue { add(.failures, failure) }
    }
}

extension DirectoryRequest {
    /// Whether the caller takes itself out.
    fileprivate var leaves: Bool {
        guard case .json(let body) = body else { return false }
        return body["members"]?["me"]?.isNull ?? false
    }
}

extension DirectoryTarget {
    /// Where its document stands in a session's; nil when it is about no session.
    fileprivate var elementPath: [String]? {
        switch self {
        case .session, .handleSession: []
        case .properties: ["properties"]
        case .memberMe, .member: ["members", "*"]
        case .server: ["servers", "*"]
        case .sessions, .batch, .templates, .template, .handles, .handle, .handleQuery, .unknown:
            nil
        }
    }
}
