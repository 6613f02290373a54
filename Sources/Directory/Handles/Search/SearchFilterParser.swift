internal import Sessions

/// Reads a filter by recursive descent (session-directory 11.10).
///
/// ```
/// filter  = conjunction [ "or" conjunction ]
/// conjunction = term { "and" term }
/// term    = "(" conjunction ")" | lambda [ "eq" ( "true" | "false" ) ] | operand op literal
/// lambda  = collection "/any(" variable ":" item op text ")"
/// operand = path | "tolower(" path ")"
/// item    = variable | "tolower(" variable ")"
/// ```
///
/// A literal must be of the kind of the value that it is compared with; the grammar leaves that
/// open, handles-and-activity 9.3 refuses other kinds. `tolower` changes nothing, since stored text
/// is searched in lower case anyway (11.10.2).
struct SearchFilterParser {
    private let tokens: [SearchFilterTokens.Token]
    private let depthLimit: Int
    private var position = 0
    private var depth = 0

    /// Reads a filter.
    ///
    /// - Throws: ``SearchFilterError`` with the place; also when the filter is longer or nested
    ///   deeper than the options allow.
    static func parse(
        _ filter: String, options: DirectoryOptions
    ) throws(SearchFilterError) -> SearchFilter {
        guard filter.utf8.count <= options.filterLimitBytes else {
            let limit = options.filterLimitBytes
            throw SearchFilterError(offset: limit, problem: .tooLong(limitBytes: limit))
        }
        var parser = SearchFilterParser(
            tokens: try SearchFilterTokens.all(filter), depthLimit: options.filterDepthLimit)
        return try parser.filter()
    }

    private init(tokens: [SearchFilterTokens.Token], depthLimit: Int) {
        self.tokens = tokens
        self.depthLimit = depthLimit
    }

    // MARK: Grammar

    private mutating func filter() throws(SearchFilterError) -> SearchFilter {
        let left = try conjunction()
        guard isKeyword("or") else {
            try expectEnd()
            return left
        }
        position += 1
        let right = try conjunction()
        try expectEnd()
        return .either(left, right)
    }

    private mutating func conjunction() throws(SearchFilterError) -> SearchFilter {
        var terms = [try term()]
        while isKeyword("and") {
            position += 1
            terms.append(try term())
        }
        return terms.count == 1 ? terms[0] : .all(terms)
    }

    private mutating func term() throws(SearchFilterError) -> SearchFilter {
        if case .openParenthesis = token.kind { return try parenthesised() }
        guard case .word(let word) = token.kind else { throw expected("a path, a list or '('") }
        let place = token.offset
        position += 1
        guard case .openParenthesis = token.kind else {
            return try comparison(with: try path(word, at: place))
        }
        position += 1
        if word.lowercased() == "tolower" {
            let path = try lowered(place)
            try take(.closeParenthesis, "')'")
            return try comparison(with: path)
        }
        guard word.lowercased().hasSuffix("/any") else {
            throw SearchFilterError(offset: place, problem: .unknownFunction(word))
        }
        return try lambda(over: String(word.dropLast(4)), at: place)
    }

    private mutating func parenthesised() throws(SearchFilterError) -> SearchFilter {
        guard depth < depthLimit else { throw error(.tooDeep(limit: depthLimit)) }
        depth += 1
        position += 1
        let inner = try conjunction()
        if isKeyword("or") { throw error(.misplacedOr) }
        try take(.closeParenthesis, "')'")
        depth -= 1
        return inner
    }

