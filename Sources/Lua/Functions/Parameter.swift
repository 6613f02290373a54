/// One parameter of a declared function, or one field of a declared table.
public struct Parameter: Sendable, Hashable {
    /// The name in the documentation; for a field, its key.
    public let name: String
    /// What it takes.
    public let type: LuaType
    /// Whether nil or nothing will do.
    public let isOptional: Bool
    /// What the body finds when nil or nothing is given; nil for nothing.
    public let defaultValue: DefaultValue?
    /// What it means, as a line of text; empty when its name and type say enough.
    public let doc: String

    /// Declares a parameter that must be given.
    public init(_ name: String, _ type: LuaType, doc: String = "") {
        self.name = name
        self.type = type
        self.doc = doc
        isOptional = false
        defaultValue = nil
    }

    /// Declares a parameter that may be left out.
    ///
    /// With a default, a call that gives nil or nothing looks to the body, whatever accessor it
    /// uses, as if the default had been given. ``LuaCall/argumentCount`` still counts what was.
    /// Fields of tables are not filled.
    ///
    /// - Precondition: the default is of the parameter's type.
    public static func optional(
        _ name: String, _ type: LuaType, default value: DefaultValue? = nil, doc: String = ""
    ) -> Parameter {
        Parameter(optional: name, type, value, doc)
    }

    private init(
        optional name: String, _ type: LuaType, _ defaultValue: DefaultValue?, _ doc: String
    ) {
        precondition(
            defaultValue?.fits(type) ?? true, "the default of '\(name)' is not of its type")
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.doc = doc
        isOptional = true
    }

    func accepts(_ stack: LuaStack, at index: Int) -> Bool {
        if isOptional, stack.isNilOrNone(at: index) { return true }
        return type.accepts(stack, at: index)
    }
}
