import Sessions
import Testing

@Suite struct `A GUID` {
    @Test func `is read in any case and written in lower case`() throws {
        let guid = try #require(GUID("BD6C41C3-01c3-468a-A3B5-3e0fe8133862"))

        #expect(guid.description == "bd6c41c3-01c3-468a-a3b5-3e0fe8133862")
        #expect(GUID(guid.description) == guid)
    }

    @Test(arguments: [
        "", "bd6c41c3", "bd6c41c301c3468aa3b53e0fe8133862",
        "bd6c41c3-01c3-468a-a3b5-3e0fe813386", "bd6c41c3-01c3-468a-a3b5-3e0fe81338622",
        "{bd6c41c3-01c3-468a-a3b5-3e0fe8133862}", "bd6c41c3-01c3-468a-a3b5-3e0fe813386g",
    ])
    func `is not read from anything else`(text: String) {
        #expect(GUID(text) == nil)
    }

    @Test func `of a name is a function of the name`() {
        let guid = GUID(name: "RETAIL~foo~bar~baz")

        #expect(guid == GUID(name: "RETAIL~foo~bar~baz"))
        #expect(guid != GUID(name: "RETAIL~foo~bar~bay"))
        #expect(Array(guid.description)[14] == "8")
    }

    @Test func `of one request differs by ordinal and follows from the entropy`() {
        let entropy = Entropy(1, 2)

        #expect(entropy.guid(0) == Entropy(1, 2).guid(0))
        #expect(Set((0..<100).map { entropy.guid($0) }).count == 100)
        #expect(entropy.guid(0) != Entropy(2, 1).guid(0))
        #expect(Array(entropy.guid().description)[14] == "4")
    }

    @Test func `of a seeded sequence is the same in every run`() {
        var random = SeededRandom(seed: 7)

        let texts = (0..<2).map { _ in random.entropy().guid().description }

        #expect(
            texts == [
                "db7f2373-2799-4392-b69f-bcde1ad31645",
                "7a1c9cba-1426-4e04-8746-e0ef9262499e",
            ])
    }
}
