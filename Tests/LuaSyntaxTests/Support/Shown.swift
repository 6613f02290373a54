import LuaSyntax

/// The tokens of a text in a form for tables: a letter for the kind, what the token has, `…` after
/// what is open, `×` after what is broken, `+` before what continues.
func shown(_ text: String) -> String {
    let reader = SourceReader(text)
    return reader.tokens.map { token in
        let end =
            switch token.condition {
            case .whole: ""
            case .open: "…"
            case .broken: "×"
            }
        let begin = token.isContinuation ? "+" : ""
        return begin + letter(token.kind) + ":" + reader.text(of: token) + end
    }.joined(separator: " ")
}

private func letter(_ kind: Token.Kind) -> String {
    switch kind {
    case .name: "n"
    case .keyword: "k"
    case .number: "d"
    case .string: "s"
    case .longString: "l"
    case .comment: "c"
    case .symbol: "o"
    case .invalid: "i"
    }
}
