internal import CLua
internal import CLuaShim

extension LuaFunction {
    /// The names of the variables of enclosing functions that this one uses (its upvalues), in
    /// their order; empty for host functions, and where the state is closed.
    public var variableNames: [String] {
        withVariables { stack in
            var names: [String] = []
            while let name = lua_getupvalue(stack.L, -1, CInt(names.count + 1)) {
                stack.pop()
                names.append(String(cString: name))
            }
            return names
        } ?? []
    }

    /// Whether it is declared in Swift, or one of Lua's own library.
    public var isHostFunction: Bool { withVariables { _ in true } == nil }

    /// The names of the parameters, without `...`; empty for host functions.
    public var parameterNames: [String] {
        withVariables { stack in
            var names: [String] = []
            while true {
                // Takes the function, and gives its parameters back one by one.
                stack.pushCopy(of: -1)
                guard let name = lua_getlocal(stack.L, nil, CInt(names.count + 1)) else {
                    return names
                }
                names.append(String(cString: name))
            }
        } ?? []
    }

    /// The variable of an enclosing function that this one calls `name`; nil when it uses none.
    public func variable(named name: String) -> LuaVariable? {
        variableNames.firstIndex(of: name).map { LuaVariable(function: self, position: $0 + 1) }
    }

    /// Makes this function use another variable in place of the one it calls `name`.
    ///
    /// Both must be of one state. Other functions keep the variable that they have.
    ///
    /// - Returns: whether the function uses a variable of that name; otherwise nothing changes.
    @discardableResult
    public func use(_ variable: LuaVariable, as name: String) -> Bool {
        guard let position = variableNames.firstIndex(of: name) else { return false }
        return withVariables { stack in
            variable.function.reference.push(on: stack)
            lua_upvaluejoin(
                stack.L, -2, CInt(position + 1), -1, CInt(variable.position))
            stack.pop()
            return true
        } ?? false
    }

    /// Runs `body` with this function on top; nil when it is none of Lua's own.
    fileprivate func withVariables<Result>(_ body: (LuaStack) -> Result) -> Result? {
        guard let L = reference.handle.L else { return nil }
        let stack = LuaStack(L)
        guard stack.reserve(8) else { return nil }
        reference.push(on: stack)
        defer { stack.pop() }
        // The upvalues of C functions are what they rely on.
        return lua_iscfunction(stack.L, -1) == 0 ? body(stack) : nil
    }
}

/// A local variable of Lua that functions share, as long as one of them or this is there.
public struct LuaVariable {
    let function: LuaFunction
    let position: Int

    /// What the variable holds now; nil when the state is closed.
    public var value: LuaValue {
        function.withVariables { stack in
            guard lua_getupvalue(stack.L, -1, CInt(position)) != nil else { return .nil }
            defer { stack.pop() }
            return stack.value(at: -1)
        } ?? .nil
    }

    /// Gives the variable another value, which must be of the same state.
    public func set(_ value: LuaValue) {
        _ = function.withVariables { stack in
            stack.push(value)
            lua_setupvalue(stack.L, -2, CInt(position))
        }
    }
}

extension LuaState {
    /// Makes a local variable that no function uses yet.
    ///
    /// - Throws: ``LuaError`` when there is no memory for it.
    public func makeVariable(_ value: LuaValue) throws(LuaError) -> LuaVariable {
        let text = "local variable = ... return function() return variable end"
        guard case .function(let function)? = try load(text, name: "variable").call(value).first,
            let variable = function.variable(named: "variable")
        else { preconditionFailure("a chunk that returns a function with a variable") }
        return variable
    }
}
