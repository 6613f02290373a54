/// Makes a report of the events of a run, and nothing else: where the text goes is not its matter.
///
/// Events come in the order that ``TestEvent`` states, without secrets.
public protocol Reporter: Sendable {
    /// Takes in the next event, and returns the text that it adds to the report: whole lines.
    mutating func receive(_ event: TestEvent) -> String
}

/// Where a report goes.
public enum ReportDestination: Hashable, Sendable {
    /// Standard output.
    case standardOutput
    /// Standard error.
    case standardError
    /// A file that the run begins anew.
    case file(String)
    /// A file that the run adds to, as other steps do.
    case appending(String)
}
