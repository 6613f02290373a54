/// Why a filter cannot be read, and where (session-directory 11.10.1).
struct SearchFilterError: Error, Equatable {
    /// What was found instead of what the grammar allows.
    enum Problem: Equatable {
        case unexpectedCharacter
        /// A quote that is not closed.
        case openText
        /// A number that no double can hold.
        case numberOutOfRange
        /// The end of the filter, or a token, where something else must stand.
        case expected(String)
        case unknownPath(String)
        case unknownCollection(String)
        case unknownFunction(String)
        /// A literal of another kind than the value has.
        case wrongKind(expected: String)
        /// `tolower` of something that is not text.
        case notText
        /// A second `or`, or one in parentheses.
        case misplacedOr
        case tooDeep(limit: Int)
        case tooLong(limitBytes: Int)
    }

    /// Where in the filter: bytes of UTF-8 before the place.
    let offset: Int
    let problem: Problem

    /// The refusal of a query with this filter.
    var rejection: Rejection {
        .badRequest(
            "The field '/filter' can't be read at offset \(offset): \(sentence).",
            rule: "11.10.1")
    }

    private var sentence: String {
        switch problem {
        case .unexpectedCharacter: "this character has no meaning here"
        case .openText: "the text has no closing quote"
        case .numberOutOfRange: "the number is out of range"
        case .expected(let what): "expected \(what)"
        case .unknownPath(let path): "'\(path)' is no path that can be searched"
        case .unknownCollection(let path): "'\(path)' is no list that can be searched"
        case .unknownFunction(let name): "'\(name)' is no function of this language"
        case .wrongKind(let expected): "the value can only be compared with \(expected)"
        case .notText: "'tolower' takes text"
        case .misplacedOr: "only one 'or' is allowed, outside of all parentheses"
        case .tooDeep(let limit): "parentheses are nested deeper than \(limit)"
        case .tooLong(let limit): "the filter has more than \(limit) bytes"
        }
    }
}
