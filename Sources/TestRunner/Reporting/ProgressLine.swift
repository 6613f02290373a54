/// The one line at the end of a terminal that shows how a run goes on.
///
/// It takes events as they arrive, since it is about what runs now.
public struct ProgressLine: Sendable {
    /// Whether the line is shown: while tests are planned and the run has not ended.
    public private(set) var isDrawn = false
    private let columns: Int
    private var record = RunRecord()
    private var running: [PlannedTest] = []

    /// What removes the line.
    public static let erasure = "\r\u{1B}[2K"

    /// Makes the line of a run that has not begun.
    ///
    /// - Parameter columns: The width of the terminal; the line is always shorter.
    public init(columns: Int) { self.columns = columns }

    /// Takes in the next event, in the order of arrival.
    public mutating func receive(_ event: TestEvent) {
        record.receive(event)
        switch event {
        case .planned: isDrawn = true
        case .testStarted(let test): running.append(test)
        case .testEnded(let test, _, _): running.removeAll { $0 == test }
        case .runEnded: isDrawn = false
        default: break
        }
    }

    /// What draws the line over the last one; nothing when it is not shown.
    ///
    /// - Parameter elapsed: How long the run has been going on.
    public func text(elapsed: Duration) -> String {
        guard isDrawn else { return "" }
        let seconds = elapsed.wholeMicroseconds / 1_000_000
        let clock = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        var line = "[\(clock)] \(record.tests.count)/\(record.planned)"
        if record.failureCount > 0 { line += ", \(record.failureCount) failed" }
        if !running.isEmpty {
            let names = running.map { $0.id.name.onOneLine }.joined(separator: ", ")
            line += ", \(running.count) running: \(names)"
        }
        return Self.erasure + fitting(line)
    }

    /// Counts what is not ASCII as two columns, so that no line is ever broken in two.
    private func fitting(_ line: String) -> String {
        var left = columns - 2
        var shown = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            left -= scalar.isASCII ? 1 : 2
            guard left >= 0 else { return String(shown) + "…" }
            shown.append(scalar == "\t" ? " " : scalar)
        }
        return String(shown)
    }
}
