internal import CLua
internal import CLuaShim
internal import Synchronization

extension LuaState {
    /// Compiles a chunk of Lua text that is part of the host, and is the same in every state.
    ///
    /// A process compiles each text once; other states load what came of that, which takes a small
    /// part of the time.
    ///
    /// - Parameters:
    ///   - text: The source, which is right.
    ///   - name: The chunk's name in messages.
    /// - Throws: ``LuaError`` when memory is not to be had.
    package func load(hostText text: String, name: String) throws(LuaError) -> LuaFunction {
        if let code = Self.compiled.withLock({ $0[text] }) {
            let stack = stack
            let status = code.withUnsafeBytes { bytes in
                clua_load_dumped(stack.L, bytes.baseAddress!, bytes.count)
            }
            guard status == LUA_OK else { throw stack.takeError(.memory) }
            return LuaFunction(LuaReference(popping: stack, of: handle))
        }
        let function = try load(text, name: name)
        let stack = stack
        function.reference.push(on: stack)
        let code = stack.dumped()
        stack.pop()
        Self.compiled.withLock { $0[text] = code }
        return function
    }

    private static let compiled = Mutex<[String: [UInt8]]>([:])
}

extension LuaStack {
    /// The bytecode of the function on top, with the lines and names of its text. Stack: +0
    fileprivate func dumped() -> [UInt8] {
        let sink = CodeSink()
        withExtendedLifetime(sink) {
            // Raises nothing: the writer is ours.
            _ = lua_dump(L, writeCode, Unmanaged.passUnretained(sink).toOpaque(), 0)
        }
        return sink.bytes
    }
}

/// Where bytecode is collected.
private final class CodeSink {
    var bytes: [UInt8] = []
}

/// Called by Lua for each piece of bytecode.
private let writeCode: lua_Writer = { _, piece, size, context in
    // Both come from `dumped()`, which keeps the sink alive.
    guard let piece, let context else { return 0 }
    let sink = Unmanaged<CodeSink>.fromOpaque(context).takeUnretainedValue()
    sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: piece, count: size))
    return 0
}
