internal import JSON
internal import Lua

/// Builds Lua values on the stack from what a parser tells, without a tree between.
struct LuaJSONBuilder: JSONHandler {
    let stack: LuaStack
    /// Where the metatable of arrays lies.
    let arrayMetatable: Int

    func null() { stack.pushJSONNull() }
    func bool(_ value: Bool) { stack.push(value) }
    func integer(_ value: Int64) { stack.push(value) }

    /// Text with a fraction or an exponent, `-0` and integers beyond 64 bits become floats.
    func number(_ value: Double, text: Span<UInt8>) { stack.push(value) }

    func string(_ bytes: Span<UInt8>) { bytes.withUnsafeBufferPointer { stack.push($0) } }

    func beginArray() throws(JSONError.Reason) {
        try reserve()
        stack.pushTable()
        stack.pushCopy(of: arrayMetatable)
        stack.setMetatable(of: -2)
    }

    func element(_ ordinal: Int) { stack.setElement(ordinal, of: -2) }
    func endArray(_ count: Int) {}

    func beginObject() throws(JSONError.Reason) {
        try reserve()
        stack.pushTable()
    }

    func name(_ bytes: Span<UInt8>) { bytes.withUnsafeBufferPointer { stack.push($0) } }
    func member(_ ordinal: Int) { stack.setRaw(of: -3) }
    func endObject(_ count: Int) {}

    private func reserve() throws(JSONError.Reason) {
        guard stack.reserve(8) else { throw .rejected("no room on Lua's stack") }
    }
}
