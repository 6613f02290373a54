import JSON
import Sessions
import Testing

/// Bodies that are wrong on the face of them (11.2, 11.6, 13.1).
@Suite struct `The body of a new handle` {
    let world = World()

    private static let reference = DirectoryTarget.quick.referenceObject

    @Test(
        arguments: [
            ([], "The request body must be an object."),
            ("activity", "The request body must be an object."),
            ([:], "The field '/version' must be 1."),
            (["version": 2], "The field '/version' must be 1."),
            (["version": "1"], "The field '/version' must be 1."),
            (["version": nil], "The field '/version' must be 1."),
            (["type": "banana"], nil), (["type": "correlation"], nil), (["type": 1], nil),
            (["type": nil], nil),
            (["foo": 1], "The field '/foo' is not allowed."),
            (["id": "x"], "The field '/id' is not allowed."),
            (["invitedXuid": "1"], "The field '/invitedXuid' is not allowed."),
            (["sessionRef": "x"], "The field '/sessionRef' must be an object."),
            (["sessionRef": nil], "The field '/sessionRef' must be an object."),
            (["sessionRef": ["scid": 1]], "The field '/sessionRef/scid' must be a string."),
            (
                ["sessionRef": ["name": "a~b"]],
                "The field '/sessionRef/name' is not a legal session name."
            ),
            (
                ["sessionRef": ["name": ""]],
                "The field '/sessionRef/name' is not a legal session name."
            ),
            (
                ["sessionRef": ["name": "\u{1}"]],
                "The field '/sessionRef/name' is not a legal session name."
            ),
            (["sessionRef": ["branch": "x"]], "The field '/sessionRef/branch' is not allowed."),
        ] as [(JSONValue, String?)])
    func `is refused when a member is wrong (11.2, 11.1.3)`(change: JSONValue, text: String?) throws
    {
        try world.a.given(.quick, .act)

        let body: JSONValue =
            change == [:] ? [:] : JSONValue.activity(.quick).with(change)
        let answer = world.a.post(.handles, body)

        #expect(answer.status == 400)
        #expect(
            answer.text
                == text ?? "The field '/type' must be 'activity', 'invite', 'search' or 'transfer'."
        )
    }

    @Test func `is refused without a session (11.2)`() {
        let answer = world.a.post(.handles, ["version": 1, "type": "activity"])

        #expect(answer.status == 400)
        #expect(answer.text == "The field '/sessionRef' is required.")
    }

    @Test func `is refused when it is missing, no JSON or too large (2.6, 13.1)`() {
        for target in [DirectoryTarget.handles, .handleQuery] {
            var request = DirectoryRequest(method: "POST", target: target)
            #expect(world.a.send(request).status == 400)
            request.body = .unreadable(reason: "The request body isn't valid JSON: x.")
            let unreadable = world.a.send(request)
            #expect(unreadable.status == 400)
            #expect(unreadable.text == "The request body isn't valid JSON: x.")
            request.body = .json(["type": .string(String(repeating: "x", count: 300_000))])
            let large = world.a.send(request)
            #expect(large.status == 400)
            #expect(large.response.rule == "13.1")
        }
    }

    @Test func `names a known service config and template (2.6)`() {
        let config = world.a.post(.handles, .activity(.target("quick", scid: "nowhere")))
        #expect(config.status == 404)
        #expect(config.text == Text.unknownServiceConfig)
        #expect(world.a.post(.handles, .activity(.target("none"))).status == 404)
        #expect(
            world.a.post(.handles, .transfer(.quick, from: .target("none"))).status == 404)
    }

    @Test(
        arguments: [
            (["invitedXuid": nil], "invitedXuid", "must be a decimal string"),
            (["invitedXuid": "x"], "invitedXuid", "must be a decimal string"),
            (["invitedXuid": -1], "invitedXuid", "must be a decimal string"),
            (["invitedXuid": ["1"]], "invitedXuid", "must be a decimal string"),
            (["inviteAttributes": []], "inviteAttributes", "must be an object"),
            (
                ["inviteAttributes": ["titleId": "x"]], "inviteAttributes/titleId",
                "must be a decimal string"
            ),
            (["inviteAttributes": ["context": 1]], "inviteAttributes/context", "must be a string"),
            (["inviteAttributes": ["foo": 1]], "inviteAttributes/foo", "is not allowed"),
        ] as [(JSONValue, String, String)])
    func `of an invite is refused when a member is wrong (11.2)`(
        change: JSONValue, field: String, requirement: String
    ) throws {
        try world.a.given(.quick, .act)

        let answer = world.a.post(.handles, JSONValue.invite(.quick, world.c).with(change))

        #expect(answer.status == 400)
        #expect(answer.text == "The field '/\(field)' \(requirement).")
    }

    @Test func `of an invite has a context of 256 characters at most, URI-encoded (13.1)`() throws {
        try world.a.given(.quick, .act)
        func invite(_ context: String) -> Answer {
            world.a.post(
                .handles,
                .invite(.quick, world.c, attributes: ["context": .string(context)]))
        }

        #expect(invite(String(repeating: "a", count: 256)).status == 201)
        #expect(invite(String(repeating: "a", count: 257)).response.rule == "13.1")
        #expect(invite(String(repeating: "=", count: 85)).status == 201)
        #expect(invite(String(repeating: "=", count: 86)).status == 400)
        #expect(invite(String(repeating: "é", count: 42)).status == 201)
        #expect(invite(String(repeating: "é", count: 43)).status == 400)
    }

    @Test(
        arguments: [
            (["tags": "x"], "tags"), (["tags": [1]], "tags/0"), (["tags": ["ok", ""]], "tags/1"),
            (["tags": ["1abc"]], "tags/0"), (["tags": ["two words"]], "tags/0"),
            (["tags": ["é"]], "tags/0"), (["tags": ["a_b"]], "tags/0"),
            (["strings": []], "strings"), (["strings": ["map": 1]], "strings/map"),
            (["strings": ["1map": "x"]], "strings/1map"), (["strings": ["": "x"]], "strings/"),
            (["strings": ["map": nil]], "strings/map"),
            (["strings": ["map": "x", "MAP": "y"]], "strings/MAP"),
            (["numbers": ["rank": "5"]], "numbers/rank"),
            (["numbers": ["my rank": 5]], "numbers/my rank"), (["numbers": 5], "numbers"),
            (["colours": []], "colours"),
        ] as [(JSONValue, String)])
    func `of a search handle is refused when an attribute is wrong (11.6.3, 11.6.4)`(
        attributes: JSONValue, field: String
    ) throws {
        try world.a.given(.quick, .searchable)

        let answer = world.a.post(.handles, .search(.quick, attributes))

        #expect(answer.status == 400)
        #expect(answer.text?.hasPrefix("The field '/searchAttributes/\(field)' ") == true)
    }

    @Test func `of a search handle has names, tags and texts of 99 characters at most (13.1)`()
        throws
    {
        try world.a.given(.quick, .searchable)
        func status(_ attributes: JSONValue) -> Int {
            world.a.post(.handles, .search(.quick, attributes)).status
        }
        let (fits, tooLong) = (
            String(repeating: "a", count: 99), String(repeating: "a", count: 100)
        )

        #expect(status(["tags": [.string(fits)]]) == 201)
        #expect(status(["tags": [.string(tooLong)]]) == 400)
        #expect(status(["strings": ["map": .string(fits)]]) == 201)
        #expect(status(["strings": ["map": .string(tooLong)]]) == 400)
        #expect(status(["numbers": .object([fits: 1])]) == 201)
        #expect(status(["numbers": .object([tooLong: 1])]) == 400)
        let tags = (0...100).map { JSONValue.string("t\($0)") }
        #expect(status(["tags": .array(Array(tags.dropLast()))]) == 201)
        #expect(status(["tags": .array(tags)]) == 400)
    }

    @Test func `of a transfer handle names its origin (11.2)`() throws {
        try world.a.given(.quick, .act)
        let body: JSONValue = JSONValue.activity(.quick).with(["type": "transfer"])

        #expect(
            world.a.post(.handles, body).text == "The field '/originSessionRef' is required.")
        let unnamed = world.a.post(
            .handles,
            body.with(["originSessionRef": ["scid": .string(Scid.s), "templateName": "quick"]]))
        #expect(unnamed.text == "The field '/originSessionRef/name' is required.")
    }
}
