import Testing

@testable import LuaSyntax

@Suite struct `Reading again` {
    private static let pieces = [
        "x", " ", "\n", "\n", "\n", "'", "\"", "\\", "\\z", "[[", "]]", "[=[", "]=]", "--", "--[[",
        "end", "do\n", "function f()\n", "(", ")", "{", "}", "= 1\n", "local y = x\n", "é", "漢",
        "if x then\n", "f()\n", "#!", "\r", "\"a\\\nb\"", "return ",
    ]

    @Test(arguments: 0..<12)
    func `gives what reading from the start gives`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var text: [Unicode.Scalar] = []
        var reader = SourceReader()
        for _ in 0..<400 {
            let start = random.below(text.count + 1)
            let end = min(text.count, start + (random.below(4) == 0 ? random.below(12) : 0))
            let piece = (0..<random.below(4)).map { _ in random.pick(Self.pieces) }.joined()
            text.replaceSubrange(start..<end, with: piece.unicodeScalars)
            var whole = String.UnicodeScalarView()
            whole.append(contentsOf: text)
            reader.update(String(whole))
            var fresh = SourceReader(String(whole))
            #expect(reader.bytes == fresh.bytes)
            #expect(reader.lines == fresh.lines)
            #expect(reader.endState == fresh.endState)
            guard random.below(3) == 0 else { continue }
            let isComplete = reader.isComplete()
            let isFreshComplete = fresh.isComplete()
            #expect(isComplete == isFreshComplete)
        }
    }

    @Test func `divides the changed line alone`() {
        let lines = (0..<200).map { "local x\($0) = \($0)" }
        var reader = SourceReader(lines.joined(separator: "\n"))
        let before = reader.lines
        reader.update((lines[..<100] + ["f()"] + lines[101...]).joined(separator: "\n"))
        #expect(reader.lineCount == 200)
        #expect(
            reader.lines.indices.filter { reader.lines[$0].tokens != before[$0].tokens } == [100])
        #expect(reader.lines[101].start == before[101].start - "local x100 = 100".count + 3)
    }

    @Test func `keeps what it found before the change when asked again`() {
        let head = "function f()\n" + String(repeating: "  x = 1\n", count: 500)
        var reader = SourceReader(head)
        expect(&reader, isComplete: false)
        reader.update(head + "end")
        expect(&reader, isComplete: true)
        reader.update(head + "end end")
        expect(&reader, isComplete: true)
        reader.update(")" + head)
        expect(&reader, isComplete: true)
        reader.update(head + "if x then end")
        expect(&reader, isComplete: false)
    }

    @Test(arguments: [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2), (99, 2)])
    func `finds the line of a byte`(offset: Int, line: Int) {
        #expect(SourceReader("ab\nc\nd").line(at: offset) == line)
    }

    private func expect(
        _ reader: inout SourceReader, isComplete: Bool,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let found = reader.isComplete()
        #expect(found == isComplete, sourceLocation: location)
    }
}
