/// Which keys run which commands.
public struct Keymap: Sendable, Equatable {
    private var commands: [[Key]: EditCommand] = [:]
    private var prefixes: Set<[Key]> = []

    /// What a sequence of keys means.
    public enum Meaning: Sendable, Equatable {
        case command(EditCommand)
        /// More keys have to follow.
        case prefix
        case unbound
    }

    /// Holds no binding.
    public init() {}

    /// Binds keys by their names, such as `C-x C-u`.
    public init(_ bindings: [(String, EditCommand)]) {
        for (keys, command) in bindings {
            let isBound = bind(keys, to: command)
            precondition(isBound, "keys that have names: \(keys)")
        }
    }

    /// Binds keys by their names.
    ///
    /// - Returns: Whether every name is that of a key; otherwise nothing is bound.
    public mutating func bind(_ names: String, to command: EditCommand) -> Bool {
        let parts = names.split(separator: " ")
        let keys = parts.compactMap { Key(named: String($0)) }
        guard !keys.isEmpty, keys.count == parts.count else { return false }
        commands[keys] = command
        for length in 1..<keys.count { prefixes.insert(Array(keys.prefix(length))) }
        return true
    }

    /// What a sequence of keys means.
    public func meaning(of keys: [Key]) -> Meaning {
        if let command = commands[keys] { return .command(command) }
        return prefixes.contains(keys) ? .prefix : .unbound
    }

    /// This map, with the bindings of another where both bind the same keys.
    public func merging(_ other: Keymap) -> Keymap {
        var merged = self
        merged.commands.merge(other.commands) { $1 }
        merged.prefixes.formUnion(other.prefixes)
        return merged
    }
}
