public import JSON

/// Why an attempt, or the loading of a file, did not succeed.
public struct Failure: Hashable, Sendable {
    /// What went wrong, of any length and any number of lines.
    public var message: String
    /// Where; nil when no line of a script is to blame.
    public var location: ScriptLocation?
    /// The calls that led there, innermost first, one line each.
    public var traceback: [String]
    /// What was expected against what was found, when values were compared.
    public var difference: Difference?
    /// The lines of the script around ``location``.
    public var excerpt: [ExcerptLine]

    /// One line of the script.
    public struct ExcerptLine: Hashable, Sendable {
        /// Its number, from 1.
        public var number: Int
        /// Its text without the line end.
        public var text: String

        /// Makes a line.
        ///
        /// - Parameters:
        ///   - number: Its number, from 1.
        ///   - text: Its text without the line end.
        public init(number: Int, text: String) {
            self.number = number
            self.text = text
        }
    }

    /// Makes a failure.
    ///
    /// - Parameters:
    ///   - message: What went wrong.
    ///   - location: Where, if known.
    ///   - traceback: The calls that led there, innermost first.
    ///   - difference: How the compared values differ.
    ///   - excerpt: The lines around the location, ascending.
    public init(
        message: String, location: ScriptLocation? = nil, traceback: [String] = [],
        difference: Difference? = nil, excerpt: [ExcerptLine] = []
    ) {
        self.message = message
        self.location = location
        self.traceback = traceback
        self.difference = difference
        self.excerpt = excerpt
    }
}

/// How two values differ, by path, with all that is equal folded away.
public struct Difference: Hashable, Sendable {
    /// The lines, in the order to show them.
    public var lines: [Line]

    /// One line of a difference.
    public struct Line: Hashable, Sendable {
        /// What the line shows.
        public var kind: Kind
        /// The text without its mark.
        public var text: String

        /// Makes a line.
        ///
        /// - Parameters:
        ///   - kind: What it shows.
        ///   - text: The text without its mark.
        public init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// What a line of a difference shows.
    public enum Kind: String, Hashable, Sendable {
        /// Where the lines that follow are.
        case path = "@"
        /// Expected, and not found.
        case expected = "-"
        /// Found, and not expected.
        case found = "+"
        /// How much beside the lines before is equal.
        case equal = " "
    }

    /// Makes a difference of lines, for values that JSON cannot express.
    public init(lines: [Line]) { self.lines = lines }

    /// Compares two values; without lines when they are equal.
    ///
    /// Differences in one object or array stand together under its path (`/` for the whole value),
    /// followed by how many of its other members are equal.
    ///
    /// - Parameters:
    ///   - expected: What the test wanted.
    ///   - found: What there was.
    public init(expected: JSONValue, found: JSONValue) {
        let differences = found.differences(from: expected)
        let changed = Self.changedChildren(differences)
        lines = []
        var index = 0
        while index < differences.count {
            let parent = differences[index].path.tokens.dropLast()
            let end =
                differences[index...].firstIndex { $0.path.tokens.dropLast() != parent }
                ?? differences.count
            lines.append(Line(.path, parent.isEmpty ? "/" : "\(JSONPointer(Array(parent)))"))
            for difference in differences[index..<end] {
                let label = Self.label(difference.path, in: found)
                if let before = difference.before {
                    lines.append(Line(.expected, label + before.text))
                }
                if let after = difference.after { lines.append(Line(.found, label + after.text)) }
            }
            let size = Self.size(of: Self.value(at: parent, in: found))
            let equal = size - (changed[Array(parent)]?.count ?? 0)
            if equal > 0, !differences[index].path.tokens.isEmpty {
                lines.append(Line(.equal, "… \(equal) equal"))
            }
            index = end
        }
    }

    /// The members of each container that are in the found value and are not all equal.
    private static func changedChildren(
        _ differences: [JSONDifference]
    ) -> [[String]: Set<String>] {
        var changed: [[String]: Set<String>] = [:]
        for difference in differences {
            let tokens = difference.path.tokens
            for depth in tokens.indices where depth < tokens.count - 1 || difference.after != nil {
                changed[Array(tokens[..<depth]), default: []].insert(tokens[depth])
            }
        }
        return changed
    }

    private static func label(_ path: JSONPointer, in found: JSONValue) -> String {
        guard let name = path.tokens.last else { return "" }
        return value(at: path.tokens.dropLast(), in: found)?.arrayValue == nil
            ? "\(JSONValue.string(name).text): " : "[\(name)] "
    }

    private static func value(at path: some Sequence<String>, in root: JSONValue) -> JSONValue? {
        var value = Optional(root)
        for token in path {
            value =
                value?.arrayValue == nil
                ? value?[token] : Int(token).flatMap { value?[$0] }
        }
        return value
    }

    private static func size(of value: JSONValue?) -> Int {
        value?.objectValue?.count ?? value?.arrayValue?.count ?? 0
    }
}
