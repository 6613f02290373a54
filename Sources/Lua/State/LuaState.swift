internal import CLua
internal import CLuaShim

/// One Lua 5.4 state: its globals, its memory and everything that runs in it.
///
/// A state belongs to one isolation domain for life; the compiler refuses to send it elsewhere.
/// Values taken out of it (``LuaTable``, ``LuaFunction``, …) may outlive it, and be dropped on any
/// thread. What can throw then throws ``LuaError/Kind/closed``; what cannot is a precondition
/// failure, as is pushing a value into another state than its own.
public final class LuaState {
    let handle: StateHandle
    var bindings: [ObjectIdentifier: ClassBinding] = [:]
    /// Where the metatables of classes are kept that the image knows which the state began from.
    let imagedClasses: [ObjectIdentifier: CInt]
    /// How deep the conversion of values is at this moment.
    var nesting = Nesting()

    /// The calls under way when the last protected call failed.
    var framesOfError: [LuaFrame] = []
    /// Coroutines that have ended and that no script can name.
    var idleThreads: [LuaReference] = []

    /// What host functions of this state work for; they find it as ``LuaCall/context(_:)``.
    public var context: AnyObject?

    /// The name of chunks that are part of the host: errors of host functions that they call are
    /// placed at the line that called them.
    public var ownChunk: String?

    /// Takes what `print` writes: one line, without its end; nil for standard output.
    ///
    /// Lines are written whole: when the text of one argument cannot be made, nothing is.
    public var onPrint: (([UInt8]) -> Void)? {
        didSet { clua_set_print(handle.pointer, onPrint == nil ? nil : printEntry) }
    }

    /// Takes warnings: what scripts give to `warn`, and errors in `__gc`; nil to drop them.
    ///
    /// `warn("@off")` and `warn("@on")` switch them; at first they are on. A warning may come in
    /// the middle of a collection: the handler does not use the state.
    public var onWarning: ((String) -> Void)? {
        didSet { clua_set_warn(handle.pointer, onWarning == nil ? nil : warnEntry) }
    }

    /// What `require` finds; see ``add(_:)``.
    var modules = RegisteredModules()

    /// How much of Lua's libraries the code of the state finds.
    public let sandbox: LuaSandbox

    /// Called by `os.exit` at ``LuaSandbox/full`` with the exit code that the script asks for:
    /// 0 for `true` or nothing, 1 for `false`.
    ///
    /// When it returns, the state is interrupted, so that no code of it goes on. While it is nil,
    /// `os.exit` raises an error.
    public var onExit: ((Int64) -> Void)?

    /// Opens a state with Lua's standard libraries, or as much of them as `sandbox` allows.
    ///
    /// Bytecode is never loaded but for the host's own. Host functions can suspend in what `coroutine`, `ipairs`, `load`,
    /// `print`, `require`, `string`, `table`, `tostring` and the arithmetic of strings call;
    /// otherwise the libraries are Lua's own. They cannot in `__gc`, in the handler of `xpcall`, in
    /// a `__close` that `coroutine.close` runs, in the metamethods of a table given to `os.time`,
    /// and in a `__tostring` of all strings. ``LuaSandbox`` tells the rest.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/memory`` when memory is not to be had.
    public convenience init(sandbox: LuaSandbox = .full) throws(LuaError) {
        try self.init(sandbox: sandbox, openingWith: clua_open_libraries)
        try restrict(to: sandbox)
    }

    init(
        sandbox: LuaSandbox, forImage isForImage: Bool = false,
        openingWith open: (OpaquePointer) -> CInt
    ) throws(LuaError) {
        self.sandbox = sandbox
        imagedClasses = [:]
        guard let L = isForImage ? clua_open_for_image(nil) : clua_open(nil) else {
            throw LuaError(kind: .memory, message: "not enough memory to open a Lua state")
        }
        handle = StateHandle(L)
        clua_state_of(L).pointee.owner = Unmanaged.passUnretained(self).toOpaque()
        clua_state_of(L).pointee.on_error = { L, owner in
            guard let owner else { return }
            let state = Unmanaged<LuaState>.fromOpaque(owner).takeUnretainedValue()
            // Innermost is the handler that asks.
            state.framesOfError = Array(LuaStack(L).frames().dropFirst())
        }
        guard open(L) == LUA_OK else {
            throw LuaStack(L).takeError(.memory)
        }
    }

    /// Goes on from an image, which no other state does at this moment.
    init(from image: LuaImage, _ contents: LuaImage.Contents) {
        sandbox = contents.sandbox
        imagedClasses = contents.classes
        modules = contents.modules
        ownChunk = contents.ownChunk
        handle = StateHandle(contents.L, from: image)
        clua_state_of(contents.L).pointee.owner = Unmanaged.passUnretained(self).toOpaque()
    }

    deinit { handle.close() }

    /// Closes the state: runs what is still to be finalized, frees everything, and lets go of the
    /// ``context``. Releasing the state does the same, unless the context holds the state.
    ///
    /// After ``interrupt()`` finalizers end at their first instruction.
    ///
    /// Must not be called from code that the state runs.
    public func close() {
        handle.close()
        context = nil
    }

    /// The stack of the main thread.
    public var stack: LuaStack { LuaStack(handle.pointer) }

    /// The state that `L` belongs to.
    static func of(_ L: OpaquePointer) -> LuaState {
        // The owner is set before any code runs in the state, and outlives all of it.
        Unmanaged<LuaState>.fromOpaque(clua_state_of(L).pointee.owner!).takeUnretainedValue()
    }

    /// The table of global variables.
    public var globals: LuaTable {
        let stack = stack
        _ = lua_rawgeti(stack.L, clua_registry_index(), lua_Integer(LUA_RIDX_GLOBALS))
        return LuaTable(LuaReference(popping: stack, of: handle))
    }

    /// Compiles a chunk of Lua text.
    ///
    /// - Parameters:
    ///   - text: the source as bytes; a byte order mark and a first line that begins with
    ///     `#` are skipped.
    ///   - name: the chunk's name in messages, usually the file's path.
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/syntax`` that names the line.
    public func load(_ text: [UInt8], name: String) throws(LuaError) -> LuaFunction {
        let stack = stack
        let source = Self.skippingShebang(text)
        let status = source.withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                clua_load(stack.L, $0.baseAddress, $0.count, "@" + name)
            }
        }
        guard status == LUA_OK else {
            throw stack.takeError(status == LUA_ERRSYNTAX ? .syntax : .memory)
        }
        return LuaFunction(LuaReference(popping: stack, of: handle))
    }

    /// Compiles a chunk of Lua text; see ``load(_:name:)-([UInt8],_)``.
    public func load(_ text: String, name: String) throws(LuaError) -> LuaFunction {
        try load(Array(text.utf8), name: name)
    }

    /// The line break is kept, so that lines count as in the file.
    private static func skippingShebang(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let hasMark = text.starts(with: [0xef, 0xbb, 0xbf])
        let text = text.dropFirst(hasMark ? 3 : 0)
        guard text.first == UInt8(ascii: "#") else { return text }
        return text.drop { $0 != UInt8(ascii: "\n") }
    }
}
