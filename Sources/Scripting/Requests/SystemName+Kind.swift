internal import JSON
internal import Lua

extension SystemName {
    /// What a value must be; the directory checks the rest.
    indirect enum Kind: Sendable, Hashable {
        case boolean, integer, number, string
        case any
        /// Any table with named fields, for what the title decides.
        case object
        case list(LuaType)
        case oneOf([LuaChoice])
        /// Milliseconds, or null for never; scripts may write `"30s"`.
        case timeout
        /// A table of these names and no others.
        case record([SystemName])
        /// A table with any names, each with a value of one kind.
        case map(Kind)
        /// The same with the keys that `members` has (session-directory 5.1).
        case members(Kind)
    }
}

extension SystemName.Kind {
    /// The type that arguments are checked against.
    var type: LuaType {
        switch self {
        case .any: .any
        case .boolean: .boolean
        case .integer: .integer
        case .number: .number
        case .string: .string
        case .object: .table
        case .list(let type): .list(type)
        case .oneOf(let choices): .oneOf(choices)
        case .timeout:
            .named(
                "timeout",
                doc: "Milliseconds, or text such as \"30s\"; muster.null is without end.",
                .either([.integer, .string]))
        case .record(let names): .record(names.map(\.field))
        case .map(let kind), .members(let kind): .map(.string, kind.nullableType)
        }
    }

    /// The same, or null.
    var nullableType: LuaType { .either([type, .null]) }

    /// What is wrong with a value whose type was found to be right, as a fragment of a message.
    ///
    /// The type of Lua cannot tell an object from a list, nor a duration from other text.
    func problem(of value: JSONValue) -> String? {
        if value.isNull { return nil }
        switch self {
        case .object: return value.objectValue == nil ? "table with named fields expected" : nil
        case .timeout:
            guard value.stringValue != nil, milliseconds(value) == nil else { return nil }
            return "milliseconds, a duration such as \"30s\", or muster.null expected"
        case .record(let names):
            for entry in value.objectValue ?? [:] {
                let kind = names.first { $0.name == entry.name }?.kind
                if let problem = kind?.problem(of: entry.value) {
                    return "field '\(entry.name)': \(problem)"
                }
            }
            return nil
        case .map(let kind), .members(let kind):
            guard let entries = value.objectValue else { return "table with named fields expected" }
            for entry in entries {
                if case .members = self, !Self.isMemberKey(entry.name) {
                    return
                        "unknown key '\(entry.name)'; a member is me, reserve_N, me_xuid, me_all, "
                        + "me_allInSession or an index"
                }
                if let problem = kind.problem(of: entry.value) {
                    return "field '\(entry.name)': \(problem)"
                }
            }
            return nil
        case .any, .boolean, .integer, .number, .string, .list, .oneOf: return nil
        }
    }

    /// A value of this kind in the form that is sent.
    func normalized(_ value: JSONValue) -> JSONValue {
        switch self {
        // A table without elements reads as an object.
        case .list: value.objectValue?.isEmpty == true ? [] : value
        case .timeout: milliseconds(value).map { .integer($0) } ?? value
        case .record(let names):
            value.mappingFields { name, value in
                names.first { $0.name == name }?.kind.normalized(value) ?? value
            }
        case .map(let kind), .members(let kind):
            value.mappingFields { _, value in kind.normalized(value) }
        case .any, .boolean, .integer, .number, .string, .object, .oneOf: value
        }
    }

    private static func isMemberKey(_ name: String) -> Bool {
        if ["me", "me_all", "me_allInSession"].contains(name) { return true }
        let prefix = ["me_", "reserve_"].first { name.hasPrefix($0) } ?? ""
        let number = name.dropFirst(prefix.count)
        return !number.isEmpty && number.utf8.allSatisfy { (48...57).contains($0) }
    }

    private func milliseconds(_ value: JSONValue) -> Int64? {
        value.stringValue.flatMap { duration(reading: $0) }?.milliseconds
    }
}

extension JSONValue {
    fileprivate func mappingFields(_ change: (String, JSONValue) -> JSONValue) -> JSONValue {
        guard var object = objectValue else { return self }
        for entry in object { object[entry.name] = change(entry.name, entry.value) }
        return .object(object)
    }
}
