import Directory
import JSON
import Sessions
import Testing

@Suite struct `The constants of managed initialization` {
    let world = World()

    @Test(
        arguments: [
            (["memberInitialization": 1], "memberInitialization", "6.2"),
            (["memberInitialization": ["lunch": 1]], "memberInitialization/lunch", "6.2"),
            (["memberInitialization": ["joinTimeout": -1]], "joinTimeout", "6.2"),
            (["memberInitialization": ["measurementTimeout": nil]], "measurementTimeout", "6.2"),
            (["memberInitialization": ["externalEvaluation": 1]], "externalEvaluation", "6.2"),
            (["memberInitialization": ["membersNeededToStart": 101]], "membersNeeded", "6.2"),
            (["memberInitialization": ["autoEvaluate": true]], "autoEvaluate", "6.2"),
            (["memberInitialization": ["evaluationTimeout": 1]], "evaluationTimeout", "6.2"),
            (["metrics": ["jitter": true]], "metrics/jitter", "6.2"),
            (["metrics": ["latency": 1]], "metrics/latency", "6.2"),
            (["peerToPeerRequirements": ["latencyMaximum": -1]], "latencyMaximum", "6.2"),
            (["peerToPeerRequirements": ["bandwidthDownMinimum": 1]], "bandwidthDown", "6.2"),
            (["peerToHostRequirements": ["bandwidthMinimum": 1]], "bandwidthMinimum", "6.2"),
            (["peerToHostRequirements": ["hostSelectionMetric": "luck"]], "hostSelection", "6.2"),
            (["measurementServerAddresses": ["eu": [:]]], "measurementServerAddresses/eu", "6.2"),
            (
                ["measurementServerAddresses": ["eu": ["secureDeviceAddress": "?"]]],
                "measurementServerAddresses/eu", "6.2"
            ),
            (
                ["measurementServerAddresses": ["EU": ["secureDeviceAddress": "AAAA"]]],
                "measurementServerAddresses/EU", "6.4"
            ),
            (["metrics": ["latency": true]], "metrics", "6.4"),
            (["peerToPeerRequirements": [:]], "peerToPeerRequirements", "6.4"),
            (["peerToHostRequirements": [:]], "peerToHostRequirements", "6.4"),
            (
                [
                    "capabilities": ["connectivity": true], "peerToPeerRequirements": [:],
                    "metrics": ["latency": true, "bandwidthUp": true, "bandwidthDown": false],
                ], "metrics", "6.4"
            ),
            (
                [
                    "maxMembersCount": 2,
                    "memberInitialization": ["membersNeededToStart": 3],
                ], "membersNeededToStart", "6.4"
            ),
            (
                ["capabilities": ["large": true], "memberInitialization": [:]],
                "memberInitialization", "6.4"
            ),
            (
                [
                    "capabilities": ["large": true],
                    "measurementServerAddresses": ["eu": ["secureDeviceAddress": "AAAA"]],
                ], "measurementServerAddresses", "6.4"
            ),
            (
                ["capabilities": ["large": true, "autoPopulateServerCandidates": true]],
                "autoPopulateServerCandidates", "6.3"
            ),
        ] as [(JSONValue, String, String)])
    func `are refused when they are not legal (6.2 to 6.4)`(
        system: JSONValue, field: String, rule: String
    ) {
        let answer = world.a.put(
            .quick, .act.with(.initialize).with(.constants(system)))

        #expect(answer.status == 400)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("/constants/system/") == true)
        #expect(answer.text?.contains(field) == true)
        #expect(world.a.get(.quick).status == 204)
    }

    @Test(
        arguments: [
            (["memberInitialization": ["joinTimeout": "1"]], "6.2"),
            (["memberInitialization": ["evaluationTimeout": 1]], "6.2"),
            (["capabilities": [:], "metrics": ["latency": true]], "6.4"),
            (["capabilities": ["large": true], "memberInitialization": [:]], "6.4"),
            (["maxMembersCount": 1, "memberInitialization": ["membersNeededToStart": 2]], "6.4"),
        ] as [(JSONValue, String)])
    func `are judged when a template is loaded (6.1.7)`(system: JSONValue, rule: String) {
        let template = SessionTemplate(
            scid: Scid.s, name: "t", constants: ["system": system])

        #expect(template.problem?.rule == rule)
    }

