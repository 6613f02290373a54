public import ArgumentParser

/// The command `muster`.
public struct MusterCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "muster",
        abstract: "Prototypes and tests multiplayer session flows as Lua scripts.",
        discussion: ExitStatus.table,
        subcommands: [
            ReplCommand.self, RunCommand.self, TestCommand.self, ServeCommand.self,
            DocCommand.self, InitCommand.self,
        ], defaultSubcommand: ReplCommand.self)

    public init() {}

    /// Runs the command that the process's arguments name, and ends the process.
    public static func start() {
        // Started for every core before each run of tests: its one argument needs no parser.
        if CommandLine.arguments.dropFirst().elementsEqual([TestWorkerCommand.name]) {
            TestWorkerCommand.run()
        }
        main()
    }
}
