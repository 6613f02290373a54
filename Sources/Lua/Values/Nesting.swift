internal import CLua
internal import CLuaShim

/// How deep the conversion is that a state is doing: values may contain themselves, and neither
/// Swift's stack nor Lua's may overflow then.
struct Nesting {
    /// How many levels the value that is being pushed lies in.
    var depth = 0
    /// The tables that the value being read lies in, outermost first.
    var tables: [UnsafeRawPointer] = []

    /// The most levels for a value in either direction.
    static var limit: Int { 64 }
    /// The places on Lua's stack that one level takes at most.
    static var room: Int { 32 }
}

extension LuaStack {
    /// How many values may lie inside each other when they pass between Swift and Lua.
    public static var depthLimit: Int { Nesting.limit }

    /// Runs `body`, which pushes what lies in the table that `path` leads to, one level deeper.
    func pushingInside<Result>(
        _ path: [any CodingKey] = [], _ body: () throws(LuaConversionError) -> Result
    ) throws(LuaConversionError) -> Result {
        let state = LuaState.of(L)
        guard state.nesting.depth < Nesting.limit else {
            throw LuaConversionError(.tooDeep(limit: Nesting.limit)).inside(path)
        }
        guard reserve(Nesting.room) else {
            throw LuaConversionError(.failed(.runtime)).inside(path)
        }
        state.nesting.depth += 1
        defer { state.nesting.depth -= 1 }
        return try body()
    }

    /// Runs `body`, which reads what lies in the table at `index`, where `path` leads to.
    func readingInside<Result>(
        _ index: Int, _ path: [any CodingKey] = [],
        _ body: () throws(LuaConversionError) -> Result
    ) throws(LuaConversionError) -> Result {
        let state = LuaState.of(L)
        guard let identity = identity(at: index), !state.nesting.tables.contains(identity) else {
            throw LuaConversionError(.cycle).inside(path)
        }
        guard state.nesting.tables.count < Nesting.limit else {
            throw LuaConversionError(.tooDeep(limit: Nesting.limit)).inside(path)
        }
        guard reserve(Nesting.room) else {
            throw LuaConversionError(.failed(.runtime)).inside(path)
        }
        state.nesting.tables.append(identity)
        defer { state.nesting.tables.removeLast() }
        return try body()
    }

    /// Takes what `body` left on the stack off when it throws.
    func restoringOnError<Result>(
        _ body: () throws(LuaConversionError) -> Result
    ) throws(LuaConversionError) -> Result {
        let bottom = count
        do { return try body() } catch {
            pop(count - bottom)
            throw error
        }
    }

    /// Puts null in the place of a nil on top, which a table could not hold. Stack: -1 +1
    func replaceNilByNull() {
        guard kind(at: -1) == .nil else { return }
        pop()
        pushNull()
    }

    /// Calls `body` for the keys of the table at `index`, each at -1, in Lua's own order; no
    /// metamethods. `body` leaves the stack as it found it.
    func forEachKey(
        of index: Int, _ body: () throws(LuaConversionError) -> Void
    ) throws(LuaConversionError) {
        let table = absolute(index)
        try restoringOnError { () throws(LuaConversionError) in
            pushNil()
            while true {
                var pairs: CInt = 0
                let status = clua_next_pairs(L, CInt(table), 1, &pairs)
                guard status == LUA_OK else {
                    throw LuaConversionError(.failed(takeError(kind(of: status)).kind))
                }
                guard pairs == 1 else { return }
                pop()
                try body()
            }
        }
    }

    /// The number of elements of the table at `index`, whose keys must be 1 to n.
    func listCount(at index: Int) throws(LuaConversionError) -> Int {
        guard reserve(Nesting.room) else { throw LuaConversionError(.failed(.runtime)) }
        var count = 0
        var largest: Int64 = 0
        try forEachKey(of: index) { () throws(LuaConversionError) in
            guard isInteger(at: -1), let key = integer(at: -1), key >= 1 else {
                throw LuaConversionError(
                    .mismatch(expected: "list", found: "table with other keys"))
            }
            count += 1
            largest = max(largest, key)
        }
        guard largest != count else { return count }
        var position = 1
        while pushElement(position, of: index) != .nil {
            pop()
            position += 1
        }
        pop()
        throw LuaConversionError(.missingElement(position: position))
    }
}
