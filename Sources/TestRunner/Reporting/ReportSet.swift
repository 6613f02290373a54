/// All reports of one run: puts events in order, takes secrets out, and folds each report.
public struct ReportSet: Sendable {
    /// What the events so far come to, in order and without secrets.
    public private(set) var record = RunRecord()
    private var sequencer: Sequencer
    private let redaction: Redaction
    private var reports: [(destination: ReportDestination, reporter: any Reporter)]
    private var progress: ProgressLine?

    /// Text for one destination.
    public struct Output: Hashable, Sendable {
        /// Where it goes.
        public var destination: ReportDestination
        /// What to write there as it is.
        public var text: String
    }

    /// Makes the reports of a run that has not begun.
    ///
    /// - Parameters:
    ///   - reports: The reporters and where their text goes, in the order to write.
    ///   - redaction: The secrets that no report may show.
    ///   - failureLimit: After how many failed tests the run ends; nil for no limit.
    ///   - progress: The live line at the end of the terminal that standard error is; nil elsewhere.
    public init(
        _ reports: [(destination: ReportDestination, reporter: any Reporter)],
        redaction: Redaction, failureLimit: Int? = nil, progress: ProgressLine? = nil
    ) {
        sequencer = Sequencer(failureLimit: failureLimit)
        self.reports = reports
        self.redaction = redaction
        self.progress = progress
    }

    /// Whether so many tests have failed that the run ends.
    public var hasReachedLimit: Bool { sequencer.hasReachedLimit }

    /// Takes in an event in the order of arrival, and returns what to write, in order.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - elapsed: How long the run has been going on; only the live line shows it.
    public mutating func receive(_ event: TestEvent, elapsed: Duration) -> [Output] {
        var outputs: [Output] = []
        for event in sequencer.receive(event) {
            let event = redaction.redacting(event)
            record.receive(event)
            for index in reports.indices {
                let text = reports[index].reporter.receive(event)
                guard !text.isEmpty else { continue }
                outputs.append(Output(destination: reports[index].destination, text: text))
            }
        }
        return withProgress(outputs, after: event, elapsed: elapsed)
    }

    /// Redraws the live line, such as once in a while when nothing happens.
    ///
    /// - Parameter elapsed: How long the run has been going on.
    public func tick(elapsed: Duration) -> [Output] {
        guard let line = progress?.text(elapsed: elapsed), !line.isEmpty else { return [] }
        return [Output(destination: .standardError, text: line)]
    }

    /// The live line is taken away before other text is written, and drawn anew behind it.
    private mutating func withProgress(
        _ outputs: [Output], after event: TestEvent, elapsed: Duration
    ) -> [Output] {
        guard progress != nil else { return outputs }
        let isDrawn = progress?.isDrawn == true
        progress?.receive(redaction.redacting(event))
        let onTerminal = outputs.contains {
            $0.destination == .standardError || $0.destination == .standardOutput
        }
        var all = outputs
        if isDrawn, onTerminal || progress?.isDrawn == false {
            all.insert(Output(destination: .standardError, text: ProgressLine.erasure), at: 0)
        }
        return all + tick(elapsed: elapsed)
    }
}
