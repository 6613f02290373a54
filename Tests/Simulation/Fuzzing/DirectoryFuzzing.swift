import Directory
import JSON
import Sessions

/// What a fuzzer calls with bytes of its own; nil when all is well, else what is not.
package enum DirectoryFuzzing {
    /// A sequence of operations: the first byte chooses the scenario, the rest the operations.
    package static func operations(_ bytes: [UInt8]) -> String? {
        guard let first = bytes.first else { return nil }
        let scenario = Scenario(seed: UInt64(first))
        let operations = Workload.operations(bytes: bytes.dropFirst(), limit: 200)
        guard let found = Run.firstDifference(in: operations, scenario) else { return nil }
        let transcript = Transcript(
            scenario: scenario, operations: Array(operations.prefix(found.position + 1)))
        return "\(transcript)"
    }

    /// A request as HTTP carries it: head lines, an empty line, the body.
    ///
    /// It is decoded to a request and, where it is a write, to the changes that it asks for; then a
    /// directory answers it. Nothing may trap, what was read must be written and read alike, and a
    /// refusal must leave the directory as it was.
    package static func request(_ bytes: [UInt8]) -> String? {
        let request = DirectoryRequest(httpForm: form(bytes))
        if case .json(let body) = request.body {
            _ = try? MultiplayerSessionRequest(json: body)
        }
        if let problem = readingProblem(request) { return problem }
        for sender in [Operation.Sender.alpha, .server, .nobody] {
            var copy = directory
            let outcome = copy.handle(
                request, from: sender.caller, at: Scenario.start, entropy: Entropy(3, 4))
            guard (200..<600).contains(outcome.response.status) else {
                return "the status is \(outcome.response.status)"
            }
            if outcome.response.status >= 400, !outcome.effects.isEmpty {
                // Timers that were due may have run (7.3.7), and only they.
                var touched = directory
                _ = touched.handle(
                    DirectoryRequest(method: "GET", target: request.target), from: .server,
                    at: Scenario.start, entropy: Entropy(0, 0))
                if copy != touched { return "\(outcome.response.status) has left a trace" }
            }
            if (try? outcome.response.httpForm()) == nil { return "the answer has no HTTP form" }
        }
        return nil
    }

    /// A directory in which there is something.
    private static let directory: SessionDirectory = {
        let scenario = Scenario(seed: 1)
        var directory = scenario.directory
        for operation in Workload.operations(seed: 1, count: 60) {
            let request = DirectoryRequest(
                method: operation.method, target: scenario.target(operation.place),
                body: operation.body)
            _ = directory.handle(
                request, from: operation.sender.caller, at: Scenario.start, entropy: Entropy(1, 2))
        }
        return directory
    }()

    /// What was read once must be read alike for ever.
    private static func readingProblem(_ request: DirectoryRequest) -> String? {
        guard let form = try? request.httpForm() else { return nil }
        let again = DirectoryRequest(httpForm: form)
        guard let formAgain = try? again.httpForm() else {
            return "what was read cannot be written"
        }
        guard DirectoryRequest(httpForm: formAgain) == again else {
            return "what was read is read differently: \(again)"
        }
        return nil
    }

    private static func form(_ bytes: [UInt8]) -> HTTPRequestForm {
        var lines: [String] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(line)
        }
        let first = (lines.first ?? "").split(
            separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        var form = HTTPRequestForm(
            method: String(first.first ?? ""), target: String(first.dropFirst().first ?? ""),
            body: Array(rest))
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            form.headers.append(String(parts.first ?? ""), String(parts.dropFirst().first ?? ""))
        }
        return form
    }
}
