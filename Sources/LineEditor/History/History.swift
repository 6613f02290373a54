/// Statements that were entered, oldest first, each with all its lines.
public struct History: Sendable, Equatable {
    /// Older statements are dropped.
    public static let defaultLimit = 10_000

    /// The statements, oldest first.
    public private(set) var entries: [String]
    /// How many are kept.
    public let limit: Int
    private var unsaved: [String] = []

    /// Holds the newest `limit` of `entries`.
    public init(_ entries: [String] = [], limit: Int = Self.defaultLimit) {
        precondition(limit > 0, "a history that holds something")
        self.limit = limit
        self.entries = entries.suffix(limit)
    }

    /// Adds a statement as the newest.
    ///
    /// White space alone, the statement that is newest already, and one that begins with a space
    /// are left out.
    ///
    /// - Returns: Whether it was added.
    @discardableResult
    public mutating func add(_ entry: String) -> Bool {
        guard !entry.allSatisfy(\.isWhitespace), entry.first != " ", entry != entries.last else {
            return false
        }
        append(entry)
        unsaved.append(entry)
        return true
    }

    /// Takes in what another prompt has entered meanwhile.
    public mutating func merge(_ others: [String]) {
        for entry in others where entry != entries.last { append(entry) }
    }

    /// The statements that were added since the last call, to be written to a file.
    public mutating func takeUnsaved() -> [String] {
        defer { unsaved = [] }
        return unsaved
    }

    /// The number of the newest statement before `position` that satisfies a condition.
    public func last(before position: Int, where isMatch: (String) -> Bool) -> Int? {
        entries[..<min(position, entries.count)].lastIndex(where: isMatch)
    }

    /// The number of the oldest statement after `position` that satisfies a condition.
    public func first(after position: Int, where isMatch: (String) -> Bool) -> Int? {
        guard position + 1 < entries.count else { return nil }
        return entries[(position + 1)...].firstIndex(where: isMatch)
    }

    private mutating func append(_ entry: String) {
        entries.append(entry)
        // Not at every statement, for dropping the first moves all others.
        if entries.count > limit + limit / 10 { entries.removeFirst(entries.count - limit) }
    }
}
