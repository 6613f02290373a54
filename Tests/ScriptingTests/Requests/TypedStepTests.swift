import Testing

@testable import Scripting

/// One typed step: what scripts may give it and what it writes, and what they may not.
struct TypedStep: Sendable, CustomTestStringConvertible {
    let name: String
    /// Lua values with the JSON that they become.
    let accepted: [(lua: String, json: String)]
    /// Lua values with what stands before `expected` in the refusal, and what was found.
    let refused: [(lua: String, message: String)]

    var testDescription: String { name }

    private init(
        _ name: String, _ accepted: [(lua: String, json: String)], _ wrong: [String],
        _ message: (String) -> String
    ) {
        self.name = name
        self.accepted = accepted + [("null", "null")]
        refused = wrong.map { ($0, message($0)) }
    }

    private static func found(_ lua: String) -> String {
        switch lua {
        case "": "no value"
        case "nil", "true": lua == "nil" ? "nil" : "boolean"
        case "print": "function"
        case let text where text.hasPrefix("{"): "table"
        case let text where text.hasPrefix("'"): "string"
        case "ada": "user"
        default: "number"
        }
    }

    static func boolean(_ name: String) -> TypedStep {
        TypedStep(
            name, [("true", "true"), ("false", "false")], ["", "nil", "1", "'true'", "{}", "print"]
        ) { "boolean or null expected, got \(found($0))" }
    }

    static func integer(_ name: String) -> TypedStep {
        TypedStep(
            name, [("1", "1"), ("-7", "-7"), ("math.maxinteger", "9223372036854775807")],
            ["", "nil", "1.5", "0/0", "1e300", "'1'", "true", "{}", "ada"]
        ) { "integer or null expected, got \(found($0))" }
    }

