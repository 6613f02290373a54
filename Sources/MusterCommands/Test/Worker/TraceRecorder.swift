internal import Lua
internal import Reporting
internal import Scripting

/// Takes the events of one run of a test: shows what it prints, and keeps what reports ask for.
final class TraceRecorder {
    private let parts: AttemptTrace.Parts
    private let isPrinting: Bool
    private var recorder: FlowRecorder?
    private var coverage: ProtocolCoverage?

    /// Makes a recorder that has seen nothing.
    ///
    /// - Parameters:
    ///   - parts: What is kept.
    ///   - isPrinting: Whether what the test prints is shown.
    init(_ parts: AttemptTrace.Parts, printing isPrinting: Bool) {
        self.parts = parts
        self.isPrinting = isPrinting
        if parts.contains(.recording) { recorder = FlowRecorder() }
        if parts.contains(.protocolCoverage) { coverage = ProtocolCoverage() }
    }

    /// Takes in the next event.
    func note(_ event: ScriptEvent) {
        if isPrinting { Self.print(event) }
        recorder?.note(event)
        coverage?.receive(event)
    }

    /// Shows what a test prints and logs where the worker's own output goes, which is the test's.
    static func print(_ event: ScriptEvent) {
        switch event {
        case .printed(let line): Terminal.writeOutput(line + [UInt8(ascii: "\n")])
        case .logged(let text, let location, _):
            Terminal.writeError((location.map { "\($0): " } ?? "") + text + "\n")
        default: break
        }
    }

    /// What was kept.
    func trace(of world: TestWorld) -> AttemptTrace {
        AttemptTrace(
            protocolCoverage: coverage,
            // The host's own text is no file of anybody's.
            lineCoverage: world.lineCoverage?.filtered { $0.hasSuffix(".lua") },
            recording: recorder?.recording)
    }
}
