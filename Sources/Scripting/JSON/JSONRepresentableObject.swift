public import JSON

/// An object of a ``LuaClass`` that has a JSON form, and stands for it where a script encodes it.
///
/// The conformance is the hook: the bridge asks the object itself, without a call into Lua.
public protocol JSONRepresentableObject: AnyObject {
    /// The JSON form.
    var json: JSONValue { get }
}
