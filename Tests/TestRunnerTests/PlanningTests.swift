import TestRunner
import Testing

@Suite struct `A plan` {
    private let tests = [
        DiscoveredTest(TestID(file: "a.lua", path: ["lobby", "joins"]), tags: ["quick"]),
        DiscoveredTest(TestID(file: "a.lua", path: ["lobby", "leaves"]), tags: ["slow", "net"]),
        DiscoveredTest(TestID(file: "sub/b.lua", path: ["joins"], caseNumber: 2)),
    ]

    private func names(_ selection: TestSelection) throws -> [String] {
        try selection.plan(tests).map(\.fullName)
    }

    @Test func `without wishes is all tests in the order they were found in`() throws {
        #expect(try names(TestSelection()) == ["lobby joins", "lobby leaves", "joins #2"])
    }

    @Test(arguments: [
        (TestFilter(names: [NamePattern("joins")]), ["lobby joins", "joins #2"]),
        (TestFilter(names: [NamePattern("=lobby joins")]), ["lobby joins"]),
        (TestFilter(names: [NamePattern("lobby *s")]), ["lobby joins", "lobby leaves"]),
        (TestFilter(excludedNames: [NamePattern("lobby")]), ["joins #2"]),
        (TestFilter(tags: ["slow", "quick"]), ["lobby joins", "lobby leaves"]),
        (TestFilter(tags: ["slow"], excludedTags: ["net"]), []),
        (TestFilter(excludedTags: ["slow"]), ["lobby joins", "joins #2"]),
        (TestFilter(paths: ["sub"]), ["joins #2"]),
        (TestFilter(paths: ["./sub/"]), ["joins #2"]),
        (TestFilter(paths: ["su"]), []),
        (TestFilter(paths: ["*.lua"]), ["lobby joins", "lobby leaves", "joins #2"]),
        (TestFilter(paths: ["a.lua"], ), ["lobby joins", "lobby leaves"]),
    ])
    func `has what a filter selects`(filter: TestFilter, expected: [String]) throws {
        #expect(try names(TestSelection(filter: filter)) == expected)
    }

    @Test func `has each test in one shard`() throws {
        let many = (1...300).map { DiscoveredTest(TestID(file: "a", path: ["t\($0)"])) }
        let shards = try (1...3).map { index in
            try TestSelection(shard: Shard("\(index)/3")).plan(many)
        }
        #expect(shards.reduce(0) { $0 + $1.count } == 300)
        #expect(Set(shards.joined()).count == 300)
        #expect(shards.allSatisfy { (70...130).contains($0.count) })
    }

