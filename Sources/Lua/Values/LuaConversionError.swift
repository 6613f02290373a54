/// Why a value does not pass between Swift and Lua, and where in it.
public struct LuaConversionError: Error {
    /// What was found.
    public let reason: Reason
    /// The way from the value to what was found, outermost first.
    public internal(set) var path: [Step]

    /// What was found.
    public enum Reason: Sendable {
        /// A value of another type, both in Lua's words.
        case mismatch(expected: String, found: String)
        /// A float that is no integer.
        case notIntegral(Double)
        /// A number, as text, that a Swift type cannot hold.
        case outOfRange(value: String, type: String)
        /// A Swift integer above the largest of Lua.
        case integerTooLarge(UInt64)
        /// A string that is not UTF-8, read as text.
        case invalidUTF8
        /// A raw value, as text, that is none of a Swift type's.
        case unknownRawValue(value: String, type: String)
        /// A list without its element `position`, although there are later ones.
        case missingElement(position: Int)
        /// A table whose keys are neither 1 to n nor all of the kind that was asked for.
        case mixedKeys
        /// Nothing where a value has to be.
        case missing
        /// More elements asked for than there are.
        case endOfList
        /// A table that contains itself.
        case cycle
        /// More values inside each other than the limit allows.
        case tooDeep(limit: Int)
        /// A table, function, userdata or thread of another state, or of one that is closed.
        case foreign
        /// Lua's stack or its memory does not suffice, or the state is interrupted.
        case failed(LuaError.Kind)
        /// What a type's own coding threw.
        case custom(any Error)
    }

    /// One step into a value.
    public enum Step: Hashable, Sendable {
        /// To a member.
        case name(String)
        /// To an element, as Lua counts, or to the value under an integer key.
        case element(Int)
        /// To a result of a call, from 1.
        case result(Int)
        /// To an argument of a call, from 1.
        case argument(Int)
    }

    /// Makes an error at the value itself.
    public init(_ reason: Reason) {
        self.init(reason, path: [])
    }

    init(_ reason: Reason, path: [Step]) {
        self.reason = reason
        self.path = path
    }

    /// The same error, seen from what holds the value under `step`.
    public func inside(_ step: Step) -> LuaConversionError {
        LuaConversionError(reason, path: [step] + path)
    }
}

extension LuaConversionError: CustomStringConvertible {
    /// What is wrong where, such as `members[2].age: integer expected, got string`.
    public var description: String {
        guard !path.isEmpty else { return reason.description }
        let place = path.map(\.description).joined()
        return "\(place.hasPrefix(".") ? String(place.dropFirst()) : place): \(reason)"
    }
}

extension LuaConversionError.Step: CustomStringConvertible {
    /// The step as Lua writes it.
    public var description: String {
        switch self {
        case .element(let position): "[\(position)]"
        case .name(let name): Self.isIdentifier(name) ? ".\(name)" : "[\(name.debugDescription)]"
        case .result(let position): "result #\(position)"
        case .argument(let position): "argument #\(position)"
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

extension LuaConversionError.Reason: CustomStringConvertible {
    /// What was found, as a fragment of a sentence.
    public var description: String {
        switch self {
        case .mismatch(let expected, let found): "\(expected) expected, got \(found)"
        case .notIntegral(let value): "number \(value) has no integer representation"
        case .outOfRange(let value, let type): "\(value) does not fit into \(type)"
        case .integerTooLarge(let value): "\(value) is above the largest integer of Lua"
        case .invalidUTF8: "string is not UTF-8; read it as bytes"
        case .unknownRawValue(let value, let type): "\(value) is no value of \(type)"
        case .missingElement(let position):
            "list without element \(position); fill the gap with null"
        case .mixedKeys: "table with keys of several kinds"
        case .missing: "value expected, got nil"
        case .endOfList: "list has no further element"
        case .cycle: "table contains itself"
        case .tooDeep(let limit): "value lies more than \(limit) levels deep"
        case .foreign: "value belongs to another Lua state, or to one that is closed"
        case .failed(.memory): "not enough memory"
        case .failed(.interrupted): "interrupted"
        case .failed: "no room on Lua's stack"
        case .custom(let error): "\(error)"
        }
    }
}

extension LuaError {
    /// Makes the error of a value that could not be converted; ``underlying`` tells its facts.
    init(_ error: LuaConversionError) {
        let kind: Kind =
            switch error.reason {
            case .failed(.memory): .memory
            case .failed(.interrupted): .interrupted
            default: .conversion
            }
        self.init(kind: kind, message: error.description, underlying: error)
    }
}
