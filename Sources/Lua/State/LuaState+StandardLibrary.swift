internal import CLua
internal import CLuaShim

extension LuaState {
    /// Opens a state whose libraries are Lua's own in every function, in which nothing can wait:
    /// what the replacements are compared with.
    package static func withOriginalLibraries() throws(LuaError) -> LuaState {
        try LuaState(sandbox: .full, openingWith: clua_open_original_libraries)
    }
}

/// Called by C for a line of `print`.
let printEntry: clua_text_fn = { owner, text, length in
    state(of: owner).onPrint?(bytes(text, length))
}

/// Called by C for a warning.
let warnEntry: clua_text_fn = { owner, text, length in
    state(of: owner).onWarning?(String(decoding: bytes(text, length), as: UTF8.self))
}

private func state(of owner: UnsafeMutableRawPointer?) -> LuaState {
    // The owner is set before any code runs in the state, and outlives all of it.
    Unmanaged<LuaState>.fromOpaque(owner!).takeUnretainedValue()
}

private func bytes(_ text: UnsafePointer<CChar>, _ length: Int) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: text, count: length))
}
