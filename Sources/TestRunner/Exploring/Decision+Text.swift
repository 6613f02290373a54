extension Decision {
    /// Why a text is no decision.
    public enum TextError: Error, Hashable, Sendable {
        /// It is not `kind:ordinal=value`.
        case malformed(String)
        /// There is no such kind.
        case unknownKind(String)
        /// The ordinal is no number from 1 to ``Decision/ordinalLimit``.
        case invalidOrdinal(String, Kind)
        /// The value is none that the kind has.
        case invalidValue(String, Kind)
    }

    /// The largest ordinal.
    public static let ordinalLimit = 1_000_000_000

    /// Reads `kind:ordinal=value`, such as `task:12=2`, `fault:3=503` or `delay:7=250ms`.
    ///
    /// - Parameter text: The decision, without space around it. Milliseconds end with `ms`, and
    ///   whole seconds may end with `s` instead.
    /// - Throws: ``TextError`` that tells which part is wrong.
    public init(_ text: some StringProtocol) throws(TextError) {
        let halves = text.split(separator: "=", omittingEmptySubsequences: false)
        let place = halves[0].split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, place.count == 2 else { throw .malformed(String(text)) }
        guard let kind = Kind(rawValue: String(place[0])) else {
            throw .unknownKind(String(place[0]))
        }
        guard let ordinal = Self.number(place[1]), (1...Self.ordinalLimit).contains(ordinal) else {
            throw .invalidOrdinal(String(place[1]), kind)
        }
        guard let value = Self.value(halves[1], of: kind), kind.values.contains(value) else {
            throw .invalidValue(String(halves[1]), kind)
        }
        self.init(kind, ordinal, value)
    }

    private static func value(_ text: some StringProtocol, of kind: Kind) -> Int? {
        if kind == .fault { return Fault(name: String(text))?.rawValue }
        guard kind.isDuration else { return number(text) }
        if text.hasSuffix("ms") { return number(text.dropLast(2)) }
        guard text.hasSuffix("s"), let seconds = number(text.dropLast()),
            seconds <= kind.values.upperBound
        else { return nil }
        return seconds * 1000
    }

    /// A number of digits alone.
    private static func number(_ text: some StringProtocol) -> Int? {
        text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }
}

extension Decision: CustomStringConvertible {
    /// `kind:ordinal=value`, which ``init(_:)`` reads.
    public var description: String { "\(kind.rawValue):\(ordinal)=\(valueText)" }

    private var valueText: String {
        if kind == .fault { return Fault(rawValue: value)?.name ?? "\(value)" }
        return kind.isDuration ? "\(value)ms" : "\(value)"
    }
}

extension Decision.Fault {
    /// The status that the caller gets, or what becomes of the request in one word.
    public var name: String {
        switch self {
        case .droppedBefore: "dropped_before"
        case .droppedAfter: "dropped_after"
        case .timeout: "timeout"
        case .conflict, .tooManyRequests, .unavailable: "\(rawValue)"
        }
    }

    init?(name: String) {
        guard let fault = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = fault
    }
}

extension Decision.TextError: CustomStringConvertible {
    /// What was found and what would do.
    public var description: String {
        switch self {
        case .malformed(let text):
            "'\(text)' is no decision (kind:number=value expected, such as task:12=2)"
        case .unknownKind(let name):
            "there is no choice '\(name)' (one of "
                + Decision.Kind.allCases.map(\.rawValue).joined(separator: ", ") + " expected)"
        case .invalidOrdinal(let text, let kind):
            "'\(kind.rawValue):\(text)' names no choice (a number from 1 to "
                + "\(Decision.ordinalLimit) expected)"
        case .invalidValue(let text, let kind):
            "'\(text)' is no value of '\(kind.rawValue)' (\(kind.expectation) expected)"
        }
    }
}

extension Decision.Kind {
    fileprivate var expectation: String {
        if self == .fault {
            return "one of " + Decision.Fault.allCases.map(\.name).joined(separator: ", ")
        }
        let range = "from \(values.lowerBound) to \(values.upperBound)"
        return isDuration ? "milliseconds \(range), such as 250ms," : "a number \(range)"
    }
}
