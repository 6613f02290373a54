internal import Scripting
internal import TestRunner

/// The command that runs one test again as it ran.
struct RepeatCommand {
    let world: WorldOptions
    let settings: Configuration

    /// The command for a test, and the seed and the schedule that it ran under.
    func text(_ test: TestID, _ seed: UInt64, _ schedule: String?) -> String {
        var words = ["muster", "test", test.file, "--filter", NamePattern.exactly(test).text]
        words += ["--seed", String(seed)]
        if let schedule { words += ["--schedule", schedule] }
        if let service = world.service { words += ["--service", service] }
        for file in world.templates.files { words += ["--template", file] }
        if let time = world.time { words += ["--time", time.rawValue] }
        if let file = world.configured.file { words += ["--config", file] }
        return words.map(Self.quoted).joined(separator: " ")
    }

    /// A word as a shell takes it for itself.
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_./:@%+,=".utf8.contains(byte)
                }
            }
        guard !isPlain else { return word }
        return "'"
            + word.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "'\\''") + "'"
    }
}
