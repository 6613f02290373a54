import Directory
import JSON
import Sessions
import Testing

@Suite struct `An element request` {
    let world = World()

    @Test func `on a missing session is 404 whatever it asks (3.4.3)`() {
        for target in [DirectoryTarget.quick.properties, .quick.me, .quick.member(0)] {
            let answer = world.v.get(target)
            // A server has no member of its own, which is judged first (2.7).
            if target == .quick.me {
                #expect(answer.status == 403)
            } else {
                #expect(answer.status == 404)
                #expect(answer.text == Text.sessionNotFound)
            }
        }
        #expect(world.a.delete(.quick.me).status == 404)
        #expect(world.a.put(.quick.me, [:]).status == 404)
    }

    @Test func `reads and writes the caller's member (3.4.9)`() throws {
        try world.a.given(.quick, .act)

        let put = world.a.put(.quick.me, ["properties": ["custom": ["a": 1]]])
        let got = world.a.get(.quick.me)
        let other = world.c.get(.quick.me)

        #expect(put["properties/custom"] == ["a": 1])
        #expect(put["next"] == 1)
        #expect(got.json == put.json)
        #expect(other.status == 204)
    }

    @Test func `takes members out (3.4.5, 3.4.6)`() throws {
        try world.a.given(.quick, .act)
        try world.c.given(.quick, .act)

        let refused = world.c.delete(.quick.member(0))
        let removed = world.v.delete(.quick.member(0))
        let again = world.v.delete(.quick.member(0))
        let left = world.c.delete(.quick.me)

        #expect(refused.status == 403)
        #expect(refused.text == Text.memberReference)
        #expect(removed.status == 204)
        #expect(again.status == 204)
        #expect(left.status == 204)
        #expect(world.a.get(.quick).status == 204)
    }

    @Test(arguments: ["x", "-1", "1.0", ""])
    func `with an index that is no number is 404 (3.4.6)`(index: String) throws {
        guard case .session(let reference) = DirectoryTarget.quick else { return }
        try world.a.given(.quick, .act)

        let answer = world.v.delete(.member(reference, index: index))

        #expect(answer.status == 404)
        #expect(answer.response.rule == "3.4.6")
    }

    @Test(
        arguments: [
            ("POST", .quick, ["GET", "PUT"]),
            ("DELETE", .quick, ["GET", "PUT"]),
            ("DELETE", DirectoryTarget.quick.properties, ["GET", "PUT"]),
            ("PUT", DirectoryTarget.quick.member(0), ["GET", "DELETE"]),
            ("PATCH", DirectoryTarget.quick.me, ["GET", "PUT", "DELETE"]),
            ("PUT", .templates(scid: Scid.s), ["GET"]),
        ] as [(String, DirectoryTarget, [String])])
    func `by a method that is not offered names those that are (2.7)`(
        method: String, target: DirectoryTarget, allow: [String]
    ) {
        let answer = world.a.send(DirectoryRequest(method: method, target: target))

        #expect(answer.status == 405)
        #expect(answer.response.allow == allow)
    }

    @Test(arguments: ["a b", "a~b", ".", "..", "", String(repeating: "x", count: 101)])
    func `with an illegal session name is 404 (1.14)`(name: String) {
        let answer = world.a.get(.target("quick", name))

        #expect(answer.status == 404)
        #expect(answer.response.rule == "1.14")
    }

    @Test(arguments: [nil, "", "abc", "10.7", "-104"])
    func `without a proper contract version is 400 (2.1.3)`(version: String?) {
        var request = DirectoryRequest.get(.quick)
        request.contractVersion = version

        #expect(world.a.send(request).status == 400)
    }

    @Test func `with a body that is no JSON says what is wrong (2.6)`() {
        let broken = DirectoryRequest(
            method: "PUT", target: .quick, body: .unreadable(reason: "The body is no JSON."))
        let none = DirectoryRequest(method: "PUT", target: .quick)

        #expect(world.a.send(broken).text == "The body is no JSON.")
        #expect(world.a.send(none).status == 400)
    }

    @Test func `with a strange nocommit is 400 (3.3)`() {
        var request = DirectoryRequest.put(.quick, .act)
        request.query = [.init(name: "nocommit", value: "maybe")]

        #expect(world.a.send(request).status == 400)
    }

    @Test func `with several etags needs every one to hold (2.4.8)`() throws {
        let etag = try #require(try world.a.given(.quick, .act).etag)

        let both = world.a.put(.quick, [:], ifMatch: "W/\(etag), \(etag)")
        let one = world.a.put(.quick, [:], ifMatch: "\(etag), \"other\"")

        #expect(both.status == 200)
        #expect(one.status == 412)
        #expect(one["membersInfo/count"] == 1)
    }

    @Test func `never tells a stranger what a precondition met (2.4.6)`() throws {
        try world.a.given(.raw, .act)

        let answer = world.c.put(.raw, .act, ifMatch: "\"stale\"")

        #expect(answer.status == 403)
        #expect(answer.text == Text.writeRefused)
    }
}
