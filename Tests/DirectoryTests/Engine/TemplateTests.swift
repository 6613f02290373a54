import Directory
import JSON
import Sessions
import Testing

@Suite struct `A template` {
    @Test func `file is read with its names, or takes those it is given`() throws {
        let named = try SessionTemplate(
            json: [
                "scid": "foo", "name": "duel", "contractVersion": 105,
                "constants": ["system": ["maxMembersCount": 2]],
            ], name: "file", scid: Scid.s)
        let bare = try SessionTemplate(
            json: ["constants": ["system": [:]]], name: "file", scid: Scid.s)

        #expect(named.scid == "foo")
        #expect(named.name == "duel")
        #expect(named.contractVersion == 105)
        #expect(bare.scid == Scid.s)
        #expect(bare.name == "file")
        #expect(bare.contractVersion == 107)
    }

    @Test(
        arguments: [
            ([], "", "6.1.1"),
            ([:], "/constants", "6.1.1"),
            (["constants": nil], "/constants", "6.1.1"),
            (["constants": ["members": [:]]], "/constants/members", "6.1.1"),
            (["members": [:], "constants": [:]], "/members", "6.1.1"),
            (["name": "a b", "constants": [:]], "/name", "1.8"),
            (["scid": 1, "constants": [:]], "/scid", "6.1.6"),
            (["contractVersion": 103, "constants": [:]], "/contractVersion", "6.1.6"),
            (["roleTypes": nil, "constants": [:]], "/roleTypes", "15"),
            (
                ["roleTypes": ["class": ["roles": ["Medic": [:]]]], "constants": [:]],
                "/roleTypes/class/roles/Medic", "15.2"
            ),
            (
                ["roleTypes": ["class": ["roles": ["medic": ["max": 0]]]], "constants": [:]],
                "/roleTypes/class/roles/medic/max", "15.3"
            ),
            (
                [
                    "roleTypes": ["class": ["ownerManaged": true]],
                    "constants": ["system": ["capabilities": [:]]],
                ], "/roleTypes/class/ownerManaged", "15.4"
            ),
            (
                [
                    "constants": [
                        "system": ["capabilities": [:], "ownershipPolicies": [:]]
                    ]
                ], "/constants/system/ownershipPolicies", "6.4"
            ),
            (
                ["constants": ["system": ["capabilities": ["arbitration": true]]]],
                "/constants/system/capabilities/arbitration", "6.3"
            ),
            (
                ["constants": ["system": ["ownershipPolicies": ["migration": "x"]]]],
                "/constants/system/ownershipPolicies/migration", "6.2"
            ),
            (
                ["constants": ["system": ["visibility": 1]]], "/constants/system/visibility",
                "6.2"
            ),
            (
                ["constants": ["system": ["capabilities": ["fly": true]]]],
                "/constants/system/capabilities/fly", "6.3"
            ),
        ] as [(JSONValue, String, String)])
    func `file with an error says where and which rule (6.1.7)`(
        json: JSONValue, path: String, rule: String
    ) {
        let error = #expect(throws: TemplateError.self) {
            try SessionTemplate(json: json, name: "file", scid: Scid.s)
        }

        #expect(error?.path == path)
        #expect(error?.rule == rule)
    }

    @Test func `file may leave capabilities to the request (5.3.1)`() throws {
        let template = try SessionTemplate(
            json: [
                "constants": ["system": ["ownershipPolicies": ["migration": "oldest"]]],
                "roleTypes": ["class": ["ownerManaged": true, "roles": ["a": [:]]]],
            ], name: "open", scid: Scid.s)
        var catalog = TemplateCatalog()
        catalog.add(template)
        var directory = SessionDirectory(templates: catalog)

        func create(_ body: JSONValue) -> DirectoryResponse {
            directory.handle(
                .put(.target("open"), body), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
            ).response
        }

        #expect(create(.act).rule == "6.4")
        #expect(
            create(.act.with(.constants(["capabilities": ["hasOwners": true]]))).status == 201)
    }

    @Test func `is shown with its role types (3.5.2, 6.1.2)`() {
        let shown = World().a.get(.template(scid: Scid.s, name: "owned"), contract: 104)

        #expect(shown.names("") == ["constants", "roleTypes"])
        #expect(
            shown["roleTypes"] == [
                "class": ["roles": ["medic": ["max": 1, "target": 1], "tank": ["max": 2]]]
            ])
        #expect(shown["constants/system/ownershipPolicies/migration"] == "oldest")
    }

    @Test func `with a problem creates no session`() {
        let template = SessionTemplate(
            scid: Scid.s, name: "broken", constants: ["system": ["visibility": 1]])
        var catalog = TemplateCatalog()
        catalog.add(template)
        var directory = SessionDirectory(templates: catalog)

        let answer = directory.handle(
            .put(.target("broken"), .act), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
        ).response

        #expect(template.problem?.path == "/constants/system/visibility")
        #expect(answer.status == 400)
        #expect(answer.rule == "6.1.7")
    }

    @Test func `is found and listed by service config (3.5)`() {
        let world = World()

        let names = world.a.get(.templates(scid: Scid.z))
        let quick = world.a.get(.template(scid: Scid.z, name: "QUICK"))
        let old = world.a.get(.template(scid: Scid.s, name: "old"))
        let older = world.a.get(.template(scid: Scid.s, name: "old"), contract: 104)
        let none = world.a.get(.template(scid: Scid.z, name: "none"))
        let config = world.a.get(.templates(scid: "nowhere"))

        #expect(names.json == ["results": ["quick"]])
        #expect(quick.json == ["constants": ["system": [:], "custom": [:]]])
        #expect(old["constants/system"] == ["reservedRemovalTimeout": 10_000])
        #expect(older["constants/system"] == ["timeouts": ["reserved": 10_000]])
        #expect(none.status == 404)
        #expect(config.status == 404)
        #expect(config.text == Text.unknownServiceConfig)
    }

    @Test func `is listed in the order of names (3.5.1)`() {
        var catalog = TemplateCatalog()
        for name in ["b", "c", "a"] {
            catalog.add(SessionTemplate(scid: Scid.s, name: name, constants: ["system": [:]]))
        }
        var directory = SessionDirectory(templates: catalog)

        let answer = directory.handle(
            .get(.templates(scid: Scid.s)), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
        ).response

        #expect(answer.body == .json(["results": ["a", "b", "c"]]))
    }

    @Test func `of managed initialization is converted for older contracts (2.2)`() {
        var catalog = TemplateCatalog()
        let initialization: JSONValue = ["joinTimeout": 20_000, "membersNeededToStart": 2]
        catalog.add(
            SessionTemplate(
                scid: Scid.s, name: "pair",
                constants: ["system": ["memberInitialization": initialization]]))
        var request = DirectoryRequest.get(.template(scid: Scid.s, name: "pair"))
        request.contractVersion = "104"
        var directory = SessionDirectory(templates: catalog)

        let answer = directory.handle(
            request, from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
        ).response

        #expect(
            Answer(response: answer)["constants/system"] == [
                "managedInitialization": [
                    "joinTimeout": 20_000, "membersNeededToStart": 2, "autoEvaluate": true,
                ]
            ])
    }

    @Test func `that ships with the product has no problem`() {
        let shipped = TemplateCatalog.builtIn.all

        #expect(shipped.allSatisfy { $0.problem == nil })
        #expect(
            shipped.map(\.name) == [
                "quick", "big", "endowned", "ext", "integration", "lobby", "old", "owned", "p2h",
                "p2p",
                "pair",
                "peer", "quick", "raw", "sticky", "vis",
            ])
    }
}
