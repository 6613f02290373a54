public import Lua

/// The local variables of a prompt: what `local` declares outside of every block lives on.
///
/// A variable that is declared again is another one; functions that use the first keep it.
public struct PromptVariables {
    /// The names, in the order declared first.
    public private(set) var names: [String] = []
    private var variables: [String: LuaVariable] = [:]

    /// Holds nothing.
    public init() {}

    /// The variable of a name.
    public subscript(name: String) -> LuaVariable? { variables[name] }

    /// Takes a variable in, in place of one of that name.
    public mutating func declare(_ name: String, _ variable: LuaVariable) {
        if variables.updateValue(variable, forKey: name) == nil { names.append(name) }
    }
}
