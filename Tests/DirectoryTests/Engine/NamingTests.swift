import JSON
import Sessions
import Testing

/// Names and forms that have no conformance case of their own (session-directory sections 1 to 4).
@Suite struct `Names and forms` {
    let world = World()

    @Test func `a session answers with its canonical path (1.2)`() throws {
        let answer = try world.a.given(.quick, .act)

        #expect(answer.response.contentLocation == DirectoryTarget.quick.path)
        #expect(
            DirectoryTarget.quick.path
                == "/serviceconfigs/\(Scid.s)/sessiontemplates/quick/sessions/session-49")
    }

    @Test func `three strings make a reference, and joined by tildes its key (1.3, 1.4)`() {
        let reference = SessionReference(scid: "S", templateName: "Quick", name: "One")

        #expect(reference.key == "s~quick~one")
    }

    @Test func `a service configuration may be all zeroes and compares without case (1.6, 1.10)`()
        throws
    {
        try world.a.given(.q1, .act)
        let upper = DirectoryTarget.target("quick", "session-49", scid: Scid.s.uppercased())
        try world.a.given(.quick, .act)

        #expect(world.a.get(upper).status == 200)
        #expect(world.a.get(.q1).status == 200)
    }

    @Test func `path values are decoded once, and a trailing slash is ignored (1.12)`() {
        let path = DirectoryTarget.quick.path
        let written = path.replacing("session-49", with: "session%2D49/")

        #expect(DirectoryTarget(httpPath: written) == .quick)
        #expect(
            DirectoryTarget(httpPath: path.replacing("session-49", with: "%2541"))
                == .target("quick", "%41"))
    }

    @Test(arguments: [("", "quick", "n"), ("s", "", "n"), ("s", "quick", "")])
    func `a reference with an empty part is found nowhere (1.13)`(
        scid: String, template: String, name: String
    ) {
        let reference = SessionReference(scid: scid, templateName: template, name: name)

        #expect(world.a.get(.session(reference)).status == 404)
    }

    @Test(arguments: [.string("18446744073709551615"), .integer(5)] as [JSONValue])
    func `xuids are 64 bits wide, as text or as an integer (1.16)`(xuid: JSONValue) throws {
        let body: JSONValue = [
            "members": ["reserve_0": ["constants": ["system": ["xuid": xuid]]]]
        ]
        let answer = try world.v.given(.quick, body)

        #expect(
            answer["members/0/constants/system/xuid"]
                == .string(xuid.stringValue ?? "\(xuid.integerValue ?? 0)"))
    }

    @Test(arguments: ["18446744073709551616", "-1", "1.5", "x", ""])
    func `what is no 64-bit number is no xuid (1.16)`(text: String) {
        let body: JSONValue = .reserve(xuids: [text])

        #expect(world.v.put(.quick, body).status == 400)
    }

    @Test func `contract 106 is served in the schema of 105 (2.1.4)`() throws {
        try world.v.given(.pair, .reserveInitialized(world.a, world.b))
        let answer = world.v.get(.pair, contract: 106)

        #expect(answer["contractVersion"] == 106)
        #expect(answer.has("constants/system/managedInitialization"))
    }

    @Test func `refusals are one line of plain text (2.8.1)`() throws {
        try world.a.given(.quick, .act)
        let answer = world.a.put(.quick, ["foo": 1])

        #expect(answer.text?.contains("foo") == true)
        #expect(answer.text?.contains(where: \.isNewline) == false)
    }

    @Test func `the order of members in a body means nothing (4.5.6)`() throws {
        let other = DirectoryTarget.target("quick", "other")
        let one = try world.a.given(.quick, .act.with(.custom(["a": 1, "b": 2])))
        let two = try world.a.given(other, .custom(["b": 2, "a": 1]).with(.act))

        #expect(one["properties"] == two["properties"])
        #expect(one["members"] == two["members"])
    }

    @Test func `custom values come back as they were sent (4.5.7)`() throws {
        let custom: JSONValue = try JSONValue(
            parsing:
                #"{"id":9223372036854775807,"big":18446744073709551615,"f":0.10,"n":{"x":null}}"#
        )
        let answer = try world.a.given(.quick, .act.with(.custom(custom)))

        #expect(answer["properties/custom"]?.text == custom.text)
    }
}
