internal import Lua

/// Host functions whose bodies are Lua, because they call what the script gave them and wait.
///
/// The text is loaded when the first of them is called. It gets a table of primitives that no
/// script can reach, and returns a table of bodies.
final class ScriptedFunctions {
    private let text: String
    /// What tracebacks call the text.
    let name: String
    private let primitives: [HostFunction]
    private var bodies: [String: LuaFunction]?

    init(_ text: String, name: String, primitives: [HostFunction]) {
        self.text = text
        self.name = name
        self.primitives = primitives
    }

    /// The body of a function.
    ///
    /// - Throws: ``LuaError`` when there is no memory to load the text.
    func body(_ function: String, in lua: LuaState) throws -> LuaFunction {
        let bodies = try bodies ?? load(in: lua)
        self.bodies = bodies
        guard let body = bodies[function] else {
            preconditionFailure("'\(name)' has no body for '\(function)'")
        }
        return body
    }

    private func load(in lua: LuaState) throws -> [String: LuaFunction] {
        let stack = lua.stack
        stack.pushTable(members: primitives.count)
        for function in primitives {
            stack.push(function)
            stack.setField(function.name, of: -2)
        }
        let table = stack.value(at: -1)
        stack.pop()
        // It is no part of what a script's author wrote.
        let results = try lua.withoutCountingLines { () throws(LuaError) in
            try lua.load(own: text, key: text, name: name).call(table)
        }
        guard case .table(let bodies)? = results.first
        else { preconditionFailure("'\(name)' returns no table") }
        var found: [String: LuaFunction] = [:]
        for (key, value) in bodies.pairs() {
            if case .string(let name) = key, case .function(let body) = value {
                found[String(decoding: name.bytes, as: UTF8.self)] = body
            }
        }
        return found
    }
}
