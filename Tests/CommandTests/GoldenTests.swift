import Testing

@Suite struct `A run` {
    @Test(arguments: GoldenCase.all)
    func `says and ends as its files expect`(run: GoldenCase) async throws {
        try run.check(try await run.invocation.run())
    }
}

@Suite struct `An expected text` {
    @Test(arguments: [
        ("", ""), ("abc", "abc"), ("~~~", ""), ("~~~", "abc"), ("a~~~", "abc"), ("~~~c", "abc"),
        ("a~~~c", "ac"), ("a~~~b~~~b", "axbxb"), ("at ~~~ s\n", "at 12 s\n"),
    ])
    func `stands for the texts of its form`(expected: String, actual: String) {
        #expect(ExpectedText(bytes: Array(expected.utf8)).matches(Array(actual.utf8)))
    }

    @Test(arguments: [
        ("", "a"), ("abc", "ab"), ("a~~~", "ba"), ("~~~c", "cb"), ("ab~~~bc", "abc"),
        ("a~~~b~~~b", "axb"), ("at ~~~ s\n", "at 12 s"),
    ])
    func `stands for no other`(expected: String, actual: String) {
        #expect(!ExpectedText(bytes: Array(expected.utf8)).matches(Array(actual.utf8)))
    }
}
