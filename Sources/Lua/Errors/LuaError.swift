internal import CLua
internal import CLuaShim

/// An error that came out of Lua.
public struct LuaError: Error {
    /// What went wrong, as far as Lua tells.
    public enum Kind: Sendable, Hashable {
        /// The text is no Lua.
        case syntax
        /// The code raised an error.
        case runtime
        /// The memory limit was reached.
        case memory
        /// The code was stopped from outside; see ``LuaState/interrupt()``.
        case interrupted
        /// A value is not what the Swift type that was asked for can hold; the underlying error is
        /// a ``LuaConversionError``.
        case conversion
        /// The state of a table, function or thread is closed.
        case closed
    }

    /// What went wrong.
    public let kind: Kind
    /// What `tostring` gives for the error value; for errors of Lua itself it begins with the
    /// chunk and the line.
    public let message: String
    /// The value that was raised, unless it was a string; see ``LuaState/value(raised:)``.
    public let raised: RaisedValue?
    /// The Swift error that a host function threw, the same object.
    public let underlying: (any Error)?
    /// Where the error was raised: the innermost Lua function that was running.
    public internal(set) var location: LuaLocation?
    /// The calls that led there, innermost first; empty when they are not known.
    public internal(set) var frames: [LuaFrame]
    /// Where the error was raised again after it had left its own thread, first to last.
    public internal(set) var passages: [Passage] = []

    /// One thread that an error went through, after that in which it was raised.
    public struct Passage: Sendable, Hashable {
        /// What the thread is, as a fragment such as `raised again in the script`.
        public let title: String
        /// The calls of the thread, innermost first.
        public let frames: [LuaFrame]
    }

    /// The calls that led there, in the form of Lua's `debug.traceback`, then those of every
    /// thread that the error went through; nil when not known.
    public var traceback: String? {
        guard !frames.isEmpty else { return nil }
        let own = "stack traceback:" + frames.map { "\n\t\($0)" }.joined()
        return passages.reduce(own) { text, passage in
            text + "\n\(passage.title):" + passage.frames.map { "\n\t\($0)" }.joined()
        }
    }

    /// Makes an error of the runtime kind that no Lua code raised.
    public init(_ message: String, at location: LuaLocation?) {
        self.init(
            kind: .runtime, message: location.map { "\($0): \(message)" } ?? message,
            location: location)
    }

    /// This error, raised while the stack of an earlier one was unwound: where it knows no place of
    /// its own, it has the earlier one's.
    package func raised(after earlier: LuaError) -> LuaError {
        guard frames.isEmpty else { return self }
        return LuaError(
            kind: kind, message: message, raised: raised, underlying: underlying,
            location: location ?? earlier.location, frames: earlier.frames)
    }

    /// This error, placed at the innermost call outside a chunk of the host's own.
    package func placed(outside chunk: String) -> LuaError {
        guard location?.chunk == chunk,
            let place = frames.lazy.compactMap(\.location).first(where: { $0.chunk != chunk })
        else { return self }
        var placed = self
        placed.location = place
        return placed
    }

    /// This error, after another thread raised it once more as `error`.
    package func passed(on title: String, by error: LuaError) -> LuaError {
        guard !error.frames.isEmpty, !frames.isEmpty else { return self }
        var passed = self
        passed.passages.append(Passage(title: title, frames: error.frames))
        return passed
    }

    init(
        kind: Kind, message: String, raised: RaisedValue? = nil, underlying: (any Error)? = nil,
        location: LuaLocation? = nil, frames: [LuaFrame] = []
    ) {
        self.kind = kind
        self.message = message
        self.raised = raised
        self.underlying = underlying
        self.location = location
        self.frames = frames
    }
}

/// The value that an error was raised with. It can be passed on and compared nowhere but in its
/// own state, so it may travel anywhere.
// Sendable: nothing can be read without the state, and the references it holds may be dropped on
// any thread.
public struct RaisedValue: @unchecked Sendable {
    let value: LuaValue

    init(_ value: LuaValue) { self.value = value }
}

extension LuaState {
    /// The value of an error that this state raised.
    public func value(raised: RaisedValue) -> LuaValue { raised.value }
}

/// A line in a chunk of Lua.
public struct LuaLocation: Sendable, Hashable, CustomStringConvertible {
    /// The chunk's name, as given to ``LuaState/load(_:name:)-(String,_)``.
    public let chunk: String
    /// The line, from 1.
    public let line: Int

