internal import JSON
public import Lua

/// The functions of `muster.json`.
public enum JSONFunctions {
    /// All of them, in the order of their documentation.
    public static let all = [decode, encode, array]

    /// The most text that a script may decode at once: 16 MiB.
    static let decodeLimits = JSONLimits(depth: LuaStack.jsonDepthLimit, bytes: 16 << 20)

    static let decode = HostFunction(
        "decode", [Parameter("text", .string, doc: "At most 16 MiB.")], returns: "any",
        doc: "Reads JSON text; null becomes muster.null.",
        example: """
            local value = muster.json.decode('{"map": null, "players": [1, 2]}')
            assert(value.map == muster.null and #value.players == 2)
            """
    ) { call in
        let text = call.index(1)
        try call.push { stack throws(LuaFault) in
            do throws(JSONError) {
                _ = try stack.withBytes(at: text) { bytes throws(JSONError) in
                    try stack.push(parsingJSON: bytes.span, limits: decodeLimits)
                }
            } catch {
                let why = stack.withBytes(at: text) { error.description(in: $0) }
                throw LuaFault("could not decode JSON: \(why ?? error.description)")
            }
            return 1
        }
    }

    static let encode = HostFunction(
        "encode",
        [
            Parameter("value", .any, doc: "A value, also an object such as a session."),
            .optional("options", encodeOptions, doc: "How the text is laid out."),
        ], returns: "string", doc: "Writes a value as JSON text.",
        example: """
            print(muster.json.encode({ map = "dust", players = { 1, 2 } }, { indent = 2 }))
            """
    ) { call in
        let value = call.index(1)
        let style = try style(of: call)
        try call.push { stack throws(LuaFault) in
            do { stack.push(try stack.jsonText(at: value, style: style)) } catch {
                throw LuaFault("could not encode as JSON: \(error)")
            }
            return 1
        }
    }

    static let array = HostFunction(
        "array", [.optional("table", .table, doc: "A new table when left out.")],
        returns: "table",
        doc: "Marks a table, or a new one, as a JSON array, so that it is one even when empty.",
        example: """
            assert(muster.json.encode {} == "{}")
            assert(muster.json.encode(muster.json.array()) == "[]")
            """
    ) { call in
        let table = call.isNilOrNone(1) ? nil : call.index(1)
        if let table, !call.stack.canBeJSONArray(at: table) {
            throw call.fault(1, expected: "table without a metatable")
        }
        call.push { stack in
            if let table { stack.pushCopy(of: table) } else { stack.pushTable() }
            stack.markJSONArray(at: -1)
            return 1
        }
    }

    private static let encodeOptions = LuaType.named(
        "encode_options", doc: "How JSON text is laid out.",
        .record([
            .optional(
                "indent", .integer,
                doc: "Spaces for each level, 0 to 16; everything on one line when left out.")
        ]))

    /// The most spaces for each level.
    private static let indentLimit: Int64 = 16

    private static func style(of call: borrowing LuaCall) throws(LuaFault) -> JSONWriter.Style {
        guard !call.isNilOrNone(2) else { return .compact }
        let stack = call.stack
        let bottom = stack.count
        defer { stack.pop(stack.count - bottom) }
        guard stack.pushField("indent", of: call.index(2)) != .nil else { return .compact }
        guard let indent = stack.integer(at: -1), (0...indentLimit).contains(indent) else {
            throw LuaFault(
                "bad option 'indent' to 'encode' (integer from 0 to \(indentLimit) expected)")
        }
        return .pretty(indent: Int(indent))
    }
}