    @Test func `hashes a test to the same number everywhere`() {
        #expect(TestID(file: "a", path: ["b"]).stableHash() == 5_675_867_949_108_600_152)
        #expect(
            TestID(file: "a", path: ["b", "c"]).stableHash()
                != TestID(file: "a", path: ["bc"]).stableHash())
    }

    @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "+1/2", "1/2/3", "a/b", " 1/2", "/"])
    func `refuses what is no shard`(text: String) {
        #expect(throws: TestRunnerError.invalidShard(text)) { try Shard(text) }
    }

    @Test func `is mixed by its seed, and a part of it in the same order`() throws {
        let many = (1...20).map { DiscoveredTest(TestID(file: "a", path: ["t\($0)"])) }
        let mixed = try TestSelection(shuffleSeed: 7).plan(many)
        let part = try TestSelection(shuffleSeed: 7).plan(many.filter { $0.id.name.hasSuffix("1") })
        #expect(mixed != many.map(\.id))
        #expect(Set(mixed) == Set(many.map(\.id)))
        #expect(mixed == (try TestSelection(shuffleSeed: 7).plan(many.reversed())))
        #expect(mixed != (try TestSelection(shuffleSeed: 8).plan(many)))
        #expect(mixed.filter { $0.name.hasSuffix("1") } == part)
    }

    @Test func `has only what is marked, and is refused in a pipeline`() throws {
        var marked = tests
        marked[1].isOnly = true
        #expect(try TestSelection().plan(marked) == [tests[1].id])
        #expect(throws: TestRunnerError.onlyRefused([tests[1].id])) {
            try TestSelection(refusesOnly: true).plan(marked)
        }
    }

    @Test func `of a rerun has what failed`() throws {
        #expect(try TestSelection(rerun: [tests[2].id]).plan(tests) == [tests[2].id])
    }

    @Test func `is repeated as often as is wanted`() {
        #expect(Repetition.times(2).hasRound(after: 1, failures: 9))
        #expect(!Repetition.times(2).hasRound(after: 2, failures: 0))
        #expect(!Repetition.times(0).hasRound(after: 1, failures: 0))
        #expect(Repetition.untilFailure(limit: nil).hasRound(after: 999, failures: 0))
        #expect(!Repetition.untilFailure(limit: nil).hasRound(after: 1, failures: 1))
        #expect(!Repetition.untilFailure(limit: 3).hasRound(after: 3, failures: 0))
        #expect(Repetition.round(2, of: [tests[0].id]).map(\.repetition) == [2])
    }

    @Test(arguments: [
        ("", "anything", true), ("a*c", "abbc", true), ("a*c", "abbcd", false),
        ("a?c", "ac", false),
        ("*", "", true), (#"a\*c"#, "xa*cx", true), (#"a\*c"#, "abc", false), ("=a*", "a*", true),
        ("=a*", "ab", false), ("**a**", "xax", true), ("é?", "éa", true), ("a\\", "a\\", true),
    ])
    func `matches names by patterns`(pattern: String, name: String, matches: Bool) {
        #expect(NamePattern(pattern).matches(name) == matches)
    }

    @Test func `can name each test exactly`() {
        for test in tests {
            let pattern = NamePattern.exactly(test.id)
            #expect(tests.filter { pattern.matches($0.id.fullName) } == [test])
        }
    }

    @Test func `gives tests of one name an ordinal each`() {
        let id = TestID(file: "a", path: ["t"])
        let numbered = TestID.numbered([id, TestID(file: "a", path: ["u"]), id])
        #expect(numbered.map(\.name) == ["t", "u", "t (2)"])
    }
}

@Suite struct `The tests that failed` {
    private let ids = [
        TestID(file: "b.lua", path: ["x\u{1F600}\n", "y"], caseNumber: 3, ordinal: 2),
        TestID(file: "a.lua", path: ["z"]),
    ]

    @Test func `are kept in a file`() throws {
        let failed = FailedTests(Set(ids))
        let text = """
            {
              "format": "muster-failed-tests",
              "version": 1,
              "failed": [
                {
                  "file": "a.lua",
                  "path": ["z"]
                },
                {
                  "file": "b.lua",
                  "path": ["x\u{1F600}\\n", "y"],
                  "case": 3,
                  "ordinal": 2
                }
              ]
            }

            """
        #expect(failed.text.filter { !$0.isWhitespace } == text.filter { !$0.isWhitespace })
        #expect(try FailedTests(parsing: Array(failed.text.utf8)) == failed)
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"format":"muster-failed-tests","version":1}"#,
        #"{"format":"muster-failed-tests","version":1,"failed":[{}]}"#,
        #"{"format":"muster-failed-tests","version":1,"failed":[{"file":"a","path":[]}]}"#,
        #"{"format":"muster-failed-tests","version":1,"failed":[{"file":"a","path":[1]}]}"#,
        #"{"format":"muster-failed-tests","version":1,"failed":[{"file":"a","path":["b"],"case":0}]}"#,
    ])
    func `are refused in another form`(text: String) {
        let error = #expect(throws: TestRunnerError.self) {
            try FailedTests(parsing: Array(text.utf8))
        }
        guard case .invalidState = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `are refused in a later version`() {
        let text = #"{"format":"muster-failed-tests","version":2,"failed":[]}"#
        #expect(throws: TestRunnerError.unknownStateVersion(2)) {
            try FailedTests(parsing: Array(text.utf8))
        }
    }

    @Test func `stay until they pass`() {
        var failed = FailedTests([Story.seat, ids[0]])
        var record = RunRecord()
        let story = Story(
            "run",
            tests: [
                Story.Told(Story.seat, .passed, [Story.attempt(.passed)]),
                Story.Told(Story.leaves, .failed, [Story.attempt(.failed)]),
                Story.Told(ids[0], .skipped, [Story.attempt(.skipped)]),
            ])
        for event in story.events { record.receive(event) }
        failed.receive(record)
        #expect(failed.tests == [Story.leaves, ids[0]])
    }
}
