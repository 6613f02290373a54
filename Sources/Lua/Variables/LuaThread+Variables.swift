internal import CLua
internal import CLuaShim

extension LuaThread {
    /// A local variable of a function that a coroutine is in.
    public struct Local {
        /// Its name.
        public let name: String
        /// What it holds.
        public let value: LuaValue
        fileprivate let position: Int
    }

    /// The innermost call of a function of Lua, counted from 0 at the top of the stack; nil when the
    /// coroutine is in none.
    public var luaLevel: Int? {
        withStack { stack in
            var record = lua_Debug()
            var level = CInt(0)
            while lua_getstack(stack.L, level, &record) != 0 {
                lua_getinfo(stack.L, "S", &record)
                if String(cString: record.what) != "C" { return Int(level) }
                level += 1
            }
            return nil
        } ?? nil
    }

    /// The outermost call, which is that of the coroutine's own function; nil when it has ended.
    public var outermostLevel: Int? {
        withStack { stack in
            let depth = stack.depth()
            return depth > 0 ? depth - 1 : nil
        } ?? nil
    }

    /// The local variables that are in scope where the call at `level` stands, outer ones first; one
    /// that another of its name hides is among them.
    public func locals(atLevel level: Int) -> [Local] {
        withFrame(level) { stack, record in
            var locals: [Local] = []
            var position = 1
            while let name = lua_getlocal(stack.L, &record, CInt(position)) {
                let name = String(cString: name)
                // What Lua itself keeps has names that no script can write.
                if !name.hasPrefix("(") {
                    locals.append(
                        Local(name: name, value: stack.value(at: -1), position: position))
                }
                stack.pop()
                position += 1
            }
            return locals
        } ?? []
    }

    /// Gives a local variable of the call at `level` another value.
    ///
    /// The coroutine must not have run since `local` was read.
    public func set(_ local: Local, to value: LuaValue, atLevel level: Int) {
        withFrame(level) { stack, record in
            stack.push(value)
            if lua_setlocal(stack.L, &record, CInt(local.position)) == nil { stack.pop() }
        }
    }

    /// The function that the call at `level` runs.
    public func function(atLevel level: Int) -> LuaFunction? {
        withFrame(level) { stack, record -> LuaFunction? in
            lua_getinfo(stack.L, "f", &record)
            defer { stack.pop() }
            guard case .function(let function) = stack.value(at: -1) else { return nil }
            return function
        } ?? nil
    }

    /// Where the call at `level` stands.
    public func location(atLevel level: Int) -> LuaLocation? {
        withFrame(level) { stack, record in
            lua_getinfo(stack.L, "Sl", &record)
            return record.currentline > 0 ? LuaLocation(record) : nil
        } ?? nil
    }

    private func withStack<Result>(_ body: (LuaStack) -> Result) -> Result? {
        guard reference.handle.L != nil else { return nil }
        let stack = thread()
        guard stack.reserve(8) else { return nil }
        return body(stack)
    }

    @discardableResult
    private func withFrame<Result>(
        _ level: Int, _ body: (LuaStack, inout lua_Debug) -> Result
    ) -> Result? {
        withStack { stack in
            var record = lua_Debug()
            guard lua_getstack(stack.L, CInt(level), &record) != 0 else { return nil }
            return body(stack, &record)
        } ?? nil
    }
}
