internal import JSON
internal import Lua

/// A table of named options that a script passed: unknown names are refused, with the nearest
/// known one.
struct TableArgument {
    private let fields: JSONObject
    private let position: Int

    init(_ call: borrowing LuaCall, _ position: Int, known: [String]) throws {
        let value = try call.json(position)
        guard case .object(let fields) = value else {
            throw LuaFault("bad argument #\(position) (a table with named fields expected)")
        }
        for member in fields where !known.contains(member.name) {
            let hint = nearestName(to: member.name, in: known).map { "; did you mean '\($0)'?" }
            throw LuaFault(
                "bad argument #\(position) (unknown field '\(member.name)'\(hint ?? ""))")
        }
        self.fields = fields
        self.position = position
    }

    subscript(name: String) -> JSONValue? { fields[name] }

    func string(_ name: String) throws(LuaFault) -> String? {
        guard let value = fields[name] else { return nil }
        guard let text = value.stringValue else { throw fault(name, "a string") }
        return text
    }

    func fault(_ name: String, _ expected: String) -> LuaFault {
        LuaFault("bad argument #\(position) (field '\(name)': \(expected) expected)")
    }
}
