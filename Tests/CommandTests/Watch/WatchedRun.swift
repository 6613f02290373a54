import Foundation

/// A `muster test --watch`, read run by run. Its calls block, as those of ``ChildProcess``.
final class WatchedRun {
    private let process: ChildProcess

    /// What one run told.
    struct Run: Hashable {
        var seed = ""
        /// Each test with its verdict, and each file that did not load.
        var results: [String] = []
        var exitCode = 0
    }

    init(
        in folder: TestFolder, _ arguments: [String] = [], environment: [String: String] = [:]
    ) throws {
        var run = folder.invocation(
            ["--watch", "--format", "json", "--jobs", "2"] + arguments, environment: environment)
        // Far more than these tests take on a machine that has much to do.
        run.limit = .seconds(120)
        process = try run.start()
    }

    /// Waits for the end of the next run, and until the program waits for a change.
    func next() throws -> Run {
        let run = try nextRun()
        try waitForPause()
        return run
    }

    /// Waits for the end of the next run.
    func nextRun() throws -> Run {
        var run = Run()
        while let line = process.readLine() {
            let event = try Event(line)
            switch event.event {
            case "run_started": run.seed = event.seed ?? ""
            case "file_failed_to_load": run.results.append("\(event.file ?? "") does not load")
            case "test_ended":
                let name = event.test?.path.joined(separator: " › ") ?? ""
                run.results.append("\(event.test?.file ?? "") › \(name): \(event.verdict ?? "")")
            case "run_ended":
                run.exitCode = event.exit_code ?? -1
                return run
            default: break
            }
        }
        throw WatchFault(action: "waited for a run", ending: process.finish())
    }

    /// What is said when nothing is to be done.
    static let pause = "muster: waiting for a change; Ctrl-C ends"

    /// Waits until the program waits; answers what else it has said.
    @discardableResult
    func waitForPause() throws -> [String] {
        var lines: [String] = []
        while let line = process.readErrorLine() {
            if line == Self.pause { return lines }
            lines.append(line)
        }
        throw WatchFault(action: "waited for a pause", ending: process.finish())
    }

    /// Waits until an event of this name is told.
    func wait(for name: String) throws {
        while let line = process.readLine() { if try Event(line).event == name { return } }
        throw WatchFault(action: "waited for \(name)", ending: process.finish())
    }

    /// Asks it to end, and waits until it has; answers what it has said since.
    func interrupt() -> Ending {
        process.signal(SIGINT)
        return process.finish()
    }

    private struct Event: Decodable {
        struct Test: Decodable {
            let file: String
            let path: [String]
        }

        let event: String
        let seed: String?
        let file: String?
        let test: Test?
        let verdict: String?
        let exit_code: Int?

        init(_ line: String) throws {
            self = try JSONDecoder().decode(Event.self, from: Data(line.utf8))
        }
    }
}

/// A program that ended, or said nothing more, while something was waited for.
struct WatchFault: Error {
    let action: String
    let ending: Ending
}
