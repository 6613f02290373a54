internal import Scripting
internal import TestRunner

/// The command that runs one attempt at a test again as it ran.
///
/// Beside the test, the seed and the schedule, it names the options that decide what a test finds and
/// what it may use, where they differ from what a command line without them would come to, with or
/// without the variables of this environment. All other options choose tests, order them, end the run
/// as a whole or report on it. `CI` is left out, too: it refuses a run, or changes nothing.
struct RepeatCommand {
    let world: WorldOptions
    let exploration: ExplorationOptions
    /// What the run was told, by whatever place.
    let settings: Configuration
    /// What the file of settings says by itself, and below the environment.
    let assumed: [Configuration]

    /// The command for an attempt.
    ///
    /// - Parameters:
    ///   - test: The test.
    ///   - seed: The seed of a run that begins with this attempt.
    ///   - schedule: What it ran under; nil for an ordinary run, and for an exploration that did not
    ///     come to its end.
    func text(_ test: DeclaredTest, runSeed seed: UInt64, schedule: String?) -> String {
        var words = ["muster", "test", Self.path(test.test.id.file)]
        words += ["--filter", Self.pattern(test.test.id), "--seed", String(seed)]
        words += self.schedule(schedule)
        // Under other seeds it may pass.
        if (test.retries ?? 0) > 0 { words += ["--retries", "0"] }
        words += worldOptions
        return words.map(\.quotedForShell).joined(separator: " ")
    }

    private func schedule(_ schedule: String?) -> [String] {
        if let schedule { return ["--schedule", schedule] }
        guard let count = exploration.explore else { return [] }
        return ["--explore", String(count)]
            + (exploration.vary.map { Self.option("--vary", $0) } ?? [])
    }

    private var worldOptions: [String] {
        var words: [String] = []
        let service = settings.service ?? "local"
        if differs(by: { $0.service ?? "local" }) { words += Self.option("--service", service) }
        // A service elsewhere has templates and a time of its own.
        if service == "local" {
            if differs(by: { $0.templates ?? [] }) {
                words += (settings.templates ?? []).flatMap { Self.option("--template", $0) }
            }
            if differs(by: { $0.time ?? .virtual }) {
                words += ["--time", (settings.time ?? .virtual).rawValue]
            }
        }
        let timeout = settings.timeout ?? RunningOptions.defaultTimeout
        if differs(by: { $0.timeout ?? RunningOptions.defaultTimeout }) {
            words += ["--timeout", timeout.shortText]
        }
        if world.memoryLimit != WorldOptions.defaultMemoryLimit {
            words += ["--memory-limit", Self.size(world.memoryLimit)]
        }
        if let file = world.configured.file { words += Self.option("--config", file) }
        return words
    }

    private func differs(by value: (Configuration) -> some Equatable) -> Bool {
        assumed.contains { value($0) != value(settings) }
    }

    /// An option with its value, which may look like an option itself.
    private static func option(_ name: String, _ value: String) -> [String] {
        value.hasPrefix("-") ? [name + "=" + value] : [name, value]
    }

    /// A path that looks like no option.
    private static func path(_ file: String) -> String {
        file.hasPrefix("-") ? "./" + file : file
    }

    /// The filter for one test.
    private static func pattern(_ test: TestID) -> String {
        let pattern = NamePattern.exactly(test).text
        guard pattern.last?.isNewline == true else { return pattern }
        // What a shell puts in the place of a command loses the line ends at its end.
        let name = test.fullName.unicodeScalars
        let end = name.lastIndex { !Character($0).isNewline }.map(name.index(after:))
        var text = ""
        for scalar in name[..<(end ?? name.startIndex)] {
            if "\\*?".unicodeScalars.contains(scalar) { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return "name:" + text
            + String(repeating: "?", count: name[(end ?? name.startIndex)...].count)
    }

    /// A size as `--memory-limit` takes it, in the greatest unit that needs no fraction.
    private static func size(_ bytes: Int) -> String {
        for (unit, name) in [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")]
        where bytes.isMultiple(of: unit) {
            return "\(bytes / unit)\(name)"
        }
        return String(bytes)
    }
}
