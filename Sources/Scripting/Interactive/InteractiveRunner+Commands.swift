public import Lua

extension InteractiveRunner {
    /// Makes what a prompt can be told to do callable from Lua, as functions of the global table
    /// `prompt`, each with one text as its argument.
    ///
    /// - Parameters:
    ///   - functions: their names and what they do.
    ///   - run: does it. When it gives a function, the call goes on with that, which may wait.
    public func offer(
        _ functions: [(name: String, doc: String)],
        run: @escaping (_ name: String, _ argument: String) throws -> LuaFunction?
    ) throws(LuaError) {
        host.runCommand = run
        let stack = lua.stack
        stack.push(
            functions.map { name, doc in
                HostFunction(
                    name, [.optional("argument", .string, doc: "What follows the name.")], doc: doc
                ) {
                    call in
                    let argument = call.string(1) ?? ""
                    guard let function = try call.host.runCommand?(name, argument) else { return }
                    try call.delegate(to: function, arguments: [])
                }
            }, unknown: UnknownName.function(of: "prompt", known: functions.map(\.name)))
        let table = stack.value(at: -1)
        stack.pop()
        try lua.globals.set("prompt", to: table)
    }
}
