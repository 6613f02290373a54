public import Lua

/// Why a Lua value has no JSON form, and where in it.
public struct LuaJSONError: Error, Hashable, Sendable {
    /// What was found.
    public let reason: Reason
    /// The way from the value to what was found, outermost first.
    public internal(set) var path: [Step] = []

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
        /// Lua's stack or its memory does not suffice, or the state is interrupted.
        case failed(LuaError.Kind)
    }

    /// One step into a table.
    public enum Step: Hashable, Sendable {
        /// To a member.
        case name(String)
        /// To an element, from 1.
        case element(Int)
    }

    init(_ reason: Reason) { self.reason = reason }

    /// The same error, seen from a table that holds the value under `step`.
    func inside(_ step: Step) -> LuaJSONError {
        var error = self
        error.path.insert(step, at: 0)
        return error
    }
}

extension LuaJSONError: CustomStringConvertible {
    /// What stands where, and what to do about it, such as
    /// `.members[2].x is a function, which JSON cannot hold; leave it out`.
    public var description: String {
        let place = path.isEmpty ? "the value" : path.map(\.description).joined()
        return "\(place) \(reason)"
    }
}

extension LuaJSONError.Step: CustomStringConvertible {
    /// The step as Lua writes it.
    public var description: String {
        switch self {
        case .element(let position): "[\(position)]"
        case .name(let name): Self.isIdentifier(name) ? ".\(name)" : "[\(name.debugDescription)]"
        }
    }

    private static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
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
        case .failed(.memory): "does not fit into memory; encode less at once"
        case .failed(.interrupted): "was not read to its end: interrupted"
        case .failed: "does not fit on Lua's stack; encode less at once"
        }
    }
}
