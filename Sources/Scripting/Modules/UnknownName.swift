internal import Lua

/// What reading a name does that a table of declared names does not have.
enum UnknownName {
    /// The `__index` of a table: raises an error with the nearest name.
    static func function(of table: String, known: [String]) -> HostFunction {
        HostFunction(
            "__index", [Parameter("table", .table), Parameter("name", .any)], returns: "any",
            doc: "Refuses a name that is not declared."
        ) { call in
            let name = call.string(2) ?? call.stack.typeName(at: call.index(2))
            let hint = nearestName(to: name, in: known).map { "; did you mean '\($0)'?" }
            throw LuaFault("\(table) has no function or value '\(name)'\(hint ?? "")")
        }
    }
}

extension LuaStack {
    /// Pushes a table of functions that refuses other names. Stack: -0 +1
    func push(_ functions: [HostFunction], unknown: HostFunction) {
        pushTable(members: functions.count)
        for function in functions {
            push(function)
            setField(function.name, of: -2)
        }
        refuseUnknownNames(with: unknown)
    }

    /// Gives the table on top an `__index`. Stack: -0 +0
    func refuseUnknownNames(with function: HostFunction) {
        pushTable(members: 1)
        push(function)
        setField("__index", of: -2)
        setMetatable(of: -2)
    }
}
