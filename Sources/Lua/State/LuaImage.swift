internal import CLua
internal import CLuaShim

/// A Lua state as it was at one moment, from which states begin again and again.
///
/// To open a state and to fill it takes much longer than most scripts run. Where many of them need
/// the same, one is filled and its memory copied; each state that begins from it is as fresh as one
/// that is opened, in a small part of the time. They use the same memory one after the other.
public final class LuaImage {
    private let image: OpaquePointer
    private let contents: Contents
    /// Where in the registry the values are kept.
    private let functions: [CInt]
    private let tables: [CInt]
    private var isInUse = false

    /// What a state that begins here has beside its memory.
    struct Contents {
        let L: OpaquePointer
        let sandbox: LuaSandbox
        let classes: [ObjectIdentifier: CInt]
        let modules: RegisteredModules
        let ownChunk: String?
    }

    /// What a host has to find again in every state that begins from an image.
    public struct Values {
        /// Functions, in the order given.
        public let functions: [LuaFunction]
        /// Tables, in the order given.
        public let tables: [LuaTable]

        /// Tells what is to be found again.
        public init(functions: [LuaFunction] = [], tables: [LuaTable] = []) {
            self.functions = functions
            self.tables = tables
        }
    }

    /// Opens a state and takes its image once it is filled.
    ///
    /// - Parameters:
    ///   - sandbox: How much of Lua's libraries the states have.
    ///   - fill: Fills the state, and gives what of it the host has to find again, which it gets
    ///     from ``open()``. What the state holds of Swift is shared by all that begin from it. The
    ///     state cannot be used afterwards.
    /// - Returns: nil when what it holds is too much for an image, or memory is not to be had.
    /// - Throws: What `fill` throws, and ``LuaError`` of kind ``LuaError/Kind/memory``.
    public init?(
        sandbox: LuaSandbox = .full, _ fill: (LuaState) throws(LuaError) -> Values
    ) throws(LuaError) {
        let state = try LuaState(
            sandbox: sandbox, forImage: true, openingWith: clua_open_libraries)
        try state.restrict(to: sandbox)
        let filled = try fill(state)
        functions = filled.functions.map(\.reference.slot)
        tables = filled.tables.map(\.reference.slot)
        state.idleThreads = []
        state.collectGarbage()
        let L = state.handle.pointer
        contents = Contents(
            L: L, sandbox: sandbox, classes: state.bindings.mapValues(\.slot),
            modules: state.modules, ownChunk: state.ownChunk)
        precondition(lua_gettop(L) == 0, "the state is at rest when its image is taken")
        guard let image = clua_take_image(L) else { return nil }
        self.image = image
        // The image has the places in the registry that these references stand for.
        state.handle.abandon()
        withExtendedLifetime(filled) {}
        clua_rewind(image)
    }

    deinit { clua_free_image(image) }

    /// Begins a state, and finds in it what the image was given; nil as long as the state before is
    /// not closed.
    ///
    /// Functions of Lua's libraries and tables are the same for all states that begin here, with
    /// the same addresses; ``LuaState/context``, ``LuaState/onPrint``, limits and all that is told to
    /// a state are its own.
    public func open() -> (state: LuaState, values: Values)? {
        guard !isInUse else { return nil }
        isInUse = true
        let state = LuaState(from: self, contents)
        let values = Values(
            functions: functions.map { LuaFunction(LuaReference(slot: $0, of: state.handle)) },
            tables: tables.map { LuaTable(LuaReference(slot: $0, of: state.handle)) })
        return (state, values)
    }

    /// Ends what a state has become that began here; finalizers run.
    func endSince() { clua_end_since_image(image) }

    /// Makes the memory what it was.
    func rewind() {
        clua_rewind(image)
        isInUse = false
    }
}
