public import Lua
internal import Scripting

/// Something that a prompt can be told to do, by `.name` or from Lua by `prompt.name`.
struct Command: Sendable {
    let name: String
    /// What follows the name, such as `[SESSION]`; empty for nothing.
    let usage: String
    /// One line that says what it does.
    let doc: String
    /// What its argument may be, for completion.
    let argument: Argument
    let body: @Sendable (Conversation, CommandLine) throws(CommandError) -> Effect

    /// What an argument names.
    enum Argument: Sendable, Hashable {
        case none, words([String]), session, name, file, expression
    }

    /// What is left to do when a command has run.
    enum Effect {
        /// Nothing.
        case done
        /// Code that is to be run as a statement, for what may wait; then something may be shown.
        /// `muster` is the module in it.
        case run(String, then: (@Sendable (Conversation) -> Void)? = nil)
        /// Code that only looks, so that it need not be written down.
        case look(String)
        /// A whole script that is to be run here.
        case load(String, name: String)
        /// A statement that is to be timed.
        case time(String)
        /// A reply of the conversation.
        case reply(Conversation.Reply)
    }

    init(
        _ name: String, _ usage: String = "", doc: String, argument: Argument = .none,
        body: @escaping @Sendable (Conversation, CommandLine) throws(CommandError) -> Effect
    ) {
        self.name = name
        self.usage = usage
        self.doc = doc
        self.argument = argument
        self.body = body
    }

    /// All commands, in the order of the help.
    static let all: [Command] =
        [help, doc] + looking + watching + time + tasks + work

    /// The command of a name, or of the beginning of one name only.
    static func named(_ name: String) throws(CommandError) -> Command {
        if let exact = all.first(where: { $0.name == name }) { return exact }
        let found = all.filter { $0.name.hasPrefix(name) }
        if found.count == 1 { return found[0] }
        guard found.isEmpty else {
            throw CommandError(
                "'.\(name)' may be \(found.map { "." + $0.name }.joined(separator: " or "))")
        }
        let near = nearestName(to: name, in: all.map(\.name)).map { "; did you mean '.\($0)'?" }
        throw CommandError("there is no command '.\(name)'\(near ?? "; .help lists all")")
    }
}

extension Conversation {
    /// Runs a command.
    func run(_ line: CommandLine) -> Reply {
        do throws(CommandError) {
            let command = try Command.named(line.name)
            let reply = run(try command.body(self, line), of: command)
            recorder?.recordShown(by: line, number: count)
            return reply
        } catch {
            recorder?.recordShown(by: line, number: count, failed: error)
            return fail(error)
        }
    }

    /// Shows why a command did nothing.
    func fail(_ error: CommandError) -> Reply {
        showFailure((failureStyle ?? style).text.red("\(error)") + "\n")
        return .failed(.unreadable)
    }

    private func run(_ effect: Command.Effect, of command: Command) -> Reply {
        let name = ".\(command.name)"
        switch effect {
        case .done: return .done
        case .reply(let reply): return reply
        case .load(let text, let name): return load(text, name: name)
        case .time(let code): return time(code)
        case .look(let code): return evaluate(code, name: name, as: .look)
        case .run(let code, let then):
            let reply = evaluate(code, name: name, as: .command)
            if case .done = reply { then?(self) }
            return reply
        }
    }

    /// Makes the commands callable from Lua, as functions of the global table `prompt`.
    ///
    /// A script that is loaded so keeps its local variables to itself, and whoever leaves or edits
    /// does so when the statement has ended.
    public func offerCommands() throws(LuaError) {
        let functions = Command.all.map { (name: $0.name, doc: $0.doc) }
        try runner.offer(functions) { [weak self] name, argument in
            guard let self else { return nil }
            let command = try Command.named(name)
            let line = CommandLine(name: name, argument: argument.trimmed)
            switch try command.body(self, line) {
            case .done: return nil
            case .reply(let reply):
                pending = reply
                return nil
            case .load(let text, let name): return try runner.lua.load(text, name: name)
            case .run(let code, _), .look(let code):
                return try interpreter.function(ofCommand: code, name: ".\(name)")
            case .time:
                throw CommandError(
                    "a statement cannot time another: type .time, or ask os.clock and muster.clock")
            }
        }
    }
}
