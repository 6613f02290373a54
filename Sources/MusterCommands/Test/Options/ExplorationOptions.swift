internal import ArgumentParser
internal import Scripting

/// Options that say under which schedules tests are run.
struct ExplorationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Run each test under so many schedules that vary who goes first, the network, the "
                + "service and the number of players; make the first failure as small as it can be.",
            valueName: "n"),
        transform: Self.count)
    var explore: Int?

    @Option(
        help: ArgumentHelp(
            "What schedules vary: some of "
                + Schedule.Variation.names.joined(separator: ", ") + ", with + between; all but "
                + "outages by default.", valueName: "parts"),
        transform: Self.variation)
    var vary: String?

    @Option(
        help: ArgumentHelp(
            "Run under one schedule, such as a failure names it: seed=7, or decisions like "
                + "task:3=1,fault:2=412.", valueName: "schedule"),
        transform: Self.schedule)
    var schedule: String?

    func validate() throws {
        guard explore == nil || schedule == nil else {
            throw ValidationError("--explore finds schedules: leave --schedule out.")
        }
        guard vary == nil || explore != nil else {
            throw ValidationError("--vary is for --explore.")
        }
    }

    /// How schedules are explored; nil when none are.
    var exploring: WorkerRequest.Exploring? {
        explore.map {
            WorkerRequest.Exploring(seeds: $0, variation: vary.map { ",vary=\($0)" } ?? "")
        }
    }

    private static func count(_ text: String) throws -> Int {
        guard let number = Int(text), (1...1_000_000).contains(number) else {
            throw ValidationError("a whole number from 1 to 1000000 is needed, not '\(text)'")
        }
        return number
    }

    private static func variation(_ text: String) throws -> String {
        do { return try Schedule.Variation(text).description } catch {
            throw ValidationError("\(error)")
        }
    }

    private static func schedule(_ text: String) throws -> String {
        do { return try Schedule(text).description } catch { throw ValidationError("\(error)") }
    }
}
