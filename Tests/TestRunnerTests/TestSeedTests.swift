import TestRunner
import Testing

@Suite struct `The seed of a run that repeats an attempt` {
    private func test(seed: UInt64? = nil) -> DeclaredTest {
        let id = TestID(file: "a.lua", path: ["a"])
        return DeclaredTest(DiscoveredTest(id), at: .init(blocks: [], test: 0), seed: seed)
    }

    @Test(arguments: [(1, 1), (1, 2), (3, 1)], [false, true])
    func `gives its first attempt the same seed`(which: (Int, Int), isShared: Bool) {
        let seeds = TestSeed(run: 7, isShared: isShared)
        let repeating = TestSeed(
            run: seeds.seed(ofRunRepeating: test(), repetition: which.0, attempt: which.1),
            isShared: isShared)
        #expect((repeating.run == 7) == (which == (1, 1)))
        #expect(
            repeating.seed(of: test(), repetition: 1, attempt: 1)
                == seeds.seed(of: test(), repetition: which.0, attempt: which.1))
    }

    @Test func `is the run's own for a test with a seed of its own`() {
        let seeds = TestSeed(run: 7)
        #expect(seeds.seed(ofRunRepeating: test(seed: 2), repetition: 2, attempt: 3) == 7)
        #expect(seeds.seed(of: test(seed: 2), repetition: 2, attempt: 3) == 2)
    }
}
