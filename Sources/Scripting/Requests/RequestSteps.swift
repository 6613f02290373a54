internal import JSON
internal import Lua
internal import Sessions

/// The steps that build a request, one for every part of MultiplayerSessionRequest (5.1).
enum RequestSteps {
    typealias Step = LuaClass<RequestObject>.Method

    static let all: [Step] =
        SystemName.constants.map { $0.step(under: ["constants", "system"]) }
        + SystemName.properties.map { $0.step(under: ["properties", "system"]) }
        + general + members + others

    /// Declares a step: `change` edits a copy.
    static func step(
        _ name: String, _ parameters: [Parameter], doc: String,
        change: @escaping @Sendable (inout RequestObject.Draft, borrowing LuaCall) throws -> Void
    ) -> Step {
        Step(name, parameters, returns: "request", doc: doc) { request, call in
            var draft = request.draft
            try change(&draft, call)
            call.push(RequestObject(draft), as: requestClass)
        }
    }

    private static let general: [Step] = [
        step(
            "constant", [Parameter("name", .string), Parameter("value", .any)],
            doc: "Sets a name in constants.custom."
        ) { draft, call in
            try draft.set(["constants", "custom", try call.text(1)], try call.json(2))
        },
        step(
            "capability", [Parameter("name", .string), .optional("value", .boolean)],
            doc: "Turns a capability on in constants.system.capabilities."
        ) { draft, call in
            try draft.set(
                ["constants", "system", "capabilities", try call.text(1)],
                .bool(call.boolean(2) ?? true))
        },
        step(
            "set", [Parameter("name", .string), Parameter("value", .any)],
            doc: "Sets a name in properties.custom; muster.null removes it."
        ) { draft, call in
            try draft.set(["properties", "custom", try call.text(1)], try call.json(2))
        },
        step(
            "constants", [Parameter("bag", .table)],
            doc: "Replaces the whole constants bag: system and custom."
        ) { draft, call in try draft.set(["constants"], try call.json(1)) },
        step(
            "properties", [Parameter("bag", .table)],
            doc: "Replaces the whole properties bag: system and custom."
        ) { draft, call in try draft.set(["properties"], try call.json(1)) },
        step(
            "raw", [Parameter("path", .string), Parameter("value", .any)],
            doc: "Sets any value at a path such as /members/me/constants, unchecked."
        ) { draft, call in
            let path = try call.text(1).split(separator: "/").map(String.init)
            guard !path.isEmpty else {
                throw LuaFault("bad argument #1 to 'raw' (a path such as /properties expected)")
            }
            try draft.set(path, try call.json(2))
        },
    ]

    private static let others: [Step] = [
        step(
            "server", [Parameter("name", .string), .optional("entry", .table)],
            doc: "Adds or updates a server: constants and properties. Only service principals may."
        ) { draft, call in
            let entry: JSONValue = call.isNilOrNone(2) ? [:] : try call.json(2)
            try draft.set(["servers", try call.text(1)], entry)
        },
        step(
            "remove_server", [Parameter("name", .string)],
            doc: "Removes a server. Only service principals may."
        ) { draft, call in try draft.set(["servers", try call.text(1)], .null) },
        step(
            "role_types", [Parameter("types", .table)],
            doc: "Sets roleTypes (session-directory 15)."
        ) { draft, call in try draft.set(["roleTypes"], try call.json(1)) },
        step(
            "mode", [Parameter("mode", .string)],
            doc: "How to write: create, update, update_or_create, synchronized."
        ) { draft, call in
            if let mode = try WriteMode(reading: call, 1) { draft.mode = mode }
        },
        step(
            "if_match", [Parameter("etag", .string)],
            doc: "Writes only if the session still has this etag."
        ) { draft, call in draft.mode = .synchronizedUpdate(etag: try call.text(1)) },
        step(
            "nocommit", [], doc: "Asks what the write would answer, without storing anything."
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
            throw LuaFault("bad argument #\(position) (\(error))")
        }
    }
}
