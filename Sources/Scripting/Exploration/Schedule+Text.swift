public import TestRunner

/// Why a text is no schedule.
public enum ScheduleError: Error, Sendable, Hashable {
    /// One of the decisions is none.
    case decision(Decision.TextError)
    /// A choice is decided twice.
    case repeated(Decision)
    /// There are more decisions than this.
    case tooManyDecisions(limit: Int)
    /// A seed is no decimal number of 64 bits.
    case seed(String)
    /// An intensity is no number from 0 to 1.
    case intensity(String)
    /// There is no such part of a run to vary.
    case variation(String)
}

extension Schedule {
    /// What stands for a schedule without decisions.
    private static let ordinary = "none"

    /// Reads a schedule as the command line has it.
    ///
    /// - Parameter text: Decisions with commas between, such as `task:12=2,fault:3=503`; `none` for
    ///   no decision; or `seed=7`, which `intensity=0.5` and `vary=tasks+network` may follow.
    /// - Throws: ``ScheduleError`` that tells which part is wrong.
    public init(_ text: some StringProtocol) throws(ScheduleError) {
        guard text != Self.ordinary else {
            self.init(decisions: [])
            return
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        if parts[0].hasPrefix("seed=") {
            try self.init(drawnBy: parts)
            return
        }
        guard parts.count <= Self.decisionsLimit else {
            throw .tooManyDecisions(limit: Self.decisionsLimit)
        }
        var decisions: [Decision] = []
        var seen: Set<Decision> = []
        for part in parts {
            let decision: Decision
            do throws(Decision.TextError) { decision = try Decision(part) } catch {
                throw .decision(error)
            }
            guard seen.insert(Decision(decision.kind, decision.ordinal, 0)).inserted else {
                throw .repeated(decision)
            }
            decisions.append(decision)
        }
        self.init(decisions: decisions)
    }

    private init(drawnBy parts: [some StringProtocol]) throws(ScheduleError) {
        let digits = parts[0].dropFirst("seed=".count)
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let seed = UInt64(digits) else {
            throw .seed(String(digits))
        }
        var intensity = Self.standardIntensity
        var variation = Variation.standard
        for part in parts.dropFirst() {
            let name = part.prefix { $0 != "=" }
            let value = part.dropFirst(name.count + 1)
            switch name {
            case "intensity":
                guard let number = Double(String(value)), (0...1).contains(number) else {
                    throw .intensity(String(value))
                }
                intensity = number
            case "vary":
                variation = try Variation(String(value))
            default:
                throw .decision(.malformed(String(part)))
            }
        }
        self.init(seed: seed, intensity: intensity, varying: variation)
    }
}

extension Schedule: CustomStringConvertible {
    /// The schedule as ``init(_:)`` reads it.
    public var description: String {
        switch source {
        case .decisions(let decisions):
            return decisions.isEmpty
                ? Self.ordinary : decisions.map(\.description).joined(separator: ",")
        case .seed(let seed, let intensity, let variation):
            var text = "seed=\(seed)"
            if intensity != Self.standardIntensity { text += ",intensity=\(intensity)" }
            if variation != .standard { text += ",vary=\(variation)" }
            return text
        }
    }
}

extension Schedule.Variation: CustomStringConvertible {
    /// The parts by name.
    private static let named: [(name: String, part: Schedule.Variation)] = [
        ("tasks", .tasks), ("network", .network), ("faults", .faults), ("outages", .outages),
        ("players", .players),
    ]

    /// Reads names with `+` between, such as `tasks+network`; `nothing` for none.
    ///
    /// - Throws: ``ScheduleError/variation(_:)`` with a name that is none.
    public init(_ text: String) throws(ScheduleError) {
        self = []
        guard text != "nothing" else { return }
        for name in text.split(separator: "+", omittingEmptySubsequences: false) {
            guard let part = Self.named.first(where: { $0.name == name })?.part else {
                throw .variation(String(name))
            }
            insert(part)
        }
    }

    /// The names of the parts with `+` between, which ``init(_:)`` reads.
    public var description: String {
        let names = Self.named.filter { contains($0.part) }.map(\.name)
        return names.isEmpty ? "nothing" : names.joined(separator: "+")
    }

    /// The names of all parts, for messages and help.
    public static var names: [String] { named.map(\.name) }
}

extension ScheduleError: CustomStringConvertible {
    /// What was found and what would do.
    public var description: String {
        switch self {
        case .decision(let error): "\(error)"
        case .repeated(let decision):
            "'\(decision)' decides what was decided before (each choice once expected)"
        case .tooManyDecisions(let limit): "there are more than \(limit) decisions"
        case .seed(let text):
            "'\(text)' is no seed (a number from 0 to \(UInt64.max) expected)"
        case .intensity(let text): "'\(text)' is no intensity (a number from 0 to 1 expected)"
        case .variation(let name):
            "'\(name)' cannot be varied (one of "
                + Schedule.Variation.names.joined(separator: ", ") + ", with + between, expected)"
        }
    }
}
