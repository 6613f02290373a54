import DirectoryRuntime
import JSON
import Sessions
import TestSupport
import Testing
import Transport

private let session = DirectoryTarget.session(Fixtures.session)

/// One suite for all transports: what a directory answers does not depend on the way to it.
@Suite struct `Every transport` {
    @Test(arguments: TransportKind.allCases)
    func `carries a session through its life`(kind: TransportKind) async throws {
        try await kind.run { transport, advance in
            let created = try await transport.send(
                .put(session, Fixtures.sample, mode: .createNew), as: .server)
            #expect(created.status == 201)
            #expect(created.date == VirtualClock.start)
            #expect(created.expires == VirtualClock.start.adding(milliseconds: 30_000))
            #expect(created.etag != nil && created.contentLocation != nil)
            #expect(json(created)["members"]?["0"]?["reserved"] == true)

            await advance(VirtualClock.start.adding(milliseconds: 5_000))
            let joined = try await transport.send(
                .put(session, Fixtures.active), as: Fixtures.stacy)
            #expect(joined.status == 200)
            #expect(joined.date == VirtualClock.start.adding(milliseconds: 5_000))
            #expect(json(joined)["members"]?["0"]?["gamertag"] == "stacy")

            let left = try await transport.send(
                .delete(.memberMe(Fixtures.session)), as: Fixtures.stacy)
            #expect(left.status == 204 && left.body == .none)
            let gone = try await transport.send(.get(session), as: Fixtures.stacy)
            #expect(gone.status == 204 && gone.body == .none)
        }
    }

    @Test(arguments: TransportKind.allCases)
    func `carries handles, where they are and what they lead to`(kind: TransportKind) async throws {
        try await kind.run { transport, _ in
            _ = try await transport.send(.put(session, Fixtures.active), as: Fixtures.alpha)
            let reference: JSONValue = [
                "scid": .string(Fixtures.session.scid),
                "templateName": .string(Fixtures.session.templateName),
                "name": .string(Fixtures.session.name),
            ]
            let made = try await transport.send(
                .post(.handles, ["version": 1, "type": "activity", "sessionRef": reference]),
                as: Fixtures.alpha)
            #expect(made.status == 201)
            let path = try #require(made.location)
            let handle = DirectoryTarget(httpPath: path)
            #expect(try await transport.send(.get(handle), as: Fixtures.alpha).body == made.body)

            let behind = try await transport.send(
                .get(DirectoryTarget(httpPath: path + "/session")), as: Fixtures.stacy)
            #expect(behind.status == 200)
            #expect(behind.contentLocation == session.httpPath)

            var query = DirectoryRequest.post(
                .handleQuery,
                ["type": "activity", "owners": ["people": ["moniker": "people"]]])
            query.query = [.init(name: "include", value: "relatedInfo,customProperties")]
            let found = try await transport.send(query, as: Fixtures.alpha)
            #expect(found.status == 200 && json(found)["results"] == [])
            let deleted = try await transport.send(.delete(handle), as: Fixtures.alpha)
            #expect(deleted.status == 204 && deleted.body == .none)
        }
    }

    @Test(arguments: TransportKind.allCases)
    func `carries preconditions`(kind: TransportKind) async throws {
        try await kind.run { transport, _ in
            let first = try await transport.send(
                .put(session, Fixtures.active, mode: .createNew), as: Fixtures.alpha)
            let again = try await transport.send(
                .put(session, Fixtures.active, mode: .createNew), as: Fixtures.alpha)
            #expect(first.status == 201)
            #expect(again.status == 412 && again.body == .none)

            let change: JSONValue = ["properties": ["custom": ["a": 1]]]
            let written = try await transport.send(
                .put(session, change, mode: .synchronizedUpdate(etag: first.etag)),
                as: Fixtures.alpha)
            let conflict = try await transport.send(
                .put(session, change, mode: .synchronizedUpdate(etag: first.etag)),
                as: Fixtures.alpha)
            #expect(written.status == 200)
            #expect(conflict.status == 412 && conflict.etag == written.etag)
            #expect(json(conflict)["properties"]?["custom"]?["a"] == 1)

            var read = DirectoryRequest.get(session)
            read.ifNoneMatch = written.etag
            let unchanged = try await transport.send(read, as: Fixtures.alpha)
            #expect(unchanged.status == 304 && unchanged.body == .none)
        }
    }

