public import Lua

/// What a variable or a key of a table stands for.
public enum LiveValue: Hashable, Sendable {
    /// A value of a type of the reference, such as `.object("session")` or `.string`.
    case typed(LuaType)
    /// A table, with the string keys that it has, in the order to show them.
    case table([LiveField])
    /// A function of the reference, by its title there: `muster.service`, `os.time`.
    case function(title: String)
    /// A function written in Lua, with its parameters.
    case luaFunction(parameters: [String])
}

/// A key of a table, and what stands there.
public struct LiveField: Hashable, Sendable {
    /// The key.
    public let name: String
    /// What stands there, in one word for the menu: `string`, `table`, `session`.
    public let type: String

    /// A key and the type of its value.
    public init(_ name: String, _ type: String) {
        self.name = name
        self.type = type
    }
}
