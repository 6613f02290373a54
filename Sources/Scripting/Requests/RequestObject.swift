package import JSON
internal import Lua
package import Sessions

/// A MultiplayerSessionRequest under construction, as scripts see it: a value. Every step answers
/// a new request, so one can be kept, shared and extended.
package final class RequestObject: JSONRepresentableObject {
    /// The document (session-directory 5.1).
    package let body: JSONObject
    /// How it is written when the write names no mode.
    package let mode: WriteMode
    /// Whether the result is only computed (3.3).
    package let isNoCommit: Bool

    init(_ draft: Draft) {
        body = draft.body
        mode = draft.mode
        isNoCommit = draft.isNoCommit
    }

    package var json: JSONValue { .object(body) }

    var draft: Draft { Draft(body: body, mode: mode, isNoCommit: isNoCommit) }

    /// The request that takes the caller out, or those for whom it acts.
    static func leaving(as key: String) -> RequestObject {
        RequestObject(Draft(body: ["members": [key: .null]]))
    }

    /// The message that writes it to a session (session-directory 3.3).
    func message(
        to reference: SessionReference, mode: WriteMode, isNoCommit: Bool = false
    ) -> DirectoryRequest {
        message(to: .session(reference), mode: mode, isNoCommit: isNoCommit)
    }

    /// The message that writes it to a target that stands for a session.
    func message(
        to target: DirectoryTarget, mode: WriteMode, isNoCommit: Bool = false
    ) -> DirectoryRequest {
        var message = DirectoryRequest.put(target, .object(body), mode: mode)
        if isNoCommit || self.isNoCommit {
            message.query.append(.init(name: "nocommit", value: "true"))
        }
        return message
    }

    /// What a parameter that takes a request accepts.
    static let parameter = Parameter.optional(
        "request", .either([.object("request"), RequestDocument.type]),
        doc: "A request, or a whole document as a table; an empty one when left out.")

    /// Reads parameter `position`: a request, a table, or nothing.
    init(reading call: borrowing LuaCall, _ position: Int) throws {
        if let request = call.optionalObject(position, of: requestClass) {
            body = request.body
            mode = request.mode
            isNoCommit = request.isNoCommit
            return
        }
        mode = .updateOrCreate
        isNoCommit = false
        guard !call.isNilOrNone(position) else {
            body = [:]
            return
        }
        let value = try call.json(position, as: RequestDocument.kind)
        guard case .object(let object) = value else {
            throw LuaFault(argument: position, "a request document expected, got a list")
        }
        guard !value.isNested(deeperThan: Draft.depthLimit) else { throw Draft.tooDeep }
        body = object
    }

    /// What the steps change.
    struct Draft: Equatable {
        var body: JSONObject = [:]
        var mode: WriteMode = .updateOrCreate
        var isNoCommit = false

        /// How many objects and arrays may lie inside each other. Requests can stand inside
        /// requests, so a limit on each value alone would not hold.
        static let depthLimit = LuaStack.jsonDepthLimit
        static let tooDeep = LuaFault(
            "a request may not hold more than \(depthLimit) tables inside each other")

        /// Sets the value at a path of names; objects on the way are made as needed.
        ///
        /// - Throws: ``LuaFault`` when the document would be nested too deeply; then it is as it
        ///   was.
        mutating func set(_ path: [String], _ value: JSONValue) throws(LuaFault) {
            let room = Self.depthLimit - path.count
            guard room >= 0, !value.isNested(deeperThan: room) else { throw Self.tooDeep }
            body.set(path[...], value)
        }

        func value(at path: [String]) -> JSONValue? {
            path.reduce(.object(body)) { $0?[$1] }
        }
    }
}

extension JSONObject {
    fileprivate mutating func set(_ path: ArraySlice<String>, _ value: JSONValue) {
        guard let name = path.first else { return }
        guard path.count > 1 else {
            self[name] = value
            return
        }
        var inner = self[name]?.objectValue ?? [:]
        inner.set(path.dropFirst(), value)
        self[name] = .object(inner)
    }
}

extension JSONValue {
    /// Whether more than `limit` objects and arrays lie inside each other.
    fileprivate func isNested(deeperThan limit: Int) -> Bool {
        switch self {
        case .null, .bool, .number, .string: false
        case .array(let elements):
            limit == 0 || elements.contains { $0.isNested(deeperThan: limit - 1) }
        case .object(let object):
            limit == 0 || object.contains { $0.value.isNested(deeperThan: limit - 1) }
        }
    }
}

let requestClass = LuaClass<RequestObject>(
    "request", doc: "The changes that one write makes to a session: a value that steps extend.",
    section: "5.1",
    example: """
        local open = muster.request():visibility "open"
        local fair = open:set("rules", "fair")  -- open itself stays as it was
        print(fair:json())
        """,
    methods: RequestSteps.all + [
        .init("json", returns: "string", doc: "The document as JSON text.") { request, call in
            call.push(JSONValue.object(request.body).prettyText)
        },
        RequestHTTPText.method,
        RequestPreview.method,
    ],
    fields: [
        .init("body", "table", doc: "The document as a table.") { request, call in
            try call.push { stack in
                try stack.push(json: .object(request.body))
                return 1
            }
        }
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The document as JSON text.") { call in
            let request = try call.object(1, of: requestClass)
            call.push("request " + JSONValue.object(request.body).text)
        },
        HostFunction("__eq", returns: "boolean", doc: "Whether both say the same.") { call in
            let left = call.optionalObject(1, of: requestClass)
            let right = call.optionalObject(2, of: requestClass)
            call.push(left?.draft == right?.draft)
        },
    ])
