internal import CLua
internal import CLuaShim

/// A Swift error on its way through Lua: Lua holds this object, and hands it back unchanged.
public final class ThrownError {
    /// The error as it was thrown.
    public let error: any Error
    /// The line of the script that made the call.
    public let location: LuaLocation?

    init(_ error: any Error, location: LuaLocation?) {
        self.error = error
        self.location = location
    }
}

/// A Swift error that shows itself to scripts: fields of the error value, and its text.
public protocol LuaReadableError: Error, CustomStringConvertible {
    /// Pushes the value of the field called `name`; false, with nothing pushed, when there is none.
    ///
    /// Stack: -0 +1 when true
    func pushField(_ name: String, on stack: LuaStack) -> Bool
    /// The names that ``pushField(_:on:)`` knows.
    static var fieldNames: [String] { get }
}

extension LuaStack {
    /// The Swift error that the value at `index` carries.
    func thrownError(at index: Int) -> (any Error)? {
        (object(ThrownError.self, at: index, of: thrownErrorClass))?.error
    }

    /// The line that called the host function that runs, outside of the host's own Lua.
    private var locationOfCaller: LuaLocation? {
        let own = LuaState.of(L).ownChunk
        let innermost = location(ofLevel: 1)
        guard let own, innermost?.chunk == own else { return innermost }
        return frames().lazy.compactMap(\.location).first { $0.chunk != own } ?? innermost
    }

    /// Pushes what Lua sees of a Swift error that a host function threw. Stack: -0 +1
    func push(thrown error: any Error) {
        switch error {
        case is LuaFault, is LuaConversionError:
            let position = locationOfCaller.map { "\($0): " } ?? ""
            push("\(position)\(error)")
        case let error as LuaError:
            if let underlying = error.underlying, error.raised == nil {
                push(ThrownError(underlying, location: error.location), as: thrownErrorClass)
            } else if let raised = error.raised {
                push(raised.value)
            } else {
                push(error.message)
            }
        default:
            push(ThrownError(error, location: locationOfCaller), as: thrownErrorClass)
        }
    }
}

/// How scripts see any Swift error: its text, and the fields it offers.
public let thrownErrorClass = LuaClass<ThrownError>(
    "error", doc: "An error raised by a host function.",
    dynamicField: { thrown, name, call in
        if name == "where" {
            call.push(thrown.location?.description)
            return true
        }
        guard let readable = thrown.error as? any LuaReadableError else { return false }
        return call.pushDynamic { readable.pushField(name, on: $0) }
    },
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "The error in one line.") { call in
            let thrown = try call.object(1, of: thrownErrorClass)
            call.push(String(describing: thrown.error))
        }
    ])
