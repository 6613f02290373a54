internal import Sessions

/// A condition on the sessions that a search finds (session-directory 11.10).
indirect enum SearchFilter: Sendable, Equatable {
    /// All of the conditions hold.
    case all([SearchFilter])
    /// At least one of the two holds; only at the root.
    case either(SearchFilter, SearchFilter)
    /// A value compares with a literal of its own kind.
    case compare(SearchPath, SearchComparison, SearchValue)
    /// Some element compares with a literal; with `isNegated`, the lambda was followed by `eq false`.
    case any(SearchCollection, SearchComparison, String, isNegated: Bool)

    /// Whether a session is found; where the subject has no session yet, whether it may be found.
    func matches(_ subject: SearchSubject) -> Bool {
        switch self {
        case .all(let conditions):
            return conditions.allSatisfy { $0.matches(subject) }
        case .either(let left, let right):
            return left.matches(subject) || right.matches(subject)
        case .compare(let path, let comparison, let literal):
            guard subject.session != nil || !path.isOfSession else { return true }
            // Only `ne` is true of what is missing (11.10.4).
            guard let value = subject.value(path) else { return comparison == .ne }
            return comparison.holds(value, literal)
        case .any(let collection, let comparison, let literal, let isNegated):
            guard subject.session != nil || !collection.isOfSession else { return true }
            return subject.hasElement(collection, comparison, literal) != isNegated
        }
    }

    /// Whether the answer depends on more than the search handle.
    var looksAtSession: Bool {
        switch self {
        case .all(let conditions): conditions.contains(where: \.looksAtSession)
        case .either(let left, let right): left.looksAtSession || right.looksAtSession
        case .compare(let path, _, _): path.isOfSession
        case .any(let collection, _, _, _): collection.isOfSession
        }
    }

    /// For each side of the `or`, or for the whole, the equalities without which it cannot match.
    var demandedTerms: [[SearchTerm]] {
        switch self {
        case .either(let left, let right): left.demandedTerms + right.demandedTerms
        default: [conjunctionTerms]
        }
    }

    /// What the session must have, as far as an index knows it; nothing for an `or`.
    var demandedMembership: [SessionDemand] {
        switch self {
        case .all(let conditions): conditions.flatMap(\.demandedMembership)
        case .any(.memberXuids, .eq, let text, isNegated: false):
            Xuid(text).map { [.member($0)] } ?? []
        case .any(.keywords, .eq, let word, isNegated: false): [.keyword(word)]
        case .either, .compare, .any: []
        }
    }

    private var conjunctionTerms: [SearchTerm] {
        switch self {
        case .all(let conditions): conditions.flatMap(\.conjunctionTerms)
        case .compare(.string(let name), .eq, .text(let text)): [.string(name: name, text)]
        case .compare(.number(let name), .eq, .number(let number)): [.number(name: name, number)]
        case .any(.tags, .eq, let tag, isNegated: false): [.tag(tag)]
        case .either, .compare, .any: []
        }
    }
}

/// What a session must have to be found.
enum SessionDemand: Sendable, Hashable {
    case member(Xuid)
    /// In lower case.
    case keyword(String)
}

/// The operators of a filter.
enum SearchComparison: String, Sendable {
    case eq
    case ne
    case gt
    case ge
    case lt
    case le

    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .eq: left == right
        case .ne: left != right
        case .gt: left > right
        case .ge: left >= right
        case .lt: left < right
        case .le: left <= right
        }
    }
}

/// A value of a session, or a literal of a filter.
enum SearchValue: Sendable, Hashable, Comparable {
    case text(String)
    case number(Double)
    case time(Timestamp)
}
