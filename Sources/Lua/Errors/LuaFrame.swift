internal import CLua

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
    }

    /// What kind of function was called.
    public let kind: Kind
    /// The name by which it was called, as far as Lua knows, such as `method 'write'`.
    public let name: String?
    /// The line that was running; nil for host functions.
    public let location: LuaLocation?
    /// Whether calls between this one and the next were replaced by it (tail calls).
    public let isTailCall: Bool

    /// The frame as a line of a traceback.
    public var description: String {
        let place = location.map { "\($0): in " } ?? "[C]: in "
        let what =
            switch kind {
            case .mainChunk: "main chunk"
            case .lua, .host: name ?? (kind == .lua ? "a function" : "?")
            }
        return place + what + (isTailCall ? "\n\t(...tail calls...)" : "")
    }
}

extension LuaStack {
    /// The calls of this thread, innermost first; at most ``frameLimit`` of them, the outermost
    /// ones left out.
    func frames() -> [LuaFrame] {
        var frames: [LuaFrame] = []
        var record = lua_Debug()
        var level: CInt = 0
        while frames.count < Self.frameLimit, lua_getstack(L, level, &record) != 0 {
            lua_getinfo(L, "Slnt", &record)
            frames.append(LuaFrame(record))
            level += 1
        }
        return frames
    }

    /// As many as anybody reads.
    static var frameLimit: Int { 64 }
}

extension LuaFrame {
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
