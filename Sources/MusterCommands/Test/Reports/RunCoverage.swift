internal import JSON
internal import Lua
internal import Reporting

/// What all tests of a run exercised together.
struct RunCoverage {
    private let options: CoverageOptions
    private var protocolCoverage = ProtocolCoverage()
    private var lineCoverage = LineCoverage()

    init(_ options: CoverageOptions) { self.options = options }

    /// What workers have to keep for it.
    static func parts(for options: CoverageOptions) -> AttemptTrace.Parts {
        var parts = AttemptTrace.Parts()
        if options.coversProtocol { parts.insert(.protocolCoverage) }
        if options.lcov != nil { parts.insert(.lineCoverage) }
        return parts
    }

    /// Adds what an attempt exercised.
    mutating func add(_ trace: AttemptTrace) {
        if let more = trace.protocolCoverage { protocolCoverage.merge(more) }
        if let more = trace.lineCoverage { lineCoverage.merge(more) }
    }

    /// The files that are written, and their contents.
    var files: [(path: String, text: String)] {
        var files: [(path: String, text: String)] = []
        if let path = options.file { files.append((path, protocolCoverage.json.prettyText + "\n")) }
        if let path = options.lcov { files.append((path, lineCoverage.lcov())) }
        return files
    }

    /// What is shown to people; empty when nobody asked.
    var text: String { options.coverage ? "\n" + protocolCoverage.text : "" }

    /// What is missing, a line each.
    var shortfalls: [String] { options.minimums.compactMap { $0.shortfall(of: protocolCoverage) } }
}