    @Test func `of a template may lack what a request still adds (6.1.7)`() {
        let template = SessionTemplate(
            scid: Scid.s, name: "t", constants: ["system": ["peerToPeerRequirements": [:]]])
        var catalog = TemplateCatalog()
        catalog.add(template)
        var directory = SessionDirectory(templates: catalog)
        func create(_ body: JSONValue) -> DirectoryResponse {
            directory.handle(
                .put(.target("t"), body), from: .a, at: WireTime.t0, entropy: Entropy(1, 2)
            ).response
        }

        #expect(template.problem == nil)
        #expect(create(.act).status == 400)
        #expect(
            create(.act.with(.constants(["capabilities": ["connectivity": true]]))).status == 201)
    }

    @Test func `are stored with their metric in lower case, without defaults (4.5.2)`() throws {
        let answer = try world.a.given(
            .quick,
            .act.with(
                .constants([
                    "capabilities": ["connectivity": true], "metrics": nil,
                    "peerToHostRequirements": ["hostSelectionMetric": "BandwidthUp"],
                ])))

        #expect(
            answer["constants/system"] == [
                "capabilities": ["connectivity": true],
                "peerToHostRequirements": ["hostSelectionMetric": "bandwidthup"],
            ])
    }

    @Test func `may be sent again as they act (5.3.5)`() throws {
        try world.a.given(
            .p2p, .act.with(.initialize).with(.reserveInitialized(world.b)))
        let derived: JSONValue = ["latency": true, "bandwidthDown": true, "bandwidthUp": true]

        #expect(world.a.put(.p2p, .constants(["metrics": derived])).status == 200)
        #expect(world.a.put(.p2p, .constants(["metrics": ["latency": true]])).status == 409)
        #expect(
            world.a.put(
                .p2p, .constants(["memberInitialization": ["membersNeededToStart": 1]])
            ).status == 409)
    }

    @Test func `may be sent back as contract 104 shows them (2.2, 5.3.5)`() throws {
        try world.a.given(
            .pair, .act.with(.initialize).with(.reserveInitialized(world.b)))
        let shown = world.a.get(.pair, contract: 104)
        let constants = try #require(shown["constants"])

        #expect(world.a.put(.pair, ["constants": constants], contract: 104).status == 200)
        let other: JSONValue = [
            "joinTimeout": 20_000, "membersNeededToStart": 2, "autoEvaluate": false,
        ]
        #expect(
            world.a.put(
                .pair, .constants(["managedInitialization": other]), contract: 104
            ).status == 409)
    }

    @Test func `of contract 104 are upgraded, and the decision turns round (2.2)`() {
        let answer = world.a.put(
            .quick,
            .act.with(.initialize).with(
                .constants(["managedInitialization": ["autoEvaluate": false]])),
            contract: 104)
        let current = world.a.get(.quick)

        #expect(
            answer["constants/system/managedInitialization"] == ["autoEvaluate": false])
        #expect(
            current["constants/system/memberInitialization"] == ["externalEvaluation": true])
        #expect(current["initializing/stage"] == "evaluating")
        // The defaults are those of the template, which is of contract 107.
        #expect(current["nextTimer"] == world.time(.seconds(5)))
    }

    @Test func `are unknown under their old name at contract 107 (2.2)`() {
        let answer = world.a.put(
            .quick, .act.with(.constants(["managedInitialization": [:]])))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "6.2")
    }

    @Test func `default by the contract version of the template (2.2)`() throws {
        func run(_ contractVersion: Int) -> (alone: Int, joining: JSONValue?, then: JSONValue?) {
            let name = contractVersion < 107 ? "managedInitialization" : "memberInitialization"
            let system: [(String, JSONValue)] = [
                (name, [:]), ("capabilities", ["connectivity": true]),
                ("metrics", ["latency": true]),
            ]
            var catalog = TemplateCatalog()
            catalog.add(
                SessionTemplate(
                    scid: Scid.s, name: "t", contractVersion: contractVersion,
                    constants: ["system": .object(JSONObject(system))]))
            var directory = SessionDirectory(templates: catalog)
            func send(_ body: JSONValue, at seconds: Int64, _ caller: Caller = .a) -> Answer {
                Answer(
                    response: directory.handle(
                        .put(.target("t"), body), from: caller,
                        at: WireTime.t0.adding(milliseconds: seconds * 1000),
                        entropy: Entropy(1, 2)
                    ).response)
            }
            let alone = send(.act.with(.initialize), at: 0).status
            _ = send(.leave, at: 0)
            let both = JSONValue.act.with(.initialize).with(.reserveInitialized(world.b))
            let joining = send(both.with(.status(["secureDeviceAddress": "AAAA"])), at: 0)
            let measuring = send(
                .status(["active": true, "secureDeviceAddress": "AAAB"]), at: 1, .b)
            return (alone, joining["nextTimer"], measuring["nextTimer"])
        }

        // 104: two members are needed, and each stage lasts 5 seconds; the title decides.
        let old = run(104)
        #expect(old.alone == 400)
        #expect(old.joining == world.time(.seconds(5)))
        #expect(old.then == world.time(.seconds(6)))
        let new = run(107)
        #expect(new.alone == 201)
        #expect(new.joining == world.time(.seconds(10)))
        #expect(new.then == world.time(.seconds(31)))
    }

    @Test func `leave the decision to the title by default in 104 only (2.2)`() {
        for (contractVersion, stage) in [(104, "evaluating"), (107, nil)] as [(Int, JSONValue?)] {
            let name = contractVersion < 107 ? "managedInitialization" : "memberInitialization"
            let settings: JSONValue = ["membersNeededToStart": 1]
            var catalog = TemplateCatalog()
            catalog.add(
                SessionTemplate(
                    scid: Scid.s, name: "t", contractVersion: contractVersion,
                    constants: ["system": .object(JSONObject([(name, settings)]))]))
            var directory = SessionDirectory(templates: catalog)
            let answer = Answer(
                response: directory.handle(
                    .put(.target("t"), .act.with(.initialize)), from: .a, at: WireTime.t0,
                    entropy: Entropy(1, 2)
                ).response)

            #expect(answer.status == 201)
            #expect(answer["initializing/stage"] == stage)
        }
    }
}
