/// What was entered in a conversation and what came of it, to be written down.
struct Transcript {
    /// Where a statement comes from.
    enum Origin: Hashable {
        /// It was typed; its value can be named by its number later.
        case statement(number: Int)
        /// It is a script that was read from a file.
        case script
        /// It was timed.
        case timed
        /// A command stands for it.
        case command
        /// A command stands for it that only looks.
        case look

        /// The number of a statement that was typed.
        var number: Int? { if case .statement(let number) = self { number } else { nil } }

        /// Whether nobody typed it.
        var isCommand: Bool { self == .command || self == .look }
    }

    /// How a statement ended.
    enum Result {
        /// It ran; `checks` is what can be asserted of it.
        case done(checks: [Check])
        /// It raised an error.
        case failed(message: String, expected: String?)
        /// It was no Lua, was stopped, or waited for ever.
        case nothing
    }

    /// Something that was so after a statement.
    struct Check {
        /// The variable that holds it; nil for the value of the expression itself.
        let name: String?
        /// What it was, as a table or value of Lua; see ``ExpectedText``.
        let expected: String
    }

    private(set) var entries: [Entry] = []
    var count: Int { entries.count }

    mutating func add(_ entry: Entry) { entries.append(entry) }

    /// Forgets what acted after the first `count` entries, and what relied on that.
    ///
    /// What only computed stays, since variables keep what they hold.
    mutating func goBack(to count: Int) {
        var lost: Set<String> = []
        let later = entries.dropFirst(count)
        entries.removeLast(later.count)
        for entry in later {
            if entry.acted || !entry.names.isDisjoint(with: lost) {
                lost.formUnion(entry.declared)
                if let number = entry.origin.number, entry.gaveValue {
                    lost.formUnion(["_", "_\(number)"])
                }
            } else {
                lost.subtract(entry.declared)
                entries.append(entry)
            }
        }
    }
}
