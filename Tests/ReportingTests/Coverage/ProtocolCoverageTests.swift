import JSON
import Reporting
import Testing

@Suite struct `Protocol coverage` {
    private static let session =
        "/serviceconfigs/{scid}/sessiontemplates/{template}/sessions/{name}"

    private func coverage(_ script: String) throws -> ProtocolCoverage {
        let run = try ShownRun(script)
        var coverage = ProtocolCoverage()
        for event in run.events { coverage.receive(event) }
        return coverage
    }

    /// All that can be met, each once, but for what is left out.
    private func all(
        but missed: [ProtocolCoverage.Kind: Set<String>] = [:],
        and others: [ProtocolCoverage.Kind: JSONObject] = [:]
    ) throws -> ProtocolCoverage {
        var kinds = JSONObject()
        for kind in ProtocolCoverage.Kind.allCases {
            let met = kind.universe.filter { !(missed[kind] ?? []).contains($0) }
            kinds[kind.rawValue] = [
                "counts": .object(JSONObject(met.map { ($0, 1) })),
                "outside": .object(others[kind] ?? [:]),
            ]
        }
        return try #require(ProtocolCoverage(json: ["version": 1, "kinds": .object(kinds)]))
    }

    @Test func `counts routes, answers and statuses`() throws {
        let coverage = try coverage(
            """
            stacy:write(ref, active)
            stacy:get(ref)
            stacy:get(ref)
            pcall(stacy.get, stacy, service:reference("none"))
            """)
        #expect(coverage.covered(.routes) == ["GET \(Self.session)", "PUT \(Self.session)"])
        #expect(coverage.count(.routes, "GET \(Self.session)") == 3)
        #expect(
            coverage.covered(.answers) == ["GET \(Self.session) 200", "PUT \(Self.session) 201"])
        #expect(coverage.covered(.statuses) == ["200", "201", "404"])
        #expect(coverage.covered(.rules) == ["3.5.3"])
    }

    @Test func `counts fields that were written and seen, once for a document`() throws {
        let coverage = try coverage(
            """
            stacy:write(ref, active:visibility("open"):set("map", "Dust")
              :reserve(omar, { type = "leader" }):joinRestriction("followed"))
            """)
        #expect(
            coverage.covered(.written) == [
                "constants.system.visibility", "properties.system.joinRestriction",
                "members.*.constants.system.xuid", "members.*.properties.system.active",
            ])
        #expect(coverage.count(.written, "members.*.constants.system.xuid") == 1)
        #expect(coverage.count(.seen, "members.*.reserved") == 1)
        #expect(coverage.count(.seen, "members.*.nat") == 0)
        #expect(coverage.outside(.seen) == [])
        #expect(coverage.outside(.written) == [])
    }

    @Test func `does not count fields of what was refused`() throws {
        let coverage = try coverage(
            "pcall(stacy.write, stacy, ref, active:turn { 7 })")
        #expect(coverage.covered(.written) == [])
    }

    @Test func `knows the states of members, and who is gone`() throws {
        let coverage = try coverage(
            """
            stacy:write(ref, active:reserve(omar))
            omar:write(ref, muster.request():join { ready = true })
            omar:write(ref, muster.request():join { ready = false })
            stacy:get(ref)
            """)
        #expect(coverage.missed(.members) == [])
        #expect(coverage.count(.members, "removed") == 1)
        #expect(coverage.count(.members, "reserved") == 1)
    }

    @Test func `knows stages of initialization and why members failed`() throws {
        let coverage = try coverage(
            """
            local slow = service:reference("pair")
            local joining = muster.request():join { active = true, initialize = true }
            stacy:write(slow, joining:reserve(omar, nil, { initialize = true }))
            muster.sleep "20s"
            stacy:get(slow)
            """)
        #expect(coverage.covered(.stages) == ["joining", "failed"])
        #expect(coverage.covered(.failures) == ["episode"])
    }

    @Test func `knows what shoulder taps were about`() throws {
        let coverage = try coverage(
            """
            local lobby = service:reference("lobby")
            local line = stacy:connect()
            stacy:write(lobby, muster.request():join { active = true, connection = line })
            stacy:subscribe(lobby, line, { "membersList", "customProperty" })
            stacy:write(lobby, muster.request():set("map", "Dust"))
            """)
        #expect(coverage.covered(.taps) == ["customProperty"])
    }

    @Test func `adds up`() throws {
        var coverage = try coverage("stacy:write(ref, active)")
        let other = try self.coverage("stacy:write(ref, active) stacy:get(ref)")
        coverage.merge(other)
        #expect(coverage.count(.statuses, "201") == 2)
        #expect(coverage.count(.statuses, "200") == 1)
        var reverse = other
        reverse.merge(try self.coverage("stacy:write(ref, active)"))
        #expect(reverse == coverage)
    }

    @Test func `is the same after its JSON form`() throws {
        let coverage = try coverage("stacy:write(ref, active:reserve(omar)) stacy:get(ref)")
        let read = try #require(ProtocolCoverage(json: coverage.json))
        #expect(read == coverage)
        #expect(read.json == coverage.json)
        #expect(read.json.text == coverage.json.text)
        #expect(ProtocolCoverage(json: coverage.countsJSON) == coverage)
        #expect(ProtocolCoverage().countsJSON.text == #"{"version":1,"kinds":{}}"#)
        #expect(coverage.json["kinds"]?["statuses"]?["counts"] == ["200": 1, "201": 1])
        #expect(coverage.json["kinds"]?["statuses"]?["total"] == 14)
        #expect(ProtocolCoverage(json: ["version": 2, "kinds": [:]]) == nil)
        #expect(ProtocolCoverage(json: ["version": 1]) == nil)
        let wrong: JSONValue = ["rules": ["counts": ["5.1": -1], "outside": [:]]]
        #expect(ProtocolCoverage(json: ["version": 1, "kinds": wrong]) == nil)
    }

    @Test func `keeps no more than some things that are in no list`() throws {
        let others = JSONObject((0..<1000).map { ("x\($0)", 1) })
        let coverage = try all(and: [.seen: others])
        #expect(coverage.outside(.seen).count == 200)
        #expect(coverage.percent == 100)
    }

    @Test func `is told as a table, and what was missed by groups`() throws {
        let capabilities = ProtocolCoverage.Kind.written.universe.filter {
            $0.hasPrefix("constants.system.capabilities.")
        }
        let coverage = try all(
            but: [
                .routes: ["GET \(Self.session)", "POST /handles"],
                .answers: ["PUT \(Self.session) 409", "PUT \(Self.session) 412"],
                .statuses: ["503"],
                .written: Set(capabilities).union(["constants.system.version"]),
                .rules: ["5.3.3", "5.6.4", "12"],
            ],
            and: [.seen: ["constants.system.timeouts": 3]])
        #expect(
            coverage.text == """
                protocol coverage: 94 %

                              covered    of   share
                  routes           22    24    91 %
                  answers          41    43    95 %
                  statuses         13    14    92 %
                  written          83    99    83 %
                  seen            126   126   100 %
                  members           5     5   100 %
                  stages            4     4   100 %
                  failures          7     7   100 %
                  taps              9     9   100 %
                  rules           106   109    97 %

                routes missed:
                  SESSION: GET
                  /handles: POST

                answers missed:
                  PUT SESSION: 409, 412

                statuses missed:
                  503

                written missed:
                  constants.system: version
                  constants.system.capabilities: none of 15

                rules missed:
                  5 body and merge of PUT: 5.3.3, 5.6.4
                  12 session queries: 12

                SESSION is /serviceconfigs/{scid}/sessiontemplates/{template}/sessions/{name}

                seen that nobody lists:
                  constants.system.timeouts (3)
                """)
    }

    @Test func `of nothing fits a terminal and leaves nothing out`() {
        let text = ProtocolCoverage().text
        #expect(text.hasPrefix("protocol coverage: 0 %\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        for rule in ["rules missed:", "constants.system.capabilities: none of 15"] {
            #expect(text.contains(rule))
        }
    }

    @Test func `can be demanded, all of it or of a kind`() throws {
        let coverage = try all(but: [.taps: ["host"]])
        #expect(CoverageMinimum("100%")?.shortfall(of: coverage) != nil)
        #expect(CoverageMinimum("99")?.shortfall(of: coverage) == nil)
        #expect(CoverageMinimum("rules=100")?.shortfall(of: coverage) == nil)
        #expect(
            CoverageMinimum("taps=90.5%")?.shortfall(of: coverage)
                == "protocol coverage of taps is 88.8 %, and has to be 90.5 % at least")
        for text in ["", "x", "101", "rules=", "=5", "laws=5", "1=2=3", "-1", "%", "nan"] {
            #expect(CoverageMinimum(text) == nil, "\(text)")
        }
    }
}
