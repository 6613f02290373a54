/// What a walk tells, in order, of a value and all that it holds; see
/// ``LuaStack/walk(_:listMetatable:visitor:)``.
///
/// Each function answers whether the walk goes on. Bytes are valid only until it returns.
public protocol LuaVisitor {
    /// Takes the name of a member; its value follows.
    mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool
    /// Takes a boolean.
    mutating func boolean(_ value: Bool) -> Bool
    /// Takes a number of the subtype integer.
    mutating func integer(_ value: Int64) -> Bool
    /// Takes a number of the subtype float.
    mutating func number(_ value: Double) -> Bool
    /// Takes a string.
    mutating func string(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool
    /// Takes a ``LuaStack/push(marker:)``.
    mutating func marker(_ pointer: UnsafeMutableRawPointer?) -> Bool
    /// Takes nil, a function, a userdata or a thread, which lies at `index` of `stack`.
    mutating func other(_ kind: LuaKind, at index: Int, of stack: LuaStack) -> Bool
    /// Begins a table whose keys are 1 to n.
    mutating func beginList() -> Bool
    /// Ends it, after `count` elements.
    mutating func endList(_ count: Int) -> Bool
    /// Begins a table whose keys are strings.
    mutating func beginRecord() -> Bool
    /// Ends it, after `count` members.
    mutating func endRecord(_ count: Int) -> Bool
}

/// Why a walk ended early, and where.
public struct LuaWalkError: Error, Hashable, Sendable {
    /// What was found.
    public let reason: Reason
    /// Where it was found.
    public let path: LuaPath

    /// What was found.
    public enum Reason: Hashable, Sendable {
        /// The visitor did not want to go on.
        case refused
        /// A table whose keys are neither 1 to n nor all strings, or that is a list by its
        /// metatable and has other keys than 1 to n.
        case mixedKeys(isList: Bool)
        /// A list without its element `position`, although there are later ones.
        case missingElement(position: Int)
        /// A table that contains itself.
        case cycle
        /// A table that lies in more than ``LuaStack/walkDepthLimit`` others.
        case tooDeep
        /// A table with more members than Lua's stack has room for, some 400 000.
        case tooLarge
        /// Memory did not suffice, or the state is interrupted.
        case failed(LuaError.Kind)
    }
}

/// The way from a value to one that it holds, such as `.members[2].x`.
public struct LuaPath: Hashable, Sendable {
    /// One step into a table.
    public enum Step: Hashable, Sendable {
        /// To a member.
        case name(String)
        /// To an element, from 1.
        case element(Int)
    }

    /// The steps, outermost first; none for the value itself.
    public let steps: [Step]

    /// Makes a path.
    public init(_ steps: [Step] = []) { self.steps = steps }
}

extension LuaPath: CustomStringConvertible {
    /// The path as Lua writes it, after the value; empty for the value itself.
    public var description: String { steps.map(\.description).joined() }
}

extension LuaPath.Step: CustomStringConvertible {
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