    @Test(arguments: TransportKind.allCases)
    func `carries refusals with their text and rule`(kind: TransportKind) async throws {
        try await kind.run { transport, _ in
            let missing = try await transport.send(
                .get(.properties(Fixtures.session)), as: Fixtures.alpha)
            #expect(missing.status == 404)
            #expect(missing.body == .text("The requested session wasn't found."))

            let method = try await transport.send(
                DirectoryRequest(method: "POST", target: session), as: Fixtures.alpha)
            #expect(method.status == 405)
            #expect(method.allow.contains("GET") && method.allow.contains("PUT"))

            let nobody = try await transport.send(.get(session), as: nil)
            #expect(nobody.status == 401 && nobody.body == .none)

            var old = DirectoryRequest.get(session)
            old.contractVersion = "103"
            #expect(try await transport.send(old, as: Fixtures.alpha).status == 406)
            old.contractVersion = nil
            #expect(try await transport.send(old, as: Fixtures.alpha).status == 400)

            let path = DirectoryRequest.get(.unknown(path: "/nowhere"))
            #expect(try await transport.send(path, as: nil).status == 404)
        }
    }

    @Test(arguments: TransportKind.allCases)
    func `carries every claim of the caller`(kind: TransportKind) async throws {
        try await kind.run { transport, _ in
            let answer = try await transport.send(
                .put(session, Fixtures.active), as: Fixtures.alpha)
            let member = json(answer)["members"]?["0"]
            #expect(member?["gamertag"] == "alpha")
            #expect(member?["activeTitleId"] == "8397267")
        }
    }

    @Test func `gives the same answers to the same requests`() async throws {
        var answers: [[DirectoryResponse]] = []
        for kind in TransportKind.allCases {
            answers.append(
                try await kind.run { transport, advance in
                    var answers: [DirectoryResponse] = []
                    for (seconds, caller, request) in Self.conversation {
                        await advance(VirtualClock.start.adding(milliseconds: seconds * 1_000))
                        answers.append(try await transport.send(request, as: caller))
                    }
                    return answers
                })
        }

        #expect(answers[0].count == Self.conversation.count)
        for other in answers.dropFirst() {
            for (mine, theirs) in zip(answers[0], other) { #expect(mine == theirs) }
        }
    }

    /// Requests of many kinds with the second at which each is sent.
    private static let conversation: [(Int64, Caller?, DirectoryRequest)] = {
        let elements: [DirectoryTarget] = [
            session, .properties(Fixtures.session), .memberMe(Fixtures.session),
            .member(Fixtures.session, index: "0"), .member(Fixtures.session, index: "x"),
            .server(Fixtures.session, name: "game one"), .templates(scid: Fixtures.scid),
            .template(scid: Fixtures.scid, name: "quick"), .template(scid: "%/ü", name: ""),
            .session(SessionReference(scid: Fixtures.scid, templateName: "quick", name: "")),
            .unknown(path: "/handle"),
        ]
        var steps: [(Int64, Caller?, DirectoryRequest)] = []
        steps += elements.map { (0, Fixtures.alpha, .get($0)) }
        steps.append((0, .server, .put(session, Fixtures.sample)))
        steps.append((1, Fixtures.alpha, .put(session, Fixtures.active)))
        steps.append((2, Fixtures.stacy, .put(session, Fixtures.active)))
        steps.append((3, .server, .put(session, ["servers": ["game one": ["properties": [:]]]])))
        for caller in [nil, Caller.server, Fixtures.alpha, Fixtures.stacy] {
            steps += elements.map { (4, caller, .get($0)) }
        }
        for method in ["POST", "DELETE", "PATCH", "OPTIONS"] {
            steps.append((5, Fixtures.alpha, DirectoryRequest(method: method, target: session)))
        }
        var dry = DirectoryRequest.put(session, ["properties": ["custom": ["a": 1]]])
        dry.query = [.init(name: "nocommit", value: "true"), .init(name: "x y", value: "é&=")]
        steps.append((6, Fixtures.alpha, dry))
        steps.append((7, Fixtures.alpha, .put(session, ["foo": 1])))
        steps.append((7, Fixtures.alpha, .put(session, ["properties": ["custom": ["n": nil]]])))
        steps.append((8, Fixtures.stacy, .delete(.memberMe(Fixtures.session))))
        steps.append((40, Fixtures.alpha, .get(session)))
        steps.append((41, Fixtures.alpha, .put(session, ["members": ["me": nil]])))
        steps.append((42, Fixtures.alpha, .get(session)))
        return steps
    }()
}

/// The JSON body of an answer, or null.
private func json(_ answer: DirectoryResponse) -> JSONValue {
    guard case .json(let value) = answer.body else { return nil }
    return value
}
