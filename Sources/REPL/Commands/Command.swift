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
        case run(String, (@Sendable (Conversation) -> Void)? = nil)
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
            switch try command.body(self, line) {
            case .done: return .done
            case .reply(let reply): return reply
            case .run(let code, let then):
                let reply = evaluate(code, name: ".\(command.name)", line: 1, number: nil)
                if case .done = reply { then?(self) }
                return reply
            }
        } catch {
            recorder?.note(failure: "\(error)")
            showFailure(style.text.red("\(error)") + "\n")
            return .failed(.unreadable)
        }
    }

    /// Makes the commands callable from Lua, as functions of the global table `prompt`.
    public func offerCommands() throws(LuaError) {
        let functions = Command.all.map { (name: $0.name, doc: $0.doc) }
        try runner.offer(functions) { [weak self] name, argument in
            guard let self else { return nil }
            let command = try Command.named(name)
            switch try command.body(self, CommandLine(name: name, argument: argument)) {
            case .reply(.leave): return try runner.lua.load("os.exit()", name: ".\(name)")
            case .reply(.edit):
                throw CommandError("the editor opens at the prompt alone: type .\(name)")
            case .done, .reply: return nil
            case .run(let code, _): return try runner.lua.load(code, name: ".\(name)")
            }
        }
    }
}
