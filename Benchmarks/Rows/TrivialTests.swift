extension Benchmark {
    /// A file of 1 000 trivial tests, each in a fresh state, against busted on the same file.
    static let trivialTests = Benchmark("tests", against: "busted", budget: 1) {
        let program = try muster()
        var text = "describe('trivial', function()\n"
        for number in 1...1_000 {
            text +=
                "  it('adds \(number)', function() "
                + "assert.are.equal(\(number + 1), \(number) + 1) end)\n"
        }
        let file = try TemporaryFile(text: text + "end)\n")
        return Sides(
            ours: { times in
                for _ in 0..<times { try run([program, "test", file.path, "--format", "quiet"]) }
            },
            peer: { times in
                // The interpreter is named, since busted's own first line takes any Lua.
                for _ in 0..<times { try run(["busted", "--output=plainTerminal", file.path]) }
            })
    }
}
