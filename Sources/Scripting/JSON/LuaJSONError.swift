public import Lua

/// Why a Lua value has no JSON form, and where in it.
public struct LuaJSONError: Error, Hashable, Sendable {
    /// What was found.
    public let reason: Reason
    /// The way from the value to what was found.
    public let path: LuaPath

    /// What was found.
    public enum Reason: Hashable, Sendable {
        /// A value of a type that JSON has nothing like; its name.
        case unsupported(type: String)
        /// An infinity or a NaN; its text.
        case notFinite(String)
        /// A string that is not UTF-8.
        case invalidUTF8
        /// The name of a member is not UTF-8.
        case invalidName
        /// A table whose keys are neither 1 to n nor all strings.
        case mixedKeys
        /// A table that is marked as an array and has members.
        case membersInArray
        /// A list without its element `position`, although there are later ones.
        case missingElement(position: Int)
        /// A table that contains itself.
        case cycle
        /// More tables inside each other than the limit allows.
        case tooDeep(limit: Int)
        /// Lua's stack has no room for it.
        case tooLarge
        /// Memory does not suffice, or the state is interrupted.
        case failed(LuaError.Kind)
    }

    init(_ reason: Reason, at path: LuaPath = LuaPath()) {
        self.reason = reason
        self.path = path
    }

    /// What ended a walk; `refusal` is what the visitor had against it.
    init(_ error: LuaWalkError, refusal: Reason?) {
        path = error.path
        reason =
            switch error.reason {
            case .refused: refusal ?? .tooLarge
            case .mixedKeys(isList: true): .membersInArray
            case .mixedKeys(isList: false): .mixedKeys
            case .missingElement(let position): .missingElement(position: position)
            case .cycle: .cycle
            case .tooDeep: .tooDeep(limit: LuaStack.jsonDepthLimit)
            case .tooLarge: .tooLarge
            case .failed(let kind): .failed(kind)
            }
    }
}

extension LuaJSONError: CustomStringConvertible {
    /// What stands where, and what to do about it, such as
    /// `.members[2].x is a function, which JSON cannot hold; leave it out`.
    public var description: String {
        let place = path.steps.isEmpty ? "the value" : path.description
        return "\(place) \(reason)"
    }
}

extension LuaJSONError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unsupported("nil"): "is nil, which JSON cannot hold; use muster.null"
        case .unsupported(let type): "is a \(type), which JSON cannot hold; leave it out"
        case .notFinite(let text):
            "is \(text), which JSON cannot hold; use a finite number or muster.null"
        case .invalidUTF8: "is a string that is not UTF-8; encode it, for example as base64"
        case .invalidName: "has a name that is not UTF-8; use text as names"
        case .mixedKeys:
            "has keys of several kinds; use 1 to n for an array, or strings for an object"
        case .membersInArray: "is an array with keys other than 1 to n; remove them"
        case .missingElement(let position):
            "is a list without element \(position); fill the gap with muster.null"
        case .cycle: "contains itself; break the cycle"
        case .tooDeep(let limit): "lies in more than \(limit) tables; flatten it"
        case .tooLarge: "does not fit on Lua's stack; encode less at once"
        case .failed(.memory): "does not fit into memory; encode less at once"
        case .failed: "was not read to its end: interrupted"
        }
    }
}
