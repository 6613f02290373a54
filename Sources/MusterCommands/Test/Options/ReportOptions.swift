internal import ArgumentParser
internal import TestRunner

/// Options that say which reports are written, and where.
struct ReportOptions: ParsableArguments {
    @Option(help: "What standard output shows: pretty, quiet, tap, tap13 or json.")
    var format = ReportFormat.pretty

    @Option(help: ArgumentHelp("Write JUnit XML to this file.", valueName: "file"))
    var junit: String?

    @Option(
        help: ArgumentHelp("Write the Test Anything Protocol to this file.", valueName: "file"))
    var tap: String?

    @Option(
        name: .customLong("json-lines"),
        help: ArgumentHelp("Write every event as a line of JSON to this file.", valueName: "file"))
    var jsonLines: String?

    @Option(
        help: ArgumentHelp(
            "Write a page that shows every flow on a timeline to this file.",
            valueName: "file.html"))
    var report: String?

    @Option(help: "auto, always or never.")
    var color = ColorChoice.auto

    /// The reports that the options and the pipeline ask for, in the order to write them.
    ///
    /// - Parameter variable: the environment.
    func reports(
        _ variable: (String) -> String?
    ) -> [(destination: ReportDestination, reporter: any Reporter)] {
        var reports: [(destination: ReportDestination, reporter: any Reporter)] = [
            (.standardOutput, main)
        ]
        if let junit { reports.append((Self.destination(junit), JUnitReporter())) }
        if let tap { reports.append((Self.destination(tap), TAPReporter())) }
        if let jsonLines { reports.append((Self.destination(jsonLines), JSONLinesReporter())) }
        if variable("GITHUB_ACTIONS") == "true" {
            // Where a machine reads standard output, it stays as the machine wants it.
            let isForPeople = format == .pretty || format == .quiet
            reports.append(
                (isForPeople ? .standardOutput : .standardError, AnnotationsReporter()))
            if let file = variable("GITHUB_STEP_SUMMARY"), !file.isEmpty {
                reports.append((.appending(file), StepSummaryReporter()))
            }
        }
        return reports
    }

    private var main: any Reporter {
        let isColored = color.isEnabled(on: Terminal.isOutputTerminal)
        return switch format {
        case .pretty: PrettyReporter(isColored: isColored)
        case .quiet: PrettyReporter(isColored: isColored, showsPassed: false)
        case .tap: TAPReporter()
        case .tap13: TAPReporter(version: .thirteen)
        case .json: JSONLinesReporter()
        }
    }

    private static func destination(_ path: String) -> ReportDestination {
        path == "-" ? .standardOutput : .file(path)
    }
}

/// The values of `--format`.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case pretty, quiet, tap, tap13, json
}
