import Lua
import Testing

enum Mode: String, LuaPushable, LuaReadable { case join, leave }

enum Level: Int, LuaCodable { case low = 1, high }

@Suite struct `Single values by type` {
    let state: LuaState

    init() throws { state = try openState() }

    private func read<Value: LuaReadable>(_ text: String, _ type: Value.Type) throws -> Value {
        try state.load("return " + text, name: "test").call(returning: type)
    }

    private func message<Value: LuaReadable>(_ text: String, _ type: Value.Type) throws -> String {
        let error = try #require(throws: LuaError.self) { try read(text, type) }
        #expect(error.kind == .conversion)
        #expect(error.underlying is LuaConversionError)
        #expect(state.stack.count == 0)
        return error.message
    }

    /// What a value is in Lua: its type and its text.
    private func seen(_ value: some LuaPushable) throws -> String {
        let describe = try state.load(
            "local v = ... return (math.type(v) or type(v)) .. ' ' .. tostring(v)", name: "test")
        return try describe.call(value, returning: String.self)
    }

    @Test func `come back as they went`() throws {
        let identity = try state.load("return ...", name: "test")
        #expect(try identity.call(true, returning: Bool.self))
        #expect(try identity.call(Int.min, returning: Int.self) == .min)
        #expect(try identity.call(UInt64(Int64.max), returning: UInt64.self) == UInt64(Int64.max))
        #expect(try identity.call(UInt8.max, returning: UInt8.self) == .max)
        #expect(try identity.call(0.1, returning: Double.self) == 0.1)
        #expect(try identity.call(Float(0.1), returning: Float.self) == 0.1)
        #expect(try identity.call("Grüße", returning: String.self) == "Grüße")
        #expect(try identity.call([UInt8]([0, 255]), returning: [UInt8].self) == [0, 255])
        #expect(try identity.call(LuaString([255]), returning: LuaString.self).bytes == [255])
        #expect(try identity.call(Mode.leave, returning: Mode.self) == .leave)
        #expect(try identity.call(Level.high, returning: Level.self) == .high)
    }

    @Test func `are what Lua would have written`() throws {
        #expect(try seen(true) == "boolean true")
        #expect(try seen(UInt16(7)) == "integer 7")
        #expect(try seen(3.0) == "float 3.0")
        #expect(try seen(Float(0.5)) == "float 0.5")
        #expect(try seen("a") == "string a")
        #expect(try seen([UInt8]("ab".utf8)) == "string ab")
        #expect(try seen(Mode.join) == "string join")
        #expect(try seen(Level.low) == "integer 1")
        #expect(try seen(Int?.none) == "nil nil")
    }

    @Test func `take a float for an integer only when nothing is lost`() throws {
        #expect(try read("3.0", Int.self) == 3)
        #expect(try read("-0.0", Int.self) == 0)
        #expect(
            try message("1.5", Int.self) == "result #1: number 1.5 has no integer representation")
        #expect(
            try message("0/0", Int.self).hasSuffix("has no integer representation"))
        #expect(
            try message("2^63", Int64.self)
                == "result #1: number 9.223372036854776e+18 has no integer representation")
    }

    @Test func `never cut off an integer`() throws {
        #expect(try message("300", UInt8.self) == "result #1: 300 does not fit into UInt8")
        #expect(try message("-1", UInt.self) == "result #1: -1 does not fit into UInt")
        #expect(try message("-129", Int8.self) == "result #1: -129 does not fit into Int8")
        #expect(
            try message("1 << 31", Int32.self) == "result #1: 2147483648 does not fit into Int32")
        #expect(try message("1 << 16", UInt16.self) == "result #1: 65536 does not fit into UInt16")
    }

    @Test func `refuse a Swift integer that Lua has not`() throws {
        let value = UInt64(Int64.max) + 1
        let error = try #require(throws: LuaError.self) { try seen(value) }
        #expect(
            error.message == "argument #1: 9223372036854775808 is above the largest integer of Lua")
        #expect(throws: LuaError.self) { try seen(UInt.max) }
    }

    @Test func `round to the floats that are there`() throws {
        #expect(try read("3", Double.self) == 3)
        #expect(try read("(1 << 53) + 1", Double.self) == 9_007_199_254_740_992)
        #expect(try read("0.1", Float.self) == 0.1)
        #expect(try read("1/0", Float.self) == .infinity)
        #expect(try read("0/0", Float.self).isNaN)
        #expect(try message("1e300", Float.self) == "result #1: 1e+300 does not fit into Float")
    }

    @Test func `are not converted from one type to another`() throws {
        #expect(try message("'1'", Int.self) == "result #1: integer expected, got string")
        #expect(try message("'1'", Double.self) == "result #1: number expected, got string")
        #expect(try message("1", String.self) == "result #1: string expected, got number")
        #expect(try message("1", Bool.self) == "result #1: boolean expected, got number")
        #expect(try message("nil", Bool.self) == "result #1: boolean expected, got nil")
        #expect(try message("io.stdout", Int.self) == "result #1: integer expected, got FILE*")
        #expect(try message("{}", [UInt8].self) == "result #1: string expected, got table")
        #expect(try message("print", LuaTable.self) == "result #1: table expected, got function")
        #expect(try message("{}", LuaFunction.self) == "result #1: function expected, got table")
        #expect(try message("{}", LuaThread.self) == "result #1: thread expected, got table")
        #expect(try message("{}", LuaUserdata.self) == "result #1: userdata expected, got table")
    }

    @Test func `are text only as UTF-8`() throws {
        #expect(
            try message(#"'a\xff'"#, String.self)
                == "result #1: string is not UTF-8; read it as bytes")
        #expect(try read(#"'a\xff'"#, [UInt8].self) == [97, 255])
        #expect(try read(#"'a\0b'"#, String.self) == "a\0b")
    }

    @Test func `are cases of an enumeration by their raw values`() throws {
        #expect(try read("'join'", Mode.self) == .join)
        #expect(try message("'jion'", Mode.self) == "result #1: 'jion' is no value of Mode")
        #expect(try message("3", Level.self) == "result #1: 3 is no value of Level")
        #expect(try message("{}", Mode.self) == "result #1: string expected, got table")
    }

    @Test func `are optional as nil and as null`() throws {
        try state.globals.set("null", to: LuaValue.null)
        #expect(try read("nil", Int?.self) == nil)
        #expect(try read("null", Int?.self) == nil)
        #expect(try read("5", Int?.self) == 5)
        #expect(try message("'x'", Int?.self) == "result #1: integer expected, got string")
    }

    @Test func `can be null, which is there, is true and equals itself`() throws {
        try state.globals.set("null", to: LuaValue.null)
        state.installNull()
        #expect(try read("tostring(null)", String.self) == "null")
        #expect(try read("null == null and null ~= nil and not not null", Bool.self))
        #expect(try read("null", LuaValue.self).isNull)
        #expect(try message("null", Int.self) == "result #1: integer expected, got null")
        #expect(try state.globals.read(as: [String: LuaValue].self)["null"]?.isNull == true)
    }
}
