import Directory
import JSON
import Sessions
import Testing

/// What all types of handles have in common (11.1, 11.2, 11.8).
@Suite struct `A handle` {
    let world = World()

    @Test func `names its session, its type and when it was made (11.1.1, 11.3)`() throws {
        try world.a.given(.quick, .act.with(.constants(["inviteProtocol": "game"])))

        let answer = world.a.post(.handles, .activity(.quick))

        #expect(answer.status == 201)
        #expect(answer.response.location == "/handles/\(answer.handleID)")  // 2.5
        #expect(GUID(answer.handleID)?.description == answer.handleID)
        #expect(
            answer.json
                == [
                    "id": .string(answer.handleID), "type": "activity", "version": 1,
                    "sessionRef": DirectoryTarget.quick.referenceObject,
                    "titleId": "8397267", "ownerXuid": .string(world.a.xuid),
                    "createTime": world.time(.zero), "inviteProtocol": "game", "gameTypes": [:],
                ])
    }

    @Test func `is read as it was answered when it was made (11.8.1)`() throws {
        try world.a.given(.quick, .act)
        let made = try world.a.givenHandle(.activity(.quick))

        let read = world.d.get(made.handle)

        #expect(read.status == 200)
        #expect(read.json == made.json)
        #expect(world.d.get(.handle(id: made.handleID.uppercased())).json == made.json)
    }

    @Test func `echoes the spelling of its session and points to it without regard to case (1.9)`()
        throws
    {
        try world.a.given(.quick, .act)
        let shouted = DirectoryTarget.target("QUICK", "SESSION-49", scid: Scid.s.uppercased())

        let made = try world.a.givenHandle(.activity(shouted))

        #expect(made["sessionRef"] == shouted.referenceObject)
        let session = world.a.get(made.handleSession)
        #expect(session.status == 200)
        #expect(session.response.contentLocation == DirectoryTarget.quick.path)
    }

    @Test func `of a session without a name gets a fresh one (11.2)`() throws {
        let body: JSONValue = [
            "version": 1, "type": "activity",
            "sessionRef": ["scid": .string(Scid.s), "templateName": "quick"],
        ]

        let first = try world.a.givenHandle(body)
        let second = try world.b.givenHandle(body)

        let names = [first, second].compactMap { $0["sessionRef/name"]?.stringValue }
        #expect(names.compactMap { GUID($0) }.count == 2)
        #expect(names[0] != names[1])
    }

    @Test func `that points to nothing creates no session (11.1.2)`() throws {
        let made = try world.a.givenHandle(.activity(.quick))

        #expect(world.a.get(.quick).status == 204)
        #expect(world.a.get(made.handleSession).status == 204)  // 11.8.3
        #expect(world.a.put(made.handleSession, .act, ifMatch: "*").status == 412)
        #expect(world.a.get(.quick).status == 204)
        let created = world.a.put(made.handleSession, .act)  // 11.8.4
        #expect(created.status == 201)
        #expect(created.response.location == DirectoryTarget.quick.path)
        #expect(world.a.get(.quick).status == 200)
    }

    @Test(arguments: [
        "00000000-0000-0000-0000-000000000000", "abc", "6f5d0a52-7a1e-4a6b-8e1f-30c2f1a4d9b",
        "6f5d0a52-7a1e-4a6b-8e1f-30c2f1a4d9bz", "{6f5d0a52-7a1e-4a6b-8e1f-30c2f1a4d9b7}",
    ])
    func `with an id that is none is refused with the known text (11.1.4)`(id: String) {
        let answers = [
            world.a.get(.handle(id: id)), world.a.delete(.handle(id: id)),
            world.a.get(.handleSession(id: id)), world.a.put(.handleSession(id: id), .act),
        ]

        for answer in answers {
            #expect(answer.status == 404)
            #expect(answer.text == Text.handleID)
        }
    }

    @Test func `that nobody made is not found (11.1.4)`() {
        let id = "6f5d0a52-7a1e-4a6b-8e1f-30c2f1a4d9b7"
        let answers = [
            world.a.get(.handle(id: id)), world.a.delete(.handle(id: id)),
            world.a.get(.handleSession(id: id)), world.a.put(.handleSession(id: id), .act),
        ]

        #expect(answers.map(\.status) == [404, 404, 404, 404])
        #expect(answers[0].text == "The requested handle wasn't found.")
    }

    @Test(
        arguments: [
            ("PUT", .handles, ["POST"]), ("GET", .handles, ["POST"]),
            ("GET", .handleQuery, ["POST"]), ("PUT", .handle(id: "x"), ["GET", "DELETE"]),
            ("POST", .handleSession(id: "x"), ["GET", "PUT"]),
            ("DELETE", .handleSession(id: "x"), ["GET", "PUT"]),
        ] as [(String, DirectoryTarget, [String])])
    func `is refused other methods (3.1)`(
        method: String, target: DirectoryTarget, allow: [String]
    ) {
        let answer = world.a.send(DirectoryRequest(method: method, target: target))

        #expect(answer.status == 405)
        #expect(answer.response.allow == allow)
    }

    @Test func `is refused without a token or a known contract version (2.7)`() {
        var request = DirectoryRequest.post(.handles, .activity(.quick))
        #expect(world.send(request, from: nil, at: #_sourceLocation).status == 401)
        request.contractVersion = nil
        #expect(world.a.send(request).status == 400)
        request.contractVersion = "103"
        #expect(world.a.send(request).status == 406)
    }

    @Test func `is refused to callers of another sandbox (2.7)`() {
        var options = DirectoryOptions()
        options.sandbox = "XDKS.1"
        var directory = SessionDirectory(options: options)

        let answers = [DirectoryTarget.handles, .handleQuery].map { target in
            directory.handle(
                .post(target, .activity(.quick)), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
            ).response
        }

        #expect(answers.map(\.status) == [403, 403])
        #expect(answers[0].body == .text("The requested service config cannot be accessed."))
    }

    @Test func `is one of so many at most, beside which expired ones do not count (13.1)`() {
        var options = DirectoryOptions()
        options.handlesLimit = 2
        var directory = SessionDirectory(options: options)
        func post(_ name: String, seconds: Int64) -> Int {
            directory.handle(
                .post(
                    .handles,
                    .invite(.target("quick", name), Sender(world: World(), caller: .b))),
                from: .server, at: WireTime.instant(.seconds(seconds)), entropy: Entropy(1, 2)
            ).response.status
        }

        #expect(post("a", seconds: 0) == 201)
        #expect(post("b", seconds: 1) == 201)
        #expect(post("c", seconds: 2) == 503)
        #expect(post("c", seconds: 3600) == 201)
        #expect(post("d", seconds: 3600) == 503)
    }

    @Test func `is announced when it is made and when it ends`() throws {
        var directory = SessionDirectory()
        var random = SeededRandom(seed: 1)
        func send(_ request: DirectoryRequest) -> Outcome {
            directory.handle(
                request, from: .a, at: WireTime.t0, entropy: random.entropy())
        }
        _ = send(.put(.quick, .act))
        let first = send(.post(.handles, .activity(.quick)))
        let second = send(.post(.handles, .activity(.quick)))
        let refused = send(.post(.handles, .activity(.raw).with(["version": 2])))
        let left = send(.put(.quick, .leave))

        let ids = try [first, second].map { outcome in
            try #require(GUID(Answer(response: outcome.response).handleID))
        }
        #expect(first.effects == [.handleCreated(ids[0])])
        #expect(second.effects == [.handleDeleted(ids[0]), .handleCreated(ids[1])])
        #expect(refused.effects == [])
        #expect(left.effects.last == .handleDeleted(ids[1]))
    }
}