    static func string(_ name: String, orObject kind: String? = nil) -> TypedStep {
        TypedStep(
            name, [("'open'", #""open""#), ("''", #""""#), ("'é'", #""é""#)],
            ["", "nil", "1", "true", "{}", "print"]
        ) { "\(kind.map { "\($0) or " } ?? "")string or null expected, got \(found($0))" }
    }

    static func strings(_ name: String) -> TypedStep {
        TypedStep(
            name, [("{}", "[]"), ("{ 'a', 'b' }", #"["a","b"]"#), ("json.array()", "[]")],
            ["", "nil", "1", "'a'", "true", "{ a = 1 }", "{ 'a', 7 }"]
        ) { listProblem($0) ?? "element 2: string expected, got number" }
    }

    static func integers(_ name: String) -> TypedStep {
        TypedStep(
            name, [("{}", "[]"), ("{ 0, 7 }", "[0,7]"), ("json.array()", "[]")],
            ["", "nil", "1", "'a'", "true", "{ a = 1 }", "{ 1, 'a' }"]
        ) { listProblem($0) ?? "element 2: integer expected, got string" }
    }

    private static func listProblem(_ lua: String) -> String? {
        if lua == "{ a = 1 }" { return "list expected, got a table with other keys" }
        return lua.hasPrefix("{") ? nil : "list or null expected, got \(found(lua))"
    }

    static func choice(_ name: String, _ first: String, _ second: String) -> TypedStep {
        TypedStep(
            name, [("'\(first)'", #""\#(first)""#), ("'\(second)'", #""\#(second)""#)],
            ["", "nil", "1", "true", "{}", "'\(first)x'"]
        ) {
            $0.hasSuffix("x'")
                ? "invalid option '\(first)x'; did you mean '\(first)'?"
                : "string or null expected, got \(found($0))"
        }
    }

    static func object(_ name: String) -> TypedStep {
        TypedStep(
            name, [("{}", "{}"), ("{ a = { 1 } }", #"{"a":[1]}"#)],
            ["", "nil", "1", "'a'", "true", "{ 1 }"]
        ) {
            $0 == "{ 1 }"
                ? "table with named fields expected" : "table or null expected, got \(found($0))"
        }
    }

    /// A table of known names: a good one, what it becomes, and a bad one with its problem.
    static func record(
        _ name: String, _ lua: String, _ json: String, refusing wrong: String, _ problem: String
    ) -> TypedStep {
        TypedStep(
            name, [("{}", "{}"), (lua, json)], ["", "nil", "1", "'a'", "true", wrong]
        ) { $0 == wrong ? problem : "table or null expected, got \(found($0))" }
    }

    static func timeout(_ name: String) -> TypedStep {
        TypedStep(
            name,
            [
                ("0", "0"), ("1500", "1500"), ("'30s'", "30000"), ("'1.5s'", "1500"),
                ("'250ms'", "250"), ("'2m'", "120000"), ("'1h'", "3600000"), ("'1d'", "86400000"),
            ], ["", "nil", "true", "{}", "1.5", "'soon'", "'-1s'"]
        ) {
            $0.hasPrefix("'")
                ? "milliseconds, a duration such as \"30s\", or muster.null expected"
                : "integer or string or null expected, got \(found($0))"
        }
    }

    static let constants: [TypedStep] = [
        .integer("version"), .integer("maxMembersCount"), .choice("visibility", "open", "private"),
        .strings("initiators"), .choice("inviteProtocol", "tournamentgame", "chat"),
        .timeout("reservedRemovalTimeout"),
        .timeout("inactiveRemovalTimeout"), .timeout("readyRemovalTimeout"),
        .timeout("sessionEmptyTimeout"),
        .record(
            "capabilities", "{ large = true, team = false }", #"{"large":true,"team":false}"#,
            refusing: "{ hasOwner = true }",
            "unknown field 'hasOwner'; did you mean 'hasOwners'?"),
        .record(
            "metrics", "{ latency = true }", #"{"latency":true}"#, refusing: "{ latency = 1 }",
            "field 'latency': boolean or null expected, got number"),
        .record(
            "memberInitialization", "{ joinTimeout = '10s', membersNeededToStart = 2 }",
            #"{"joinTimeout":10000,"membersNeededToStart":2}"#,
            refusing: "{ joinTimeout = 'soon' }",
            "field 'joinTimeout': milliseconds, a duration such as \"30s\", or muster.null expected"
        ),
        .record(
            "peerToPeerRequirements", "{ latencyMaximum = 100 }", #"{"latencyMaximum":100}"#,
            refusing: "{ latencyMaximun = 100 }",
            "unknown field 'latencyMaximun'; did you mean 'latencyMaximum'?"),
        .record(
            "peerToHostRequirements", "{ hostSelectionMetric = 'latency' }",
            #"{"hostSelectionMetric":"latency"}"#, refusing: "{ hostSelectionMetric = 'latncy' }",
            "field 'hostSelectionMetric': invalid option 'latncy'; did you mean 'latency'?"),
        .record(
            "measurementServerAddresses", "{ east = { secureDeviceAddress = 'AA==' } }",
            #"{"east":{"secureDeviceAddress":"AA=="}}"#, refusing: "{ east = 'AA==' }",
            "field 'east': table or null expected, got string"),
        .record(
            "cloudComputePackage", "{ titleId = '7' }", #"{"titleId":"7"}"#,
            refusing: "{ titleId = 7 }", "field 'titleId': string or null expected, got number"),
        .record(
            "arbitration", "{ forfeitTimeout = '1m' }", #"{"forfeitTimeout":60000}"#,
            refusing: "{ forfeit = 1 }", "unknown field 'forfeit'"),
        .strings("broadcastViewerTitleIds"),
        .record(
            "ownershipPolicies", "{ nonOwnerModifiableSystemProperties = {} }",
            #"{"nonOwnerModifiableSystemProperties":[]}"#, refusing: "{ migration = 'oldst' }",
            "field 'migration': invalid option 'oldst'; did you mean 'oldest'?"),
    ]

    static let properties: [TypedStep] = [
        .strings("keywords"), .integers("turn"), .choice("joinRestriction", "followed", "none"),
        .choice("readRestriction", "local", "followed"),
        .string("host"), .boolean("initializationSucceeded"), .boolean("closed"),
        .boolean("locked"), .integers("owners"), .strings("serverConnectionStringCandidates"),
        .record(
            "matchmaking", "{ clientResult = { status = 'found' } }",
            #"{"clientResult":{"status":"found"}}"#, refusing: "{ clientResult = { status = 1 } }",
            "field 'clientResult': field 'status': string or null expected, got number"),
        .boolean("matchmakingResubmit"), .boolean("allocateCloudCompute"),
    ]

    static let memberProperties: [TypedStep] = [
        .boolean("active"), .boolean("ready"), .string("connection", orObject: "connection"),
        .record(
            "subscription", "{ changeTypes = { 'host' } }", #"{"changeTypes":["host"]}"#,
            refusing: "{ changeTypes = { 'hots' } }",
            "field 'changeTypes': element 1: invalid option 'hots'; did you mean 'host'?"),
        .string("secureDeviceAddress"), .integers("initializationGroup"), .strings("groups"),
        .strings("encounters"),
        .record(
            "measurements", "{ a = { latency = 20.5 } }", #"{"a":{"latency":20.5}}"#,
            refusing: "{ a = { latncy = 20 } }",
            "field 'a': unknown field 'latncy'; did you mean 'latency'?"),
        .record(
            "serverMeasurements", "{ east = { latency = 20 } }", #"{"east":{"latency":20}}"#,
            refusing: "{ east = 20 }", "field 'east': table or null expected, got number"),
        .record(
            "RolePreference", "{ medic = 80 }", #"{"medic":80}"#, refusing: "{ medic = 'x' }",
            "field 'medic': integer or null expected, got string"),
        .record(
            "subscriptions", "{ x = { profile = 'party' } }", #"{"x":{"profile":"party"}}"#,
            refusing: "{ x = 'party' }", "field 'x': table or null expected, got string"),
        .object("arbitration"),
    ]
}

@Suite struct `A typed step` {
    @Test(arguments: TypedStep.constants)
    func `writes a constant, or refuses a value of another type`(step: TypedStep) throws {
        try check(step, under: "constants")
    }

    @Test(arguments: TypedStep.properties)
    func `writes a property, or refuses a value of another type`(step: TypedStep) throws {
        try check(step, under: "properties")
    }

    private func check(_ step: TypedStep, under bag: String) throws {
        let written = try lines(
            step.accepted.map {
                "print(json.encode(muster.request():\(step.name)(\($0.lua)).body))"
            }.joined(separator: "\n"))
        let refused = try lines(
            step.refused.map { "print(refusal(active.\(step.name), active\(argument($0.lua))))" }
                .joined(separator: "\n"))

        #expect(
            written
                == step.accepted.map { #"{"\#(bag)":{"system":{"\#(step.name)":\#($0.json)}}}"# })
        #expect(
            refused
                == step.refused.map {
                    "flow.lua:1: bad argument #1 to '\(step.name)' (\($0.message))"
                })
    }

    private func argument(_ lua: String) -> String { lua.isEmpty ? "" : ", \(lua)" }

    @Test(arguments: TypedStep.memberProperties)
    func `of the caller's entry is a field of join`(step: TypedStep) throws {
        let written = try lines(
            step.accepted.map {
                "print(json.encode(muster.request():join({ \(step.name) = \($0.lua) }).body))"
            }.joined(separator: "\n"))
        let wrong = step.refused.filter { !["", "nil"].contains($0.lua) }
        let refused = try lines(
            wrong.map { "print(refusal(active.join, active, { \(step.name) = \($0.lua) }))" }
                .joined(separator: "\n"))

        #expect(
            written
                == step.accepted.map {
                    #"{"members":{"me":{"properties":{"system":{"\#(step.name)":\#($0.json)}}}}}"#
                })
        #expect(
            refused
                == wrong.map {
                    "flow.lua:1: bad argument #1 to 'join' (field '\(step.name)': \($0.message))"
                })
    }

    @Test func `exists for every name of the schema`() {
        #expect(TypedStep.constants.map(\.name) == SystemName.constants.map(\.name))
        #expect(TypedStep.properties.map(\.name) == SystemName.properties.map(\.name))
        #expect(TypedStep.memberProperties.map(\.name) == SystemName.memberProperties.map(\.name))
    }
}