    /// The rest of a lambda, from its variable on.
    private mutating func lambda(
        over name: String, at place: Int
    ) throws(SearchFilterError) -> SearchFilter {
        guard let collection = SearchCollection(name) else {
            throw SearchFilterError(offset: place, problem: .unknownCollection(name))
        }
        let variable = try takeName("the name of a variable")
        guard !variable.contains("/") else {
            position -= 1
            throw expected("the name of a variable")
        }
        try take(.colon, "':'")
        let item = try takeName("'\(variable)'")
        if item.lowercased() == "tolower", case .openParenthesis = token.kind {
            position += 1
            try takeVariable(variable)
            try take(.closeParenthesis, "')'")
        } else if item != variable {
            position -= 1
            throw expected("'\(variable)'")
        }
        let comparison = try takeComparison()
        guard case .text(let text) = token.kind else {
            throw error(.wrongKind(expected: "text in quotes"))
        }
        position += 1
        try take(.closeParenthesis, "')'")
        return .any(collection, comparison, text, isNegated: try isNegated())
    }

    /// What follows a lambda: nothing, `eq true` or `eq false`.
    private mutating func isNegated() throws(SearchFilterError) -> Bool {
        guard isKeyword("eq") else { return false }
        position += 1
        guard isKeyword("true") || isKeyword("false") else { throw expected("'true' or 'false'") }
        defer { position += 1 }
        return isKeyword("false")
    }

    /// The path inside of `tolower`, which must be text.
    private mutating func lowered(_ place: Int) throws(SearchFilterError) -> SearchPath {
        let inner = token.offset
        let path = try path(takeName("a path"), at: inner)
        guard path.kind == .text else { throw SearchFilterError(offset: place, problem: .notText) }
        return path
    }

    private mutating func comparison(
        with path: SearchPath
    ) throws(SearchFilterError) -> SearchFilter {
        let comparison = try takeComparison()
        let literal: SearchValue
        switch (path.kind, token.kind) {
        case (.text, .text(let text)): literal = .text(text)
        case (.number, .number(let number)): literal = .number(number)
        case (.time, .text(let text)):
            guard let time = Timestamp(text) else {
                throw error(
                    .wrongKind(expected: "a time in quotes, such as '2030-01-01T00:00:00Z'"))
            }
            literal = .time(time)
        case (.text, _): throw error(.wrongKind(expected: "text in quotes"))
        case (.number, _): throw error(.wrongKind(expected: "a number"))
        case (.time, _): throw error(.wrongKind(expected: "a time in quotes"))
        }
        position += 1
        return .compare(path, comparison, literal)
    }

    // MARK: Tokens

    /// The present token; the end, which comes last, is never passed.
    private var token: SearchFilterTokens.Token { tokens[min(position, tokens.count - 1)] }

    private func isKeyword(_ keyword: String) -> Bool {
        guard case .word(let word) = token.kind else { return false }
        return word.lowercased() == keyword
    }

    private mutating func take(
        _ kind: SearchFilterTokens.Kind, _ name: String
    ) throws(SearchFilterError) {
        guard token.kind == kind else { throw expected(name) }
        position += 1
    }

    private mutating func takeName(_ what: String) throws(SearchFilterError) -> String {
        guard case .word(let word) = token.kind else { throw expected(what) }
        position += 1
        return word
    }

    private mutating func takeVariable(_ variable: String) throws(SearchFilterError) {
        guard token.kind == .word(variable) else { throw expected("'\(variable)'") }
        position += 1
    }

    private mutating func takeComparison() throws(SearchFilterError) -> SearchComparison {
        guard case .word(let word) = token.kind,
            let comparison = SearchComparison(rawValue: word.lowercased())
        else { throw expected("'eq', 'ne', 'gt', 'ge', 'lt' or 'le'") }
        position += 1
        return comparison
    }

    private func expectEnd() throws(SearchFilterError) {
        if isKeyword("or") { throw error(.misplacedOr) }
        guard token.kind == .end else { throw expected("'and', 'or' or the end of the filter") }
    }

    private func path(_ word: String, at place: Int) throws(SearchFilterError) -> SearchPath {
        guard let path = SearchPath(word) else {
            throw SearchFilterError(offset: place, problem: .unknownPath(word))
        }
        return path
    }

    private func expected(_ what: String) -> SearchFilterError { error(.expected(what)) }

    private func error(_ problem: SearchFilterError.Problem) -> SearchFilterError {
        SearchFilterError(offset: token.offset, problem: problem)
    }
}
