internal import ArgumentParser
internal import Reporting

/// Options that say what is counted, and how much of it there has to be.
struct CoverageOptions: ParsableArguments {
    @Flag(help: "Show which parts of the protocol the tests exercised.")
    var coverage = false

    @Option(
        name: .customLong("coverage-json"),
        help: ArgumentHelp("Write that to this file.", valueName: "file"))
    var file: String?

    @Option(
        name: .customLong("coverage-min"),
        help: ArgumentHelp(
            "Fail below this much, such as 40 or rules=25. May be repeated.",
            valueName: "percent"),
        transform: Self.minimum)
    var minimums: [CoverageMinimum] = []

    @Option(
        help: ArgumentHelp("Write which lines of Lua ran to this file.", valueName: "file.info"))
    var lcov: String?

    /// Whether the protocol is looked at.
    var coversProtocol: Bool { coverage || file != nil || !minimums.isEmpty }

    private static func minimum(_ text: String) throws -> CoverageMinimum {
        guard let minimum = CoverageMinimum(text) else {
            let kinds = ProtocolCoverage.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                "a percentage such as 40, or one of a kind such as rules=25, is needed, not "
                    + "'\(text)'; kinds are \(kinds)")
        }
        return minimum
    }
}
