/// A search of the history while its words are typed.
public struct HistorySearch: Sendable, Equatable {
    /// What is searched for.
    public private(set) var query = ""
    /// Whether it goes to older statements.
    public internal(set) var isBackward: Bool
    /// Whether the last step found nothing.
    public private(set) var hasFailed = false
    /// The number of the statement that was found, and where the words stand in it.
    private(set) var match: (position: Int, range: Range<Int>)?
    /// What was being typed before the search.
    let draft: TextBuffer

    init(isBackward: Bool, draft: TextBuffer) {
        self.isBackward = isBackward
        self.draft = draft
    }

    /// Searches for other words, from the statement that is shown.
    mutating func search(for query: String, in history: History) {
        self.query = query
        guard !query.isEmpty else {
            match = nil
            hasFailed = false
            return
        }
        let newest = history.entries.count - 1
        find(from: match?.position ?? (isBackward ? newest : 0), in: history)
    }

    /// Goes on to the next statement that has the words.
    mutating func searchOn(isBackward: Bool, in history: History) {
        self.isBackward = isBackward
        guard !query.isEmpty else { return }
        let newest = history.entries.count - 1
        guard let match else { return find(from: isBackward ? newest : 0, in: history) }
        // The same statement again, at another place, is no news.
        let shown = history.entries[match.position]
        find(from: match.position + (isBackward ? -1 : 1), in: history, unlike: shown)
    }

    private mutating func find(from start: Int, in history: History, unlike: String? = nil) {
        var position = start
        while history.entries.indices.contains(position) {
            let entry = history.entries[position]
            if entry != unlike, let range = Self.range(of: query, in: entry) {
                match = (position, range)
                hasFailed = false
                return
            }
            position += isBackward ? -1 : 1
        }
        hasFailed = true
    }

    /// Where `query` stands in a text; letters match both cases unless one of them is upper case.
    static func range(of query: String, in text: String) -> Range<Int>? {
        let ignoresCase = !query.contains(where: \.isUppercase)
        let sought = Array(query)
        // One by one, for some letters become two in lower case.
        let characters = ignoresCase ? text.map { Character(lower: $0) } : Array(text)
        guard !sought.isEmpty, characters.count >= sought.count else { return nil }
        for start in 0...(characters.count - sought.count)
        where characters[start..<(start + sought.count)].elementsEqual(sought) {
            return start..<(start + sought.count)
        }
        return nil
    }

    /// Whether two searches are at the same point.
    public static func == (left: Self, right: Self) -> Bool {
        left.query == right.query && left.isBackward == right.isBackward
            && left.hasFailed == right.hasFailed && left.match?.position == right.match?.position
            && left.match?.range == right.match?.range && left.draft == right.draft
    }
}

extension Character {
    /// The character in lower case, if that is one character.
    fileprivate init(lower character: Character) {
        guard let ascii = character.asciiValue else {
            let lower = character.lowercased()
            self = lower.count == 1 ? lower.first ?? character : character
            return
        }
        let isUpper = (0x41...0x5A).contains(ascii)
        self = isUpper ? Character(UnicodeScalar(ascii + 0x20)) : character
    }
}
