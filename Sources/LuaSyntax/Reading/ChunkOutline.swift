/// What a chunk leaves behind at its top level, as far as its text tells.
public struct ChunkOutline: Sendable, Hashable {
    /// The names that `local` declares outside of every block, in the order met, each once.
    public private(set) var locals: [String] = []
    /// Where the `return` stands that ends the chunk, in bytes of UTF-8; nil without one.
    public private(set) var finalReturn: Int?
    /// Every name that the chunk may refer to: all but those after a point or a colon.
    public private(set) var names: Set<String> = []
    /// Whether a label of `goto` stands outside of every block.
    public private(set) var hasLabel = false

    /// Looks through the text of a reader.
    public init(of reader: SourceReader) {
        let tokens = reader.tokens.filter { !$0.isComment && !$0.isContinuation }
        var depth = 0
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.closes { depth = max(0, depth - 1) }
            if depth == 0 {
                switch token.kind {
                case .keyword(.return): finalReturn = finalReturn ?? token.range.lowerBound
                case .symbol(.doubleColon): hasLabel = true
                case .keyword(.local): declare(tokens[(index + 1)...], of: reader)
                default: break
                }
            }
            if token.opens { depth += 1 }
            if token.kind == .name, !Self.isMember(index, of: tokens) {
                names.insert(reader.text(of: token))
            }
            index += 1
        }
    }

    /// Takes the names that follow `local`.
    private mutating func declare(_ tokens: ArraySlice<Token>, of reader: SourceReader) {
        var rest = tokens
        if rest.first?.is(.function) == true { rest = rest.dropFirst().prefix(1) }
        while let name = rest.popFirst(), name.kind == .name {
            let text = reader.text(of: name)
            if !locals.contains(text) { locals.append(text) }
            if rest.first?.is(.less) == true { rest = rest.dropFirst(3) }
            guard rest.popFirst()?.is(.comma) == true else { return }
        }
    }

    private static func isMember(_ index: Int, of tokens: [Token]) -> Bool {
        index > 0 && (tokens[index - 1].is(.dot) || tokens[index - 1].is(.colon))
    }
}
