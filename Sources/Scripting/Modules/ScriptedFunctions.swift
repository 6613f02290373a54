internal import Lua

/// Host functions whose bodies are Lua, because they call what the script gave them and wait.
///
/// The text is loaded when the first of them is called, unless the state has it already. It gets a
/// table of primitives that no script can reach, and returns a table of bodies.
final class ScriptedFunctions {
    private let text: String
    /// What tracebacks call the text.
    let name: String
    private let primitives: [HostFunction]
    private var table: LuaTable?
    private var bodies: [String: LuaFunction] = [:]

    init(_ text: String, name: String, primitives: [HostFunction]) {
        self.text = text
        self.name = name
        self.primitives = primitives
    }

    /// Takes over the bodies that ``load(in:)`` gave.
    func adopt(_ table: LuaTable) { self.table = table }

    /// The body of a function.
    ///
    /// - Throws: ``LuaError`` when there is no memory to load the text.
    func body(_ function: String, in lua: LuaState) throws -> LuaFunction {
        if let body = bodies[function] { return body }
        guard case .function(let body) = try load(in: lua).get(.string(LuaString(function)))
        else {
            preconditionFailure("'\(name)' has no body for '\(function)'")
        }
        bodies[function] = body
        return body
    }

    /// Loads the text, unless that is done, and gives the table of bodies.
    ///
    /// - Throws: ``LuaError`` when there is no memory.
    func load(in lua: LuaState) throws(LuaError) -> LuaTable {
        if let table { return table }
        let stack = lua.stack
        stack.pushTable(members: primitives.count)
        for function in primitives {
            stack.push(function)
            stack.setField(function.name, of: -2)
        }
        let functions = stack.value(at: -1)
        stack.pop()
        // It is no part of what a script's author wrote.
        let results = try lua.withoutCountingLines { () throws(LuaError) in
            try lua.load(own: text, key: text, name: name).call(functions)
        }
        guard case .table(let bodies)? = results.first
        else { preconditionFailure("'\(name)' returns no table") }
        table = bodies
        return bodies
    }
}