    /// Makes a location.
    public init(chunk: String, line: Int) {
        self.chunk = chunk
        self.line = line
    }

    /// `chunk:line`.
    public var description: String { "\(chunk):\(line)" }
}

/// An error of a host function that Lua sees as plain text with the position of the call, as the
/// errors of Lua's own functions are.
public struct LuaFault: Error, CustomStringConvertible {
    /// What went wrong: a lower-case fragment without a position.
    public let description: String
    /// The argument that is wrong, when one is.
    private let argument: Int?
    private let detail: String

    /// Makes a fault.
    public init(_ description: String) {
        self.description = description
        argument = nil
        detail = ""
    }

    /// A wrong argument; what is raised names the function, too.
    ///
    /// - Parameters:
    ///   - argument: the number of the argument, without the object of a method.
    ///   - detail: what is wrong, such as `string expected, got nil`.
    public init(argument: Int, _ detail: String) {
        description = "bad argument #\(argument) (\(detail))"
        self.argument = argument
        self.detail = detail
    }

    /// The same fault, with the name of the function whose argument is wrong.
    func named(_ name: String) -> LuaFault {
        guard let argument else { return self }
        return LuaFault("bad argument #\(argument) to '\(name)' (\(detail))")
    }
}

extension LuaError {
    /// A value was used after its state was closed.
    static var closed: LuaError {
        LuaError(kind: .closed, message: "a value is used after its Lua state was closed")
    }
}

extension LuaStack {
    /// Makes an error from the value on top. Stack: -1 +0
    ///
    /// - Parameter frames: the calls that led to it, when they are known.
    func takeError(_ kind: LuaError.Kind, frames: [LuaFrame] = []) -> LuaError {
        defer { pop() }
        let innermost = frames.lazy.compactMap(\.location).first
        guard self.kind(at: -1) != .string else {
            let text = string(at: -1) ?? ""
            let message = lengthened(text, at: innermost)
            // What the message itself names counts: `error(text, 2)` blames the caller.
            let named = LuaLocation(prefixOf: message).flatMap { named in
                frames.isEmpty || frames.contains { $0.location?.chunk == named.chunk }
                    ? named : nil
            }
            return LuaError(
                kind: kind, message: message, location: named ?? innermost, frames: frames)
        }
        return LuaError(
            kind: kind, message: describedError(), raised: RaisedValue(value(at: -1)),
            underlying: thrownError(at: -1), location: innermost, frames: frames)
    }

    /// The text of the error value on top, as the standalone interpreter shows it.
    private func describedError() -> String {
        let hasText = luaL_getmetafield(L, -1, "__tostring") != LUA_TNIL
        if hasText { pop() }
        guard hasText || kind(at: -1) == .number else { return unknownError }
        // Not `text(at:)`: what a `__tostring` raises may be the same object again, without end.
        let isDescribed = clua_to_string(L, -1) == LUA_OK
        let text = isDescribed ? string(at: -1) : nil
        pop()
        return text ?? unknownError
    }

    private var unknownError: String { "(error object is a \(kind(at: -1).name) value)" }

    /// The position of the innermost Lua function at or above `level`; nil when there is none.
    func location(ofLevel level: Int) -> LuaLocation? {
        var record = lua_Debug()
        var level = CInt(level)
        while lua_getstack(L, level, &record) != 0 {
            lua_getinfo(L, "Sl", &record)
            if record.currentline > 0 { return LuaLocation(record) }
            level += 1
        }
        return nil
    }

    /// The message with the whole name of its chunk, where Lua has shortened that.
    private func lengthened(_ message: String, at location: LuaLocation?) -> String {
        guard let location, message.hasPrefix("...") else { return message }
        let place = location.description + ":"
        for length in stride(from: min(place.count, 64), to: 3, by: -1) {
            let shortened = "..." + place.suffix(length)
            if message.hasPrefix(shortened) { return place + message.dropFirst(shortened.count) }
        }
        return message
    }
}

extension LuaLocation {
    /// Reads the `chunk:line:` that Lua puts before its messages.
    init?(prefixOf message: String) {
        var search = message.startIndex
        while let colon = message[search...].firstIndex(of: ":") {
            let rest = message[message.index(after: colon)...]
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            if let line = Int(digits), rest.dropFirst(digits.count).first == ":" {
                self.init(chunk: String(message[..<colon]), line: line)
                return
            }
            search = message.index(after: colon)
        }
        return nil
    }
}
