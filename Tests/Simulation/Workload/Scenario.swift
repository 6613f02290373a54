import Directory
import JSON
import Sessions

/// The world of one workload: templates, session names and who follows whom, all from a seed.
package struct Scenario {
    let seed: UInt64
    let templates: [ModelTemplate]
    let sessions: [SessionReference]
    let follows: Set<Follow>
    /// Who blocks whom, in the same form.
    let blocks: Set<Follow>

    static let unknownHandle = "5f0d4c62-6b1f-4f0e-9d5c-1a7e2b3c4d5e"
    static let scid = "8d050174-412b-4d51-a29b-d55a34edfdb7"
    static let sessionNames = ["lobby", "Game", "x-1"]
    static let start = Timestamp(ticks: 1_893_456_000 * 10_000_000)

    package init(seed: UInt64) {
        self.seed = seed
        var random = Choice(seed: seed)
        var templates = (0..<3).map { Self.template("t\($0)", &random) }
        if random.isOne(in: 2) { templates[0] = Self.steadyTemplate("t0", &random) }
        self.templates = templates
        sessions = (0..<3).map { number in
            SessionReference(
                scid: Self.scid, templateName: "t\(number)", name: Self.sessionNames[number])
        }
        follows = Self.relations(random.below(8), &random)
        blocks = Self.relations(random.below(4), &random)
    }

    var directory: SessionDirectory {
        var catalog = TemplateCatalog()
        for template in templates {
            guard let made = Self.sessionTemplate(template) else {
                preconditionFailure("template \(template.name) of seed \(seed) is not valid")
            }
            catalog.add(made)
        }
        var directory = SessionDirectory(templates: catalog)
        for follow in follows {
            directory.people.follow(
                Xuid(rawValue: follow.followed), by: Xuid(rawValue: follow.follower))
        }
        for block in blocks {
            directory.people.block(
                Xuid(rawValue: block.followed), by: Xuid(rawValue: block.follower))
        }
        return directory
    }

    var model: Model { Model(templates: templates, follows: follows, blocks: blocks) }

    private static func sessionTemplate(_ template: ModelTemplate) -> SessionTemplate? {
        var document: Fields = [
            "contractVersion": .integer(Int64(template.contractVersion)),
            "constants": template.constants,
        ]
        if !template.roleTypes.isEmpty { document["roleTypes"] = JSONValue(template.roleTypes) }
        return try? SessionTemplate(
            json: JSONValue(document), name: template.name, scid: template.scid)
    }

    private static func relations(_ count: Int, _ random: inout Choice) -> Set<Follow> {
        Set(
            (0..<count).map { _ in
                Follow(
                    follower: UInt64(random.below(8)) + 1, followed: UInt64(random.below(8)) + 1)
            })
    }

    /// The target of a place, with one of the spellings that name the same session (1.9, 1.10).
    func target(_ place: Operation.Place) -> DirectoryTarget {
        switch place {
        case .session(let number): .session(sessions[number])
        case .properties(let number): .properties(sessions[number])
        case .me(let number): .memberMe(sessions[number])
        case .member(let number, let index): .member(sessions[number], index: index)
        case .server(let number, let name): .server(sessions[number], name: name)
        // Which handle is meant only a run knows.
        case .handle: .handle(id: Self.unknownHandle)
        case .handleSession: .handleSession(id: Self.unknownHandle)
        case .elsewhere(let target): target
        }
    }

    private static func template(_ name: String, _ random: inout Choice) -> ModelTemplate {
        var system = Fields()
        for timeout in [
            "reservedRemovalTimeout", "inactiveRemovalTimeout", "readyRemovalTimeout",
            "sessionEmptyTimeout",
        ] where random.isOne(in: 2) {
            system[timeout] = random.pick([nil, 0, 1000, 5000, 30_000, 5000])
        }
        if random.isOne(in: 2) {
            system["inactiveRemovalTimeout"] = random.pick([nil, 5000, 30_000])
        }
        if random.isOne(in: 2) { system["maxMembersCount"] = random.pick([1, 2, 3, 4, 100]) }
        if random.isOne(in: 3) {
            system["visibility"] = random.pick(["open", "open", "visible", "private"])
        }
        if random.isOne(in: 2) {
            var capabilities = Fields()
            for name in ["connectivity", "gameplay", "userAuthorizationStyle", "crossPlay"]
            where random.isOne(in: 3) {
                capabilities[name] = true
            }
            system["capabilities"] = JSONValue(capabilities)
        }
        if random.isOne(in: 6) { system["inviteProtocol"] = random.pick(["game", nil]) }
        if random.isOne(in: 6) { system["version"] = 1 }
        if random.isOne(in: 3) { addInitialization(&system, &random) }
        if random.isOne(in: 3) { addOwners(&system, &random) }
        if random.isOne(in: 2) { makeSearchable(&system, &random) }
        let custom: JSONValue = random.isOne(in: 4) ? ["mode": "a", "size": 2] : [:]
        let version = random.isOne(in: 4) ? random.pick([104, 105, 106]) : 107
        if version < 107 { system = old(system, &random) }
        return ModelTemplate(
            scid: scid, name: name, contractVersion: version,
            constants: ["system": JSONValue(system), "custom": custom],
            roleTypes: roleTypes(system, &random))
    }

    private static func makeSearchable(_ system: inout Fields, _ random: inout Choice) {
        if system["capabilities"]?["userAuthorizationStyle"] == true,
            system["capabilities"]?["hasOwners"] != true
        {
            addOwners(&system, &random)
        }
        let others = system["capabilities"]?.fields ?? [:]
        system["capabilities"] = JSONValue(others.merging(["searchable": true]) { $1 })
    }

    /// A template whose sessions live long enough to be found.
    private static func steadyTemplate(_ name: String, _ random: inout Choice) -> ModelTemplate {
        var system: Fields = [
            "inactiveRemovalTimeout": nil, "sessionEmptyTimeout": random.pick([nil, 30_000]),
            "inviteProtocol": "game",
        ]
        if random.isOne(in: 2) { addOwners(&system, &random) }
        makeSearchable(&system, &random)
        return ModelTemplate(
            scid: scid, name: name, constants: ["system": JSONValue(system)],
            roleTypes: roleTypes(system, &random))
    }

    private static func addOwners(_ system: inout Fields, _ random: inout Choice) {
        let others = system["capabilities"]?.fields ?? [:]
        system["capabilities"] = JSONValue(others.merging(["hasOwners": true]) { $1 })
        guard random.isOne(in: 2) else { return }
        var policies: Fields = [:]
        if random.isOne(in: 2) { policies["migration"] = random.pick(["oldest", "endsession"]) }
        if random.isOne(in: 2) {
            policies["nonOwnerModifiableSystemProperties"] = random.pick([
                ["closed"], ["closed", "locked", "turn"],
            ])
        }
        if random.isOne(in: 2) { policies["allowNonOwnerInviteHandles"] = true }
        if !policies.isEmpty { system["ownershipPolicies"] = JSONValue(policies) }
    }

    private static func roleTypes(_ system: Fields, _ random: inout Choice) -> Fields {
        guard random.isOne(in: 3) else { return [:] }
        var type: Fields = [
            "roles": random.pick([
                ["medic": ["max": 1, "target": 1], "tank": ["max": 2]],
                ["medic": ["max": 2], "tank": ["target": 3]],
            ])
        ]
        if system["capabilities"]?["hasOwners"] == true, random.isOne(in: 3) {
            type["ownerManaged"] = true
        }
        if random.isOne(in: 2) {
            type["mutableRoleSettings"] = random.pick([["max"], ["max", "target"]])
        }
        return ["class": JSONValue(type)]
    }

    private static func addInitialization(_ system: inout Fields, _ random: inout Choice) {
        var parts = Fields()
        if random.isOne(in: 2) { parts["joinTimeout"] = random.pick([0, 1000, 5000, 30_000]) }
        if random.isOne(in: 3) {
            parts["externalEvaluation"] = true
            if random.isOne(in: 2) { parts["evaluationTimeout"] = random.pick([0, 1000, 5000]) }
        }
        parts["membersNeededToStart"] = random.pick([0, 1, 1, 2, 3])
        system["memberInitialization"] = JSONValue(parts)
        // Long enough that an episode can come to something.
        system["inactiveRemovalTimeout"] = random.pick([nil, 5000, 30_000])
        system["maxMembersCount"] = random.pick([3, 4, 100])
    }

    /// The constants as an old template has them, with or without `autoEvaluate` (2.2).
    private static func old(_ system: Fields, _ random: inout Choice) -> Fields {
        let isExternal = system["memberInitialization"]?["externalEvaluation"] == true
        var old = Schema.downgraded(system, isExternal: isExternal)
        if isExternal, random.isOne(in: 2), var parts = old["managedInitialization"]?.fields {
            parts["autoEvaluate"] = .none
            old["managedInitialization"] = JSONValue(parts)
        }
        return old
    }
}
