import JSON

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Measures Muster against its peers, both in the same run.
///
/// Figures go to standard output as JSON, and to standard error as a table.
@main
struct Benchmarks {
    /// Every row, in the order of the report.
    static let all: [Benchmark] = process + script + directory

    private static let process: [Benchmark] = [
        .start, .startOfPrompt, .keyToPaint, .trivialTests,
    ]
    private static let script: [Benchmark] = [
        .hostCall, .method, .fieldRead, .suspension, .decoding, .encoding, .freshState,
        .inProcessPut, .deadline, .waitingPlayers, .playerEvents,
    ]
    private static let directory: [Benchmark] =
        Benchmark.sessionMemory + Benchmark.memberWrites + [
            .writtenAnswer, .olderReads, .largeWrite, .largeJoin, .writeAmongMany, .queryByUser,
            .queryByKeyword, .timersAmongMany,
        ]

    static func main() async {
        do {
            let arguments = try Arguments(CommandLine.arguments.dropFirst())
            try await run(arguments)
        } catch let misuse as Arguments.Misuse {
            say("muster-bench: \(misuse.text)\n\(Arguments.usage)")
            exit(64)
        } catch {
            say("muster-bench: \(error)")
            exit(70)
        }
    }

    private static func run(_ arguments: Arguments) async throws {
        guard !arguments.wantsHelp else { return print(Arguments.usage) }
        let chosen = all.filter { arguments.filter.isEmpty || $0.name.contains(arguments.filter) }
        guard !chosen.isEmpty else {
            let names = all.map(\.name).joined(separator: ", ")
            throw Arguments.Misuse(
                text: "no row is called '\(arguments.filter)'; there are \(names)")
        }
        let sampler = Sampler(arguments)
        var report = Report()
        say(Report.heading)
        for benchmark in chosen {
            do {
                let row = try await sampler.measure(benchmark)
                report.add(row)
                say(Report.line(row))
            } catch let unavailable as Unavailable {
                report.note(benchmark.name, unavailable.reason)
                say("\(benchmark.name): left out: \(unavailable.reason)")
            }
        }
        print(report.json.prettyText)
    }

    private static func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
