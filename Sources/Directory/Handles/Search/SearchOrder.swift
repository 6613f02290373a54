/// The order of search results (session-directory 11.10.8).
///
/// Sessions that lack the value come last in either direction; equal ones follow the creation of
/// their handles (handles-and-activity H61). That page takes any path; session-directory, which
/// lists the creation, the attributes and the counts, wins.
struct SearchOrder: Sendable, Equatable {
    /// Nil for the creation of the handle, which is called `Timestamp`.
    let path: SearchPath?
    let isDescending: Bool

    /// What acts where nothing is given.
    static let byCreation = SearchOrder(path: nil, isDescending: false)

    private init(path: SearchPath?, isDescending: Bool) {
        self.path = path
        self.isDescending = isDescending
    }

    /// Reads `<attribute> asc` or `<attribute> desc`.
    init(_ text: String) throws(Rejection) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, ["asc", "desc"].contains(words[1].lowercased()) else {
            throw .badRequest(
                "The field '/orderBy' must be an attribute, a blank, and 'asc' or 'desc'.",
                rule: "11.10.8")
        }
        isDescending = words[1].lowercased() == "desc"
        guard words[0].lowercased() != "timestamp" else {
            path = nil
            return
        }
        guard let path = SearchPath(words[0]), path.ordersResults else {
            throw .badRequest(
                "The field '/orderBy' can't be '\(words[0])', by which nothing can be ordered.",
                rule: "11.10.8")
        }
        self.path = path
    }

    /// Whether results come in the order in which handles were created, so that the first that are
    /// found are the first of all.
    var isCreation: Bool { path == nil && !isDescending }

    /// What a session is ordered by; nil when it lacks it.
    func key(of subject: SearchSubject) -> SearchValue? {
        guard let path else { return .time(subject.createTime) }
        return subject.value(path)
    }

    /// Puts entries, given in order of creation, into this order.
    func sorted<Entry>(_ entries: [(key: SearchValue?, entry: Entry)]) -> [Entry] {
        // The position keeps equal entries in order, whatever the sort does.
        let order = entries.indices.sorted { left, right in
            switch (entries[left].key, entries[right].key) {
            case (let a?, let b?) where a != b: isDescending ? a > b : a < b
            case (.some, nil): true
            case (nil, .some): false
            default: left < right
            }
        }
        return order.map { entries[$0].entry }
    }
}

extension SearchPath {
    fileprivate var ordersResults: Bool {
        switch self {
        case .string, .number: true
        case .field(let field): field.isCount
        case .language, .role: false
        }
    }
}
