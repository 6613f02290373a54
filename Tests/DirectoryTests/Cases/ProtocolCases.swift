import Directory
import JSON
import Sessions
import Testing

@Suite struct `The protocol` {
    let world = World()

    @Test func `case 5: a request of contract 104 is answered in its schema`() throws {
        try world.v.given(.q1, .sample)
        let answer = world.v.get(.q1, contract: 104)

        #expect(answer.status == 200)
        #expect(answer["contractVersion"] == 104)
        #expect(answer["constants/system"] == ["visibility": "open"])
    }

    @Test func `case 5: contract 104 shows managed initialization under its old name`() throws {
        try world.v.given(.pair, .reserveInitialized(world.a, world.b))
        let answer = world.v.get(.pair, contract: 104)

        #expect(answer.status == 200)
        #expect(answer["contractVersion"] == 104)
        #expect(
            answer["constants/system/managedInitialization"] == [
                "joinTimeout": 20000, "membersNeededToStart": 2, "autoEvaluate": true,
            ])
        #expect(!answer.has("constants/system/memberInitialization"))
    }

    @Test func `case 6: a version header is needed, 104 at least, and above 107 counts as 107`()
        throws
    {
        try world.v.given(.q1, .sample)

        #expect(world.v.get(.q1, contract: nil).status == 400)
        #expect(world.v.get(.q1, contract: 103).status == 406)
        let newer = world.v.get(.q1, contract: 108)
        #expect(newer.status == 200)
        #expect(newer["contractVersion"] == 107)
    }

    @Test func `case 6: a version header that is no integer is refused`() throws {
        try world.v.given(.q1, .sample)
        var request = DirectoryRequest.get(.q1)
        request.contractVersion = "1.7"

        #expect(world.v.send(request).status == 400)
    }

    @Test(
        arguments: [
            (["foo": 1], "foo"),
            (["membersInfo": [:]], "membersInfo"),
            (["members": ["me": ["next": 3]]], "next"),
        ] as [(JSONValue, String)])
    func `case 12: a body with an unknown or read-only member is refused`(
        body: JSONValue, field: String
    ) throws {
        try world.a.given(.q1, .act)
        let answer = world.a.put(.q1, body)

        #expect(answer.status == 400)
        #expect(answer.text?.contains(field) == true, "2.8.2: the text names the field")
    }

    @Test func `case 22: a server that acts for nobody has no me`() throws {
        try world.a.given(.q1, .act)

        #expect(world.v.put(.q1, .act).status == 403)
    }

    @Test func `case 120: the templates of a service config are listed and readable`() {
        let list = world.a.get(.templates(scid: Scid.z))
        #expect(list.status == 200)
        #expect(list.json == ["results": ["quick"]])

        let template = world.a.get(.template(scid: Scid.z, name: "quick"))
        #expect(template.status == 200)
        #expect(template.names("") == ["constants"])
        #expect(template["constants/system"] == [:])

        let unknownTemplate = world.a.get(.template(scid: Scid.z, name: "none"))
        #expect(unknownTemplate.status == 404)

        let unknownConfig = world.a.get(.templates(scid: "11111111-1111-1111-1111-111111111111"))
        #expect(unknownConfig.status == 404)
        #expect(unknownConfig.text == Text.unknownServiceConfig)
    }

    @Test func `case 120: the template names of a service config are sorted`() {
        let names = world.a.get(.templates(scid: Scid.s))["results"]?.arrayValue
        let configured = TemplateCatalog.fixtures.all.filter { $0.scid == Scid.s }.map(\.name)

        #expect(names?.compactMap(\.stringValue) == configured.sorted())
    }

    @Test func `case 134: a session is neither deleted nor posted to`() throws {
        try world.a.given(.q1, .act)
        let deletion = world.a.delete(.q1)
        let post = world.a.send(
            DirectoryRequest(method: "POST", target: .q1, body: .json(.act)))

        #expect(deletion.status == 405)
        #expect(deletion.response.allow.sorted() == ["GET", "PUT"])
        #expect(post.status == 405)
        #expect(post.response.allow.sorted() == ["GET", "PUT"])
    }

    /// The literal segments of the path are compared where paths are read, in `Sessions` (1.11).
    @Test func `case 140: names in another case name the same session`() throws {
        let created = try world.a.given(.target("quick", "Lobby-One"), .act)
        let answer = world.a.get(
            .target("QUICK", "lOBBY-oNE", scid: Scid.s.uppercased()))

        #expect(answer.status == 200)
        #expect(answer.etag == created.etag)
        #expect(answer.json == created.json)
        #expect(
            answer.response.contentLocation == DirectoryTarget.target("quick", "Lobby-One").path,
            "1.9: the spelling of the creation is shown")
    }
}
