/// What a name has to look like.
///
/// `=text` is the whole name, to the letter. With `*` (any characters, also none) or `?` (one
/// character) in it a pattern is of the whole name, too; `\` takes the next character literally.
/// Any other text is looked for inside of the name. Upper and lower case are different.
public struct NamePattern: Hashable, Sendable {
    /// The pattern as it was given.
    public let text: String
    private let form: Form

    private enum Form: Hashable, Sendable {
        case whole(String)
        case part(String)
        case glob([Piece])
    }

    private enum Piece: Hashable, Sendable {
        case any
        case one
        case literal(Unicode.Scalar)
    }

    /// Makes a pattern; any text is one.
    public init(_ text: String) {
        self.text = text
        if text.hasPrefix("=") {
            form = .whole(String(text.dropFirst()))
            return
        }
        var pieces: [Piece] = []
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, scalar == "\\" {
                isEscaped = true
                continue
            }
            if !isEscaped, scalar == "*" {
                if pieces.last != .any { pieces.append(.any) }
            } else {
                pieces.append(!isEscaped && scalar == "?" ? .one : .literal(scalar))
            }
            isEscaped = false
        }
        if isEscaped { pieces.append(.literal("\\")) }
        if pieces.contains(.any) || pieces.contains(.one) {
            form = .glob(pieces)
        } else {
            var literal = String.UnicodeScalarView()
            for case .literal(let scalar) in pieces { literal.append(scalar) }
            form = .part(String(literal))
        }
    }

    /// The pattern that only this test's full name matches.
    public static func exactly(_ id: TestID) -> NamePattern { NamePattern("=" + id.fullName) }

    /// Whether a name is as the pattern wants.
    ///
    /// - Complexity: at worst the product of both lengths.
    public func matches(_ name: String) -> Bool {
        switch form {
        case .whole(let text): name == text
        case .part(let text): text.isEmpty || name.contains(text)
        case .glob(let pieces): Self.matches(Array(name.unicodeScalars), pieces)
        }
    }

    /// Goes back to the last `*` alone, so that no pattern takes exponential time.
    private static func matches(_ name: [Unicode.Scalar], _ pieces: [Piece]) -> Bool {
        var (at, piece) = (0, 0)
        var resume: (at: Int, piece: Int)?
        while at < name.count {
            if piece < pieces.count, pieces[piece] == .any {
                piece += 1
                resume = (at, piece)
            } else if piece < pieces.count,
                pieces[piece] == .one || pieces[piece] == .literal(name[at])
            {
                at += 1
                piece += 1
            } else if let last = resume {
                resume = (last.at + 1, last.piece)
                (at, piece) = (last.at + 1, last.piece)
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .any }
    }
}
