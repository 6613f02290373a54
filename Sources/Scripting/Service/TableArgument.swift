internal import JSON
internal import Lua

/// A table with named fields that a script passed, which was found to be as its parameter declares.
struct TableArgument {
    private let fields: JSONObject
    private let position: Int

    init(_ call: borrowing LuaCall, _ position: Int) throws {
        fields = try call.json(position).objectValue ?? [:]
        self.position = position
    }

    /// No table: every field is missing.
    init(_ position: Int) {
        fields = [:]
        self.position = position
    }

    /// Reads some fields of a table, whatever the others hold.
    init(_ call: borrowing LuaCall, _ position: Int, only names: [String]) throws {
        var fields: JSONObject = [:]
        let stack = call.stack
        for name in names {
            let kind = stack.pushField(name, of: call.index(position))
            defer { stack.pop() }
            if kind != .nil { fields[name] = try stack.json(at: -1) }
        }
        self.fields = fields
        self.position = position
    }

    subscript(name: String) -> JSONValue? { fields[name] }

    func string(_ name: String) -> String? { fields[name]?.stringValue }

    /// The fields that are strings, in the order of their names.
    var strings: [(String, String)] {
        fields.compactMap { field in field.value.stringValue.map { (field.name, $0) } }
    }

    /// Refuses a value that is of the right type and no more.
    func fault(_ name: String, _ expected: String) -> LuaFault {
        LuaFault(argument: position, "field '\(name)': \(expected) expected")
    }

    /// A whole number, or text that a script may also write as one.
    func text(_ name: String) -> String? {
        fields[name].flatMap { $0.stringValue ?? $0.numberValue?.text }
    }
}
