internal import JSON
internal import Lua
internal import Sessions

/// The steps that build a request, one for every part of MultiplayerSessionRequest (5.1).
enum RequestSteps {
    typealias Step = LuaClass<RequestObject>.Method

    static let all: [Step] =
        SystemName.constants.map { $0.step(under: ["constants", "system"], section: "6.2") }
        + SystemName.properties.map { $0.step(under: ["properties", "system"], section: "6.5") }
        + general + members + serverSteps + others

    /// Declares a step: `change` edits a copy.
    static func step(
        _ name: String, _ parameters: [Parameter], doc: String, section: String? = nil,
        example: String? = nil,
        change: @escaping @Sendable (inout RequestObject.Draft, borrowing LuaCall) throws -> Void
    ) -> Step {
        Step(
            name, parameters, returns: "request", doc: doc, section: section, example: example
        ) { request, call in
            var draft = request.draft
            try change(&draft, call)
            call.push(RequestObject(draft), as: requestClass)
        }
    }

    private static let general: [Step] = [
        step(
            "constant", [Parameter("name", .string), Parameter("value", .any)],
            doc: "Sets a name in constants.custom.", section: "5.3"
        ) { draft, call in
            try draft.set(["constants", "custom", try call.text(1)], try call.json(2))
        },
        step(
            "capability",
            [
                Parameter("name", capability),
                .optional("value", .boolean, doc: "Whether it is on; true when left out."),
            ], doc: "Turns a capability on in constants.system.capabilities.", section: "6.3"
        ) { draft, call in
            try draft.set(
                ["constants", "system", "capabilities", try call.text(1)],
                .bool(call.boolean(2) ?? true))
        },
        step(
            "set", [Parameter("name", .string), Parameter("value", .any)],
            doc: "Sets a name in properties.custom; muster.null removes it.", section: "5.2",
            example: """
                local request = muster.request():set("map", "dust"):set("mode", muster.null)
                """
        ) { draft, call in
            try draft.set(["properties", "custom", try call.text(1)], try call.json(2))
        },
        step(
            "constants", [Parameter("bag", RequestDocument.constants.type)],
            doc: "Replaces the whole constants bag: system and custom.", section: "6.2"
        ) { draft, call in
            try draft.set(["constants"], try call.json(1, as: RequestDocument.constants))
        },
        step(
            "properties", [Parameter("bag", RequestDocument.properties.type)],
            doc: "Replaces the whole properties bag: system and custom.", section: "6.5"
        ) { draft, call in
            try draft.set(["properties"], try call.json(1, as: RequestDocument.properties))
        },
        step(
            "raw",
            [
                Parameter("path", .string, doc: "Names, with a slash before each."),
                Parameter("value", .any),
            ], doc: "Sets any value at a path such as /members/me/constants, unchecked.",
            example: """
                -- The service's own refusal of a name that it does not know.
                local request = muster.request():raw("/constants/system/colour", "red")
                local written, refusal = pcall(stacy.create, stacy, ref, request)
                assert(not written and refusal.status == 400)
                """
        ) { draft, call in
            let path = try call.text(1).split(separator: "/").map(String.init)
            guard !path.isEmpty else {
                throw LuaFault("bad argument #1 to 'raw' (a path such as /properties expected)")
            }
            try draft.set(path, try call.json(2))
        },
    ]

    private static let capability = LuaType.named(
        "capability", doc: "What a session is able to do, set when it is created (6.3).",
        .oneOf(SystemName.capabilities))

    private static let others: [Step] = [
        step(
            "server",
            [Parameter("name", .string), .optional("entry", RequestDocument.server.type)],
            doc: "Adds or updates a server: constants and properties. Only service principals may.",
            section: "6.8"
        ) { draft, call in
            let entry: JSONValue =
                call.isNilOrNone(2) ? [:] : try call.json(2, as: RequestDocument.server)
            try draft.set(["servers", try call.text(1)], entry)
        },
        step(
            "remove_server", [Parameter("name", .string)],
            doc: "Removes a server. Only service principals may.", section: "5.6"
        ) { draft, call in try draft.set(["servers", try call.text(1)], .null) },
        step(
            "role_types", [Parameter("types", SystemName.roleTypes.nullableType)],
            doc: "Sets the role types of the session.", section: "15",
            example: """
                local request = muster.request():role_types {
                  class = { roles = { medic = { max = 1 }, tank = { max = 2 } } },
                }
                stacy:create(ref, request:join { active = true, roles = { class = "medic" } })
                """
        ) { draft, call in
            try draft.set(["roleTypes"], try call.json(1, as: SystemName.roleTypes))
        },
        step(
            "mode", [Parameter("mode", WriteMode.type)],
            doc: "Says how to write when the write itself names no mode.", section: "2.4"
        ) { draft, call in
            if let mode = WriteMode(reading: call, 1) { draft.mode = mode }
        },
        step(
            "if_match", [Parameter("etag", .string)],
            doc: "Writes only if the session still has this etag.", section: "2.4"
        ) { draft, call in draft.mode = .synchronizedUpdate(etag: try call.text(1)) },
        step(
            "nocommit", [], doc: "Asks what the write would answer, without storing anything.",
            section: "3.3"
        ) { draft, _ in draft.isNoCommit = true },
    ]
}

extension LuaCall {
    /// Parameter `position`, which was checked to be a string.
    func text(_ position: Int) throws(LuaFault) -> String {
        guard let text = string(position) else { throw fault(position, expected: "string") }
        return text
    }

    /// Parameter `position` as JSON.
    func json(_ position: Int) throws(LuaFault) -> JSONValue {
        do throws(LuaJSONError) { return try stack.json(at: index(position)) } catch {
            throw LuaFault(argument: position, "\(error)")
        }
    }
}
