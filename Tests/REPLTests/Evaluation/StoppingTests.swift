import Directory
import Foundation
import Lua
import REPL
import Scripting
import Testing

@Suite struct `A statement that is stopped` {
    /// Evaluates a statement, which is stopped from another thread once it prints.
    private func stopped(_ text: String, then checks: [String]) throws -> [String] {
        let began = DispatchSemaphore(value: 0)
        var printed: [String] = []
        let runner = try InteractiveRunner(
            ScriptOptions(time: .real, seed: 1), connection: .local(.builtIn)
        ) {
            guard case .printed(let line) = $0 else { return }
            printed.append(String(decoding: line, as: UTF8.self))
            if printed.count == 1 { began.signal() }
        }
        let interpreter = Interpreter(runner)
        try interpreter.begin()
        let stopper = runner.stopper
        #expect(!stopper.stop(), "nothing runs yet")
        let isStopped = DispatchSemaphore(value: 0)
        Thread {
            began.wait()
            stopper.stop()
            isStopped.signal()
        }.start()
        var ends = [Self.text(interpreter.evaluate(text, name: "statement"))]
        isStopped.wait()
        #expect(!stopper.stop(), "nothing runs any more")
        for check in checks { ends.append(Self.text(interpreter.evaluate(check, name: "check"))) }
        return ends
    }

    @Test(arguments: [
        "local kept = 5 print 'runs' while true do end",
        "local kept = 5 print 'runs' pcall(function() while true do end end) while true do end",
        "local kept = 5 print 'runs' muster.sleep '1h'",
        "local kept = 5 print 'runs' muster.channel():receive()",
        "local kept = 5 muster.spawn(function() print 'runs' while true do end end) muster.sleep '1h'",
    ])
    func `ends at once, keeps its variables, and stops nothing else`(text: String) throws {
        // What only another task could end needs one that waits.
        let needsOther = text.contains("channel")
        let full = (needsOther ? "muster.spawn(function() muster.sleep '1h' end) " : "") + text
        let ends = try stopped(full, then: ["kept", "1 + 1"])
        #expect(ends == ["stopped", "5", "2"])
    }

    private static func text(_ outcome: Interpreter.Outcome) -> String {
        switch outcome {
        case .values(let values):
            values.map { if case .integer(let value) = $0 { "\(value)" } else { "?" } }.joined()
        case .failed(let error), .unreadable(let error, _): error.message
        case .deadlock: "deadlock"
        case .stopped: "stopped"
        case .exited: "exited"
        }
    }
}
