import Foundation

/// An expected text, in which `~~~` stands for anything.
struct ExpectedText {
    let bytes: [UInt8]

    /// Whether `actual` is this text.
    func matches(_ actual: [UInt8]) -> Bool {
        let parts = pieces
        guard parts.count > 1 else { return actual == bytes }
        let (first, last) = (parts[0], parts[parts.count - 1])
        guard actual.starts(with: first), actual.count >= first.count + last.count,
            actual.suffix(last.count).elementsEqual(last)
        else { return false }
        var rest = actual[first.count..<(actual.count - last.count)]
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    /// Where `actual` leaves this text, for a person to read.
    func difference(from actual: [UInt8]) -> String {
        let expectedLines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        let actualLines = actual.split(separator: 10, omittingEmptySubsequences: false)
        let same = zip(expectedLines, actualLines).prefix { expected, actual in
            ExpectedText(bytes: Array(expected)).matches(Array(actual))
        }.count
        return """
            from line \(same + 1), expected:
            \(Self.shown(expectedLines.dropFirst(same)))
            found:
            \(Self.shown(actualLines.dropFirst(same)))
            """
    }

    private var pieces: [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while let mark = rest.firstRange(of: Array("~~~".utf8)) {
            pieces.append(Array(rest[..<mark.lowerBound]))
            rest = rest[mark.upperBound...]
        }
        return pieces + [Array(rest)]
    }

    private static func shown(_ lines: ArraySlice<ArraySlice<UInt8>>) -> String {
        lines.prefix(20).map { "    " + String(decoding: $0.prefix(400), as: UTF8.self) }
            .joined(separator: "\n")
    }
}
