internal import CLua
internal import CLuaShim

extension LuaState {
    /// Makes the libraries those of `level`.
    func restrict(to level: LuaSandbox) throws(LuaError) {
        guard clua_apply_sandbox(handle.pointer, level.identifier) == LUA_OK else {
            throw stack.takeError(.memory)
        }
        if level != .pure { try installRequire(level) }
        let stack = stack
        _ = lua_rawgeti(stack.L, clua_registry_index(), lua_Integer(LUA_RIDX_GLOBALS))
        stack.pushKeptField(LUA_LOADED_TABLE)
        for library in LuaSandbox.libraries { remove(library, at: level, on: stack) }
        if level == .full { setExit(on: stack) }
        stack.pop(2)
    }

    /// Removes what a level does not have of a library. Stack: globals, loaded modules
    private func remove(_ library: LibraryNames, at level: LuaSandbox, on stack: LuaStack) {
        if library.library == "_G" {
            if level != .full { keepOnly(globals(at: level), in: -2, on: stack) }
            return
        }
        let names = library.names(at: level)
        if names.isEmpty {
            stack.pushNil()
            stack.setField(library.library, of: -2)
        } else if stack.pushField(library.library, of: -1) != .table {
            stack.pop()
        } else {
            if level == .full {
                for name in library.never {
                    stack.pushNil()
                    stack.setField(name, of: -2)
                }
            } else {
                keepOnly(Set(names), in: -1, on: stack)
            }
            stack.pop()
        }
    }

    private func globals(at level: LuaSandbox) -> Set<String> {
        var names: Set<String> = []
        for library in LuaSandbox.libraries {
            let own = library.names(at: level)
            if library.library == "_G" {
                names.formUnion(own)
            } else if !own.isEmpty {
                names.insert(library.library)
            }
        }
        return names
    }

    /// Removes every field but the named ones: what is not declared is not there.
    private func keepOnly(_ names: Set<String>, in index: Int, on stack: LuaStack) {
        let table = stack.absolute(index)
        var surplus: [String] = []
        stack.forEachPair(of: table) { stack in
            if let name = stack.string(at: -2), !names.contains(name) { surplus.append(name) }
        }
        for name in surplus {
            stack.pushNil()
            stack.setField(name, of: table)
        }
    }

    /// Stack: globals, loaded modules
    private func setExit(on stack: LuaStack) {
        if stack.pushField("os", of: -1) == .table {
            stack.push(Self.exit)
            stack.setField("exit", of: -2)
        }
        stack.pop()
    }

    private static let exit = HostFunction(
        "exit", [.optional("code", .either([.boolean, .integer])), .optional("close", .any)],
        doc: "Ends the run, in the way that the host decides."
    ) { call in
        guard let onExit = call.state.onExit else {
            throw LuaFault("os.exit is not offered by the host")
        }
        let code = call.boolean(1).map { $0 ? 0 : 1 } ?? call.integer(1) ?? 0
        onExit(code)
        call.state.interrupt()
    }
}

extension LuaStack {
    /// Pushes a field of the registry. Stack: -0 +1
    fileprivate func pushKeptField(_ name: String) {
        push(name)
        lua_rawget(L, clua_registry_index())
    }
}
