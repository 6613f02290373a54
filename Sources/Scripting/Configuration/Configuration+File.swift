internal import JSON
internal import Lua

extension Configuration {
    /// Runs the text of a file that returns a table of settings.
    ///
    /// It finds no globals and no methods of strings, and may run 100 000 instructions in 4 MB.
    ///
    /// - Parameters:
    ///   - source: the text as bytes.
    ///   - name: the file's name in messages.
    /// - Throws: ``ConfigurationError`` when the text is no Lua, raises an error, does not end in
    ///   time, or returns something else than such a table.
    public init(reading source: [UInt8], name: String) throws(ConfigurationError) {
        let lua: LuaState
        let values: [LuaValue]
        do throws(LuaError) {
            lua = try LuaState(sandbox: .pure)
            try lua.removeEverything()
            lua.memoryLimit = lua.memoryInUse + 4_000_000
            lua.instructionBudget = 100_000
            values = try lua.load(source, name: name).call()
        } catch {
            throw ConfigurationError(error, in: name)
        }
        let stack = lua.stack
        _ = stack.reserve(16)
        stack.push(values.first ?? .nil)
        defer { stack.pop() }
        guard values.first?.isTable == true else {
            throw ConfigurationError(
                place: name,
                problem: "the file must return a table, not \(stack.typeName(at: -1))")
        }
        if let problem = Self.type.problem(of: stack, at: -1) {
            throw ConfigurationError(place: name, problem: problem)
        }
        try self.init(table: stack, in: name)
    }

    /// Takes the table on top, which is as ``type`` says.
    private init(table stack: LuaStack, in file: String) throws(ConfigurationError) {
        let table: JSONObject
        do throws(LuaJSONError) {
            table = try stack.json(at: -1).objectValue ?? [:]
        } catch {
            throw ConfigurationError(place: file, problem: "\(error)")
        }
        func refuse(_ name: String, _ expected: String) -> ConfigurationError {
            ConfigurationError(place: file, problem: "field '\(name)': \(expected) expected")
        }
        service = table["service"]?.stringValue
        templates = table["templates"].map { $0.arrayValue?.compactMap(\.stringValue) ?? [] }
        time = table["time"]?.stringValue.flatMap(ScriptClock.Mode.init)
        if let value = table["seed"] {
            guard let seed = value.integerValue.flatMap({ UInt64(exactly: $0) }) else {
                throw refuse("seed", "a number from 0 up")
            }
            self.seed = seed
        }
        if let value = table["timeout"] {
            let span =
                value.stringValue.flatMap { duration(reading: $0) }
                ?? value.numberValue.flatMap { duration(seconds: $0.double) }
            guard let span, span > .zero else {
                throw refuse("timeout", "a duration such as \"30s\", or seconds,")
            }
            timeout = span
        }
    }
}

extension LuaState {
    /// Leaves an empty environment: no globals, and strings without methods.
    fileprivate func removeEverything() throws(LuaError) {
        for (name, _) in globals.pairs() { try globals.set(name, to: .nil) }
        let stack = stack
        _ = stack.reserve(4)
        stack.push("")
        stack.pushNil()
        stack.setMetatable(of: -2)
        stack.pop()
    }
}

extension LuaValue {
    fileprivate var isTable: Bool {
        if case .table = self { true } else { false }
    }
}

extension ConfigurationError {
    fileprivate init(_ error: LuaError, in file: String) {
        let place = error.location.map(\.description) ?? file
        let prefix = place + ": "
        let message = error.message
        self.init(
            place: place,
            problem: message.hasPrefix(prefix) ? String(message.dropFirst(prefix.count)) : message)
    }
}
