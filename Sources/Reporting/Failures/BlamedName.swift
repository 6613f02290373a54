/// What a message of Lua blames by name, and where that stands on a line.
struct BlamedName {
    private enum Kind {
        case variable, field, method, token, end
    }

    private let kind: Kind
    private let name: [Character]

    /// Reads phrases such as `global 'x'`, `field 'y'` and `near 'z'`; nil when there is none.
    init?(in message: String) {
        let phrases: [(String, Kind)] = [
            ("near '", .token), ("global '", .variable), ("local '", .variable),
            ("upvalue '", .variable), ("field or method '", .field), ("field '", .field),
            ("method '", .method), ("label '", .token), ("has no '", .field),
        ]
        if message.hasSuffix("near <eof>") {
            (kind, name) = (.end, [])
            return
        }
        for (phrase, kind) in phrases {
            guard let range = message.firstRange(of: phrase) else { continue }
            let rest = message[range.upperBound...]
            // A token may be a quote itself; a name ends at the next one.
            let end = kind == .token ? rest.lastIndex(of: "'") : rest.firstIndex(of: "'")
            guard let end, end > rest.startIndex else { continue }
            self.kind = kind
            name = Array(rest[..<end])
            return
        }
        return nil
    }

    /// Where it stands, as ranges of characters: every place that can be meant.
    func places(in line: String) -> [Range<Int>] {
        let line = Array(line)
        if kind == .end {
            let end = (line.lastIndex { !$0.isWhitespace } ?? -1) + 1
            return [end..<end + 1]
        }
        let all = (0...max(0, line.count - name.count)).filter { start in
            start + name.count <= line.count && Array(line[start..<start + name.count]) == name
                && isWhole(start..<start + name.count, in: line)
        }
        let fitting = all.filter { fits($0, in: line) }
        return (fitting.isEmpty ? all : fitting).map { $0..<$0 + name.count }
    }

    /// Whether a name is no part of a longer one.
    private func isWhole(_ place: Range<Int>, in line: [Character]) -> Bool {
        guard name.allSatisfy(Self.isOfName) else { return true }
        let startsOne = place.lowerBound == 0 || !Self.isOfName(line[place.lowerBound - 1])
        return startsOne
            && (place.upperBound == line.count || !Self.isOfName(line[place.upperBound]))
    }

    /// Whether what stands in front suits the kind of name.
    private func fits(_ start: Int, in line: [Character]) -> Bool {
        let before = line[..<start].last { $0 != " " }
        // Two dots are no access but a concatenation.
        let isAccess = before == "." && !String(line[..<start]).hasSuffix("..")
        switch kind {
        case .variable: return !isAccess && before != ":"
        case .field: return isAccess || before == ":" || before == "\"" || before == "'"
        case .method: return before == ":"
        case .token, .end: return true
        }
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "_")
    }
}
