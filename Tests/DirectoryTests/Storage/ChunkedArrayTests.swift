import Sessions
import Testing

@testable import Directory

@Suite struct `An array in chunks` {
    @Test(arguments: UInt64(1)...6)
    func `holds what an array holds after any sequence of changes`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var chunked = ChunkedArray<Int>()
        var plain: [Int] = []
        var earlier = (chunked: chunked, plain: plain)
        for step in 0..<4000 {
            // Grows for a while, then shrinks to nothing.
            let isGrowing = step < 2000 ? random.next() % 4 > 0 : random.next() % 4 == 0
            let position = Int(random.next() % UInt64(plain.count + 1))
            switch (isGrowing, random.next() % 3) {
            case (true, 0):
                chunked.append(step)
                plain.append(step)
            case (true, _):
                chunked.insert(step, at: position)
                plain.insert(step, at: position)
            case (false, 0) where position < plain.count:
                chunked[position] = step
                plain[position] = step
            case (false, _):
                guard position < plain.count else { continue }
                let removed = chunked.remove(at: position)
                #expect(removed == plain.remove(at: position))
            }
            if step % 97 == 0 {
                #expect(Array(earlier.chunked) == earlier.plain)
                earlier = (chunked, plain)
            }
            #expect(chunked.count == plain.count)
        }
        #expect(Array(chunked) == plain)
    }

    @Test func `finds the first element that satisfies a condition`() {
        var chunked = ChunkedArray<Int>()
        #expect(chunked.firstPosition { $0 >= 0 } == 0)
        for number in 0..<1000 { chunked.append(number * 2) }

        for number in 0..<2000 {
            #expect(chunked.firstPosition { $0 >= number } == (number + 1) / 2)
        }
        #expect(chunked.firstPosition { $0 >= 5000 } == 1000)
    }

    @Test func `equals another with the same elements, however they came there`() {
        var appended = ChunkedArray<Int>()
        var inserted = ChunkedArray<Int>()
        for number in 0..<500 {
            appended.append(number)
            inserted.insert(499 - number, at: 0)
        }

        #expect(appended == inserted)
        inserted[250] = -1
        #expect(appended != inserted)
        inserted.remove(at: 250)
        #expect(appended != inserted)
    }
}
