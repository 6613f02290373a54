import JSON
import Sessions
import Testing

@Suite struct `The legacy contract` {
    let world = World(legacyContracts: true)
    let target = DirectoryTarget.target("integration", "bcd0088d76a94c60be4b75f139243a1f")

    private func createSession() throws {
        try world.v.given(
            target,
            .custom(["KANWE": "MGMSY"])
                .with(.constants(["visibility": "open"]))
                .with(.reserve(world.b, custom: ["8216": "WXMRJ"])))
    }

    @Test func `case 7: contract 103 shows the members with their counts`() throws {
        try createSession()
        let answer = world.v.get(target, contract: 103)

        #expect(answer.status == 200)
        #expect(answer.names("members") == ["0", "accepted", "count", "end", "first"])
        #expect(answer["members/first"] == 0)
        #expect(answer["members/end"] == 1)
        #expect(answer["members/count"] == 1)
        #expect(answer["members/accepted"] == 0)
        #expect(answer["members/0/next"] == 1)
        #expect(answer["members/0/pending"] == true)
        #expect(!answer.has("members/0/reserved"))
        #expect(answer["members/0/constants/system/xuid"] == 5_500_461)
        #expect(answer["members/0/constants/custom"] == ["8216": "WXMRJ"])
    }

    @Test func `case 7: contract 103 shows the key, and nothing that came later`() throws {
        try createSession()
        let answer = world.v.get(target, contract: 103)

        #expect(
            answer["key"]
                == "8d050174-412b-4d51-a29b-d55a34edfdb7~integration~bcd0088d76a94c60be4b75f139243a1f"
        )
        #expect(answer["servers"] == [:])
        #expect(answer["properties/system/turn"] == [])
        #expect(answer["properties/custom"] == ["KANWE": "MGMSY"])
        #expect(answer["constants/system/visibility"] == "open")
        for name in [
            "contractVersion", "branch", "changeNumber", "correlationId", "startTime", "nextTimer",
            "initializing", "hostCandidates", "membersInfo",
        ] {
            #expect(!answer.has(name), "4.6: no \(name)")
        }
    }

    @Test func `case 7: without the switch contract 103 is not served`() throws {
        let modern = World()
        try modern.v.given(target, .sample)

        #expect(modern.v.get(target, contract: 103).status == 406)
    }
}
