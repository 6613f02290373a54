internal import CLua
internal import CLuaShim

/// One call that was under way when an error was raised.
public struct LuaFrame: Sendable, Hashable, CustomStringConvertible {
    /// What kind of function was called.
    public enum Kind: Sendable, Hashable {
        /// The outermost level of a chunk.
        case mainChunk
        /// A function written in Lua.
        case lua
        /// A function of the host or of Lua's own libraries.
        case host
        /// This many calls, which are left out.
        case skipped(Int)
    }

    /// What kind of function was called.
    public let kind: Kind
    /// The name by which it was called, as far as Lua knows, such as `method 'write'`.
    public internal(set) var name: String?
    /// The line that was running; nil for host functions.
    public let location: LuaLocation?
    /// Whether calls between this one and the next were replaced by it (tail calls).
    public let isTailCall: Bool

    /// The frame as a line of a traceback.
    public var description: String {
        if case .skipped(let count) = kind { return "...\t(skipping \(count) levels)" }
        let place = location.map { "\($0): in " } ?? "[C]: in "
        let what =
            switch kind {
            case .mainChunk: "main chunk"
            case .lua: name ?? "a function"
            case .host: name ?? "?"
            case .skipped: ""
            }
        return place + what + (isTailCall ? "\n\t(...tail calls...)" : "")
    }
}

extension LuaStack {
    /// The calls of this thread, innermost first. Of a deep stack the middle is left out.
    func frames() -> [LuaFrame] {
        let depth = depth()
        let ends = Self.framesAtEachEnd
        guard depth > 2 * ends + 1 else { return (0..<depth).map(frame) }
        return (0..<ends).map(frame) + [LuaFrame(skipping: depth - 2 * ends)]
            + (depth - ends..<depth).map(frame)
    }

    private static var framesAtEachEnd: Int { 11 }

    /// The number of calls under way, found by doubling and halving.
    func depth() -> Int {
        var record = lua_Debug()
        var reached = 0
        var beyond = 1
        while lua_getstack(L, CInt(beyond), &record) != 0 {
            (reached, beyond) = (beyond, beyond * 2)
        }
        guard lua_getstack(L, 0, &record) != 0 else { return 0 }
        while beyond - reached > 1 {
            let middle = (reached + beyond) / 2
            if lua_getstack(L, CInt(middle), &record) != 0 {
                reached = middle
            } else {
                beyond = middle
            }
        }
        return beyond
    }

    private func frame(_ level: Int) -> LuaFrame {
        var record = lua_Debug()
        guard reserve(8), lua_getstack(L, CInt(level), &record) != 0 else {
            return LuaFrame(skipping: 1)
        }
        lua_getinfo(L, "Slntf", &record)
        defer { pop() }
        var frame = LuaFrame(record)
        if clua_push_global_name(L) != 0 {
            frame.name = string(at: -1).map { "function '\($0)'" }
            pop()
        }
        return frame
    }
}

extension LuaFrame {
    fileprivate init(skipping count: Int) {
        kind = .skipped(count)
        name = nil
        location = nil
        isTailCall = false
    }

    fileprivate init(_ record: lua_Debug) {
        switch String(cString: record.what) {
        case "main": kind = .mainChunk
        case "C": kind = .host
        default: kind = .lua
        }
        location = record.currentline > 0 ? LuaLocation(record) : nil
        isTailCall = record.istailcall != 0
        if let name = record.name {
            let how = record.namewhat.map { String(cString: $0) } ?? ""
            let kind = how.isEmpty || how == "global" ? "function" : how
            self.name = "\(kind) '\(String(cString: name))'"
        } else {
            name = nil
        }
    }
}

extension LuaLocation {
    /// The line that a frame runs, with the whole name of its chunk.
    init(_ record: lua_Debug) {
        let bytes = UnsafeRawBufferPointer(start: record.source, count: record.srclen)
        let name = String(decoding: bytes, as: UTF8.self)
        let isMarked = name.hasPrefix("@") || name.hasPrefix("=")
        self.init(chunk: isMarked ? String(name.dropFirst()) : name, line: Int(record.currentline))
    }
}
