internal import ArgumentParser
internal import Scripting

/// `muster doc`: the scripting reference.
struct DocCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doc", abstract: "Shows what scripts can use.",
        usage: "muster doc [<name>]\nmuster doc --markdown\nmuster doc --luacats")

    @Argument(help: "What to show, such as user:write, session or sleep; all names without it.")
    var name: String?

    @Flag(help: "Write the whole reference as a page in Markdown.")
    var markdown = false

    @Flag(help: "Write definitions for editors, with the annotations of lua-language-server.")
    var luacats = false

    @Option(help: "auto, always or never.")
    var color = ColorChoice.auto

    mutating func validate() throws {
        guard [name != nil, markdown, luacats].count(where: { $0 }) <= 1 else {
            throw ValidationError("Give one of a name, --markdown and --luacats.")
        }
    }

    mutating func run() throws {
        let reference = ScriptReference.current
        let text =
            markdown ? reference.markdown : luacats ? reference.luacats : try page(of: reference)
        Terminal.writeOutput(Array(text.utf8))
        Terminal.flushOutput()
    }

    private func page(of reference: ScriptReference) throws(ExitCode) -> String {
        let layout = ReferenceText(width: min(Terminal.columns, Self.widestLine))
        guard let name else { return text(layout.overview(of: reference)) }
        let matches = reference.matches(for: name)
        guard !matches.isEmpty else {
            let hint = reference.suggestion(for: name).map { "; did you mean '\($0)'?" }
            Terminal.writeError(
                "muster: there is no '\(name)' in the reference"
                    + (hint ?? "; 'muster doc' lists all names") + "\n")
            throw ExitStatus.misuse.error
        }
        return matches.map { match in
            switch match {
            case .group(let group): text(layout.page(of: group))
            case .entry(let entry): text(layout.page(of: entry, in: reference))
            }
        }.joined(separator: "\n")
    }

    /// Longer lines are hard to read, however wide the terminal is.
    private static let widestLine = 100

    private func text(_ lines: [[ReferenceText.Span]]) -> String {
        ReferenceText.text(
            lines, in: TextStyle(isColored: color.isEnabled(on: Terminal.isOutputTerminal)))
    }
}
