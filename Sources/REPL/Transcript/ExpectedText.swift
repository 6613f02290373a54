internal import JSON
internal import Lua
internal import Scripting
internal import Sessions

/// What a test may expect of a value, as the text of a matcher: what differs from run to run is left
/// open.
///
/// Identifiers are `any.guid`, times `any.time` and etags `any.etag`, with ``open`` in place of `any`,
/// which a statement may call something else. Of a session its members and custom properties are
/// expected.
struct ExpectedText {
    /// Stands for the name of the table of what is left open; no literal of Lua has it.
    static let open = "\u{1}"

    private let runner: InteractiveRunner
    /// Longer texts say more than a reader of a test wants to know.
    private static let longest = 1_500

    init(_ runner: InteractiveRunner) { self.runner = runner }

    /// What to expect of a value; nil for what cannot be compared.
    func text(of value: LuaValue) -> String? {
        switch value {
        case .nil, .function, .thread, .marker: return nil
        case .boolean(let value): return "to_be(\(value))"
        case .integer(let value): return "to_be(\(value))"
        case .number(let value): return value.isFinite ? "to_be(\(value))" : nil
        case .string(let text):
            return text.text.map(Self.text).map { text in
                text.hasPrefix(Self.open) ? "to_match(\(text))" : "to_be(\(text))"
            }
        case .userdata: return runner.document(heldBy: value).flatMap(Self.session)
        case .table: return table(value)
        }
    }

    /// What to expect of an error; nil when it has nothing but a message.
    func text(of error: LuaError) -> String? {
        guard let refusal = error.refusal else { return nil }
        var fields = ["kind = \(LuaText.quoted(refusal.kind))"]
        if let status = refusal.status { fields.append("status = \(status)") }
        if let rule = refusal.rule { fields.append("rule = \(LuaText.quoted(rule))") }
        return "to_fail { \(fields.joined(separator: ", ")) }"
    }

    private func table(_ value: LuaValue) -> String? {
        let stack = runner.lua.stack
        guard stack.reserve(20) else { return nil }
        stack.push(value)
        defer { stack.pop() }
        guard let json = try? stack.json(at: -1) else { return nil }
        let text = Self.literal(json)
        guard text.utf8.count <= Self.longest else { return nil }
        return text.contains(Self.open) ? "to_match(\(text))" : "to_equal(\(text))"
    }

    /// What is expected of a session with this document.
    private static func session(_ document: JSONValue) -> String? {
        guard let session = try? MultiplayerSession(json: document) else { return nil }
        let members = session.members.map { member in
            var fields = ["index = \(member.index)"]
            if let gamertag = member.gamertag {
                fields.append("gamertag = \(LuaText.quoted(gamertag))")
            }
            fields.append("status = \(LuaText.quoted("\(member.status)"))")
            return "{ \(fields.joined(separator: ", ")) }"
        }
        var fields = ["membersInfo = { count = \(members.count) }"]
        if !members.isEmpty { fields.append("members = { \(members.joined(separator: ", ")) }") }
        if let custom = document["properties"]?["custom"], custom.objectValue?.isEmpty == false {
            fields.append("properties = { custom = \(literal(custom)) }")
        }
        let text = "to_match { \(fields.joined(separator: ", ")) }"
        return text.utf8.count <= longest ? text : nil
    }

    private static func literal(_ value: JSONValue) -> String {
        switch value {
        case .null: return "muster.null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let number): return number.text
        case .string(let text): return self.text(text)
        case .array(let elements):
            return elements.isEmpty
                ? "{}" : "{ \(elements.map(literal).joined(separator: ", ")) }"
        case .object(let object):
            let members = object.map { "[\(LuaText.quoted($0.name))] = \(literal($0.value))" }
            return members.isEmpty ? "{}" : "{ \(members.joined(separator: ", ")) }"
        }
    }

    private static func text(_ text: String) -> String {
        if GUID(text) != nil { return "\(open).guid" }
        if Timestamp(text) != nil { return "\(open).time" }
        let isEtag =
            text.utf8.count == 18 && text.hasPrefix("\"") && text.hasSuffix("\"")
            && text.dropFirst().dropLast().allSatisfy { $0.isASCII && $0.isNumber }
        return isEtag ? "\(open).etag" : LuaText.quoted(text)
    }
}
