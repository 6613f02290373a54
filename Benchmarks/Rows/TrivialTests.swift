extension Benchmark {
    /// A file of 1 000 trivial tests, each in a fresh state, against busted on the same file.
    static let trivialTests = Benchmark("tests", against: "busted", budget: 1) {
        let program = try muster()
        let file = try TemporaryFile(text: text(of: 1_000, sum: "1"), ending: "_spec.lua")
        let wrong = try TemporaryFile(text: text(of: 1, sum: "2"), ending: "_spec.lua")
        let ours = { [program, "test", $0, "--format", "quiet"] }
        let busted = { ["busted", "--output=plainTerminal", $0] }
        // Neither is measured at doing nothing: each has to notice a test that fails.
        for command in [ours, busted] { try run(command(wrong.path), exitCode: 1) }
        return Sides(
            ours: { times in for _ in 0..<times { try run(ours(file.path)) } },
            peer: { times in for _ in 0..<times { try run(busted(file.path)) } })
    }

    /// Tests of one sum each.
    private static func text(of count: Int, sum: String) -> String {
        let tests = (1...count).map { number in
            "  it('adds \(number)', function() "
                + "assert.are.equal(\(number + 1), \(number) + \(sum)) end)\n"
        }
        return "describe('trivial', function()\n" + tests.joined() + "end)\n"
    }
}
