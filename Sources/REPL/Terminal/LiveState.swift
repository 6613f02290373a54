internal import JSON
internal import Lua
internal import Scripting
internal import Sessions

/// What the variables of a conversation stand for, found without running any code of scripts.
final class LiveState: LiveScope {
    private let interpreter: Interpreter
    private var runner: InteractiveRunner { interpreter.runner }
    private var known: Known?

    /// What stays the same until the next statement.
    private struct Known {
        let names: [String]
        let templates: [String]
        let users: [LiveUser]
        let customNames: [String]
        let sessionNames: [String]
    }

    init(_ interpreter: Interpreter) { self.interpreter = interpreter }

    /// Looks again at the next question, since a statement may have changed everything.
    func refresh() { known = nil }

    var names: [String] { found.names }
    var templates: [String] { found.templates }
    var users: [LiveUser] { found.users }
    var customNames: [String] { found.customNames }
    var sessionNames: [String] { found.sessionNames }

    func value(at path: [LiveKey]) -> LiveValue? {
        guard case .name(let name)? = path.first else { return nil }
        var value = interpreter.variables[name]?.value ?? global(name)
        for (depth, key) in path.enumerated().dropFirst() {
            if let document = runner.document(heldBy: value) {
                return Self.live(document.value(at: path.dropFirst(depth)))
            }
            guard case .table(let table) = value else { return nil }
            value = raw(table, key)
        }
        return live(value, titled: Self.title(of: path))
    }

    // MARK: Values

    private func global(_ name: String) -> LuaValue { raw(runner.lua.globals, .name(name)) }

    private func raw(_ table: LuaTable, _ key: LiveKey) -> LuaValue {
        table.rawValue(of: key, on: runner.lua.stack)
    }

    private func live(_ value: LuaValue, titled title: String?) -> LiveValue? {
        switch value {
        case .nil: return nil
        case .boolean: return .typed(.boolean)
        case .integer: return .typed(.integer)
        case .number: return .typed(.number)
        case .string: return .typed(.string)
        case .marker: return .typed(.null)
        case .thread: return nil
        case .userdata: return .typed(.object(word(for: value)))
        case .function(let function):
            if let title, ScriptReference.current.matches(for: title).count == 1 {
                return .function(title: title)
            }
            return function.isHostFunction
                ? nil : .luaFunction(parameters: function.parameterNames)
        case .table(let table):
            if let module = module(table) { return .typed(.object(module)) }
            if title == "prompt" { return .table(commands(of: table)) }
            return .table(fields(of: table))
        }
    }

    /// The name of the module that a table is.
    private func module(_ table: LuaTable) -> String? {
        guard case .table(let package) = global("package"),
            case .table(let loaded) = raw(package, .name("loaded")),
            case .table(let muster) = raw(loaded, .name("muster"))
        else { return nil }
        if table.isSame(as: muster) { return ScriptReference.moduleName }
        for name in ["json", "base64"] {
            if case .table(let part) = raw(muster, .name(name)), part.isSame(as: table) {
                return name
            }
        }
        return nil
    }

    /// The fields of the table of commands, with what they do.
    private func commands(of table: LuaTable) -> [LiveField] {
        fields(of: table).map { field in
            let command = Command.all.first { $0.name == field.name }
            return LiveField(field.name, command.map { "command  \($0.doc)" } ?? field.type)
        }
    }

    private static let shownFields = 1_000

    private func fields(of table: LuaTable) -> [LiveField] {
        let stack = runner.lua.stack
        guard stack.reserve(20) else { return [] }
        stack.push(.table(table))
        defer { stack.pop() }
        var fields: [LiveField] = []
        stack.forEachPair(of: -1) { stack in
            guard fields.count < Self.shownFields, stack.kind(at: -2) == .string,
                let name = stack.string(at: -2)
            else { return }
            fields.append(LiveField(name, stack.typeName(at: -1)))
        }
        return fields.sorted { $0.name < $1.name }
    }

    private func word(for value: LuaValue) -> String {
        let stack = runner.lua.stack
        guard stack.reserve(4) else { return "userdata" }
        stack.push(value)
        defer { stack.pop() }
        return stack.typeName(at: -1)
    }

    private static func title(of path: [LiveKey]) -> String? {
        var names: [String] = []
        for key in path {
            guard case .name(let name) = key else { return nil }
            names.append(name)
        }
        return names.joined(separator: ".")
    }

    private static func live(_ value: JSONValue?) -> LiveValue? {
        switch value {
        case nil: nil
        case .null: .typed(.null)
        case .bool: .typed(.boolean)
        case .number: .typed(.number)
        case .string: .typed(.string)
        case .array: .typed(.table)
        case .object(let object): .table(object.map { LiveField($0.name, $0.value.word) })
        }
    }

    // MARK: What is in play

    private var found: Known {
        if let known { return known }
        let known = look()
        self.known = known
        return known
    }

    private func look() -> Known {
        let documents = runner.sessions.compactMap { runner.current($0)?.document }
        var custom: Set<String> = []
        for document in documents {
            for name in document["properties"]?["custom"]?.objectValue?.map(\.name) ?? [] {
                custom.insert(name)
            }
        }
        let globals = fields(of: runner.lua.globals).map(\.name)
        let locals = interpreter.variables.names
        return Known(
            names: locals + globals.filter { !locals.contains($0) },
            templates: runner.templates,
            users: runner.users.compactMap { caller in
                caller.user.map { LiveUser(xuid: $0.xuid.description, gamertag: $0.gamertag) }
            }, customNames: custom.sorted(), sessionNames: runner.sessions.map(\.name))
    }
}

extension JSONValue {
    /// What a value is, in one word of Lua.
    fileprivate var word: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array, .object: "table"
        }
    }

    /// The value at the end of a path; nil when there is none.
    fileprivate func value(at path: ArraySlice<LiveKey>) -> JSONValue? {
        path.reduce(self) { value, key in
            guard case .name(let name) = key else { return nil }
            return value?[name]
        }
    }
}
