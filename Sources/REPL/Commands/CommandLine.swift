/// A command as it is typed: a point, its name, and the rest of the line.
struct CommandLine: Hashable {
    let name: String
    let argument: String

    init(name: String, argument: String) {
        self.name = name
        self.argument = argument
    }

    /// Nil for what is no command: no statement of Lua begins with a point and a letter.
    init?(_ text: String) {
        let text = text.trimmed
        guard text.first == ".", text.dropFirst().first?.isLetter == true else { return nil }
        let name = text.dropFirst().prefix { !$0.isWhitespace }
        self.init(
            name: String(name), argument: String(text.dropFirst(name.count + 1)).trimmed)
    }

    /// The words of the argument.
    var words: [String] { argument.split(whereSeparator: \.isWhitespace).map(String.init) }
}

/// Why a command did nothing: a lower-case fragment that says what to do.
struct CommandError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
