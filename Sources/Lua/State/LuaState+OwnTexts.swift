internal import CLua
internal import CLuaShim
internal import Synchronization

extension LuaState {
    /// What Lua made of the host's own texts in this process, by key.
    private static let compiled = Mutex<[String: [UInt8]]>([:])

    /// Compiles a text that is part of the host. Every text is compiled once in a process; other
    /// states load what that made, in a fraction of the time.
    ///
    /// - Parameters:
    ///   - text: The text, which is asked for when it is needed first.
    ///   - key: What tells it from all other texts of the host.
    ///   - name: The chunk's name in messages.
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/memory``.
    package func load(
        own text: @autoclosure () -> String, key: String, name: String
    ) throws(LuaError) -> LuaFunction {
        let stack = stack
        if let bytes = Self.compiled.withLock({ $0[key] }) {
            let status = bytes.withUnsafeBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // Not empty, so it has an address: bytecode begins with a header.
                    clua_load_own(stack.L, $0.baseAddress!, $0.count, "@" + name)
                }
            }
            guard status == LUA_OK else { throw stack.takeError(.memory) }
            return LuaFunction(LuaReference(popping: stack, of: handle))
        }
        let function = try load(text(), name: name)
        function.reference.push(on: stack)
        var bytes: [UInt8] = []
        // It writes to Swift's memory alone, so it neither allocates nor raises.
        let status = withUnsafeMutablePointer(to: &bytes) { bytes in
            lua_dump(stack.L, append, bytes, 0)
        }
        stack.pop()
        if status == 0 { Self.compiled.withLock { $0[key] = bytes } }
        return function
    }
}

/// Takes a piece of bytecode for the array at `bytes`.
private let append: lua_Writer = { _, piece, count, bytes in
    guard let piece, let bytes else { return 1 }
    bytes.assumingMemoryBound(to: [UInt8].self).pointee.append(
        contentsOf: UnsafeRawBufferPointer(start: piece, count: count))
    return 0
}
