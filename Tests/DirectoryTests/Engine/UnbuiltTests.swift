import Directory
import JSON
import Sessions
import Testing

/// What the directory does not do yet, it refuses by name.
@Suite struct `What is not built yet` {
    let world = World()

    @Test(
        arguments: [
            (["ownershipPolicies": ["migration": "oldest"]], "6.10"),
            (["capabilities": ["hasOwners": true]], "6.10"),
        ] as [(JSONValue, String)])
    func `is refused in the constants of a request`(system: JSONValue, rule: String) {
        let answer = world.a.put(.quick, .act.with(.constants(system)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("not built yet") == true)
        #expect(world.a.get(.quick).status == 204)
    }

    @Test func `is refused in the constants of a template`() {
        var catalog = TemplateCatalog()
        catalog.add(
            SessionTemplate(
                scid: Scid.s, name: "judged",
                constants: ["system": ["arbitration": ["forfeitTimeout": 1]]]))
        var directory = SessionDirectory(templates: catalog)

        let answer = directory.handle(
            .put(.target("judged"), .act), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
        ).response

        #expect(answer.status == 400)
        #expect(
            answer.body
                == .text(
                    "The field '/constants/system/arbitration' asks for something that is not "
                        + "built yet."))
    }

    @Test(
        arguments: [
            (.me(["roles": ["class": "medic"]]), "15"),
            (["roleTypes": [:]], "15"),
            (["members": ["me_all": [:]]], "5.7"),
            (.system(["joinRestriction": "followed"]), "9.1"),
        ] as [(JSONValue, String)])
    func `is refused in a write`(body: JSONValue, rule: String) throws {
        try world.a.given(.quick, .act)

        let answer = world.a.put(.quick, body)

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("not built yet") == true)
    }
}
