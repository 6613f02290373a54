import JSON
import Sessions
import Testing

@Suite struct `Creating a session` {
    let world = World()

    /// Member 0 of SAMPLE as written by a server at T0.
    private var reservedSeat: JSONValue {
        [
            "reserved": true,
            "joinTime": "2030-01-01T00:00:00.0000000Z",
            "constants": [
                "system": ["index": 0, "xuid": "5500461"], "custom": ["type": "leader"],
            ],
            "properties": ["system": [:], "custom": [:]],
            "next": 1,
        ]
    }

    @Test func `case 1: a server's PUT of the sample makes a session with one reserved seat`() {
        let answer = world.v.put(.q1, .sample)

        #expect(answer.status == 201)
        #expect(answer["contractVersion"] == 107)
        #expect(answer["changeNumber"] == 1)
        #expect(answer["startTime"] == "2030-01-01T00:00:00.0000000Z")
        #expect(answer["members"] == ["0": reservedSeat])
        #expect(
            answer["membersInfo"]
                == ["first": 0, "next": 1, "count": 1, "accepted": 0, "active": 0])
        #expect(
            answer["properties"] == ["system": ["turn": []], "custom": ["KANWE": "MGMSY"]])
        #expect(answer["servers"] == [:])
        #expect(answer["constants"] == ["system": ["visibility": "open"], "custom": [:]])
        #expect(answer["nextTimer"] == "2030-01-01T00:00:30.0000000Z")
        #expect(!answer.has("initializing"))
        #expect(!answer.has("hostCandidates"))
    }

    @Test func `case 1: the answer to a creation has the headers of a new session`() {
        let response = world.v.put(.q1, .sample).response

        #expect(response.etag != nil)
        #expect(response.date == WireTime.t0)
        #expect(response.expires == WireTime.instant(.seconds(30)))
        #expect(response.contentLocation == DirectoryTarget.q1.path)
        #expect(response.location == DirectoryTarget.q1.path)
    }

    @Test func `case 2: a user who creates is member 0, before the seats it reserves`() {
        let answer = world.a.put(.q1, .sample)

        #expect(answer.status == 201)
        #expect(answer.names("members") == ["0", "1"])
        #expect(answer["members/0/constants/system/xuid"] == .string(world.a.xuid))
        #expect(answer["members/0/gamertag"] == "alpha")
        #expect(answer["members/0/joinTime"] == world.time(.zero))
        #expect(answer["members/0/properties/system"] == [:])
        #expect(!answer.has("members/0/reserved"))
        #expect(!answer.has("members/0/activeTitleId"))
        #expect(answer["members/1/reserved"] == true)
        #expect(answer["members/1/constants/system/xuid"] == "5500461")
        #expect(
            answer["membersInfo"]
                == ["first": 0, "next": 2, "count": 2, "accepted": 1, "active": 0])
        #expect(answer["nextTimer"] == world.time(.zero), "A's inactive timeout of 0 is due")
    }

    @Test func `case 4: the same PUT again leaves the session as it is`() {
        let first = world.v.put(.q1, .sample)
        let again = world.v.put(.q1, .sample)

        #expect(again.status == 200)
        #expect(again["changeNumber"] == 1)
        #expect(again.etag == first.etag)
        #expect(again["membersInfo/count"] == 1)
        #expect(again.json == first.json)
    }

    @Test func `case 131: a session that would be empty at once never comes to be`() {
        let answer = world.v.put(.quick, [:])

        #expect(answer.status == 204)
        #expect(answer.isBare)
        #expect(world.v.get(.quick).status == 204)
    }

    @Test func `case 132: an empty session lives when its empty timeout is null`() {
        let answer = world.v.put(.sticky, [:])

        #expect(answer.status == 201)
        #expect(answer["members"] == [:])
        #expect(
            answer["membersInfo"]
                == ["first": 0, "next": 0, "count": 0, "accepted": 0, "active": 0])
        #expect(answer["servers"] == [:])
        #expect(!answer.has("nextTimer"))
        #expect(world.v.get(.sticky).etag == answer.etag)
    }

    @Test func `case 137: creating needs the multiplayer privilege`() {
        let answer = world.a.withoutPrivileges.put(.q1, .act)

        #expect(answer.status == 403)
        #expect(answer.text == Text.writeRefused)
        #expect(world.v.get(.q1).status == 204)
    }

    @Test func `case 138: only a listed initiator creates`() {
        let body = JSONValue.act.with(.constants(["initiators": [.string(world.b.xuid)]]))

        #expect(world.a.put(.q1, body).status == 403)
        #expect(world.b.put(.q1, body).status == 201)
    }
}
