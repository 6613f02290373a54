/// How much of the protocol a run has to exercise.
public struct CoverageMinimum: Sendable, Hashable {
    /// Of what; nil for everything together.
    public let kind: ProtocolCoverage.Kind?
    /// How much, from 0 to 100.
    public let percent: Double

    /// Makes a minimum.
    public init(_ percent: Double, of kind: ProtocolCoverage.Kind? = nil) {
        self.kind = kind
        self.percent = percent
    }

    /// Reads `50`, `50%`, `rules=50` or `rules=50%`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard let last = parts.last, parts.count <= 2 else { return nil }
        let number = last.hasSuffix("%") ? last.dropLast() : last
        guard !number.isEmpty, number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }),
            let percent = Double(number), (0...100).contains(percent)
        else { return nil }
        guard parts.count == 2 else {
            self.init(percent)
            return
        }
        guard let kind = ProtocolCoverage.Kind(rawValue: String(parts[0])) else { return nil }
        self.init(percent, of: kind)
    }

    /// What is missing, as a line for people; nil when the minimum is reached.
    public func shortfall(of coverage: ProtocolCoverage) -> String? {
        let reached = kind.map { coverage.percent(of: $0) } ?? coverage.percent
        guard reached < percent else { return nil }
        let subject = kind.map { "of \($0.rawValue) " } ?? ""
        return "protocol coverage \(subject)is \(Self.text(reached)) %, and has to be "
            + "\(Self.text(percent)) % at least"
    }

    /// Rounded down to one digit after the point, and without it when that is 0.
    private static func text(_ percent: Double) -> String {
        let tenths = Int(percent * 10)
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
