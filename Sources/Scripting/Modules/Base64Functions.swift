internal import Lua
internal import Sessions

/// The functions of `muster.base64`.
enum Base64Functions {
    static let all = [encode, decode]

    private static let encode = HostFunction(
        "encode", [Parameter("bytes", .string, doc: "A string of any bytes.")], returns: "string",
        doc: "Writes bytes as base64, padded (RFC 4648).",
        example: """
            assert(muster.base64.encode "\\0\\xFF" == "AP8=")
            """
    ) { call in call.push(Base64.encode(bytes(call))) }

    private static let decode = HostFunction(
        "decode", [Parameter("text", .string, doc: "Padded base64.")], returns: "string",
        doc: "Reads base64 as bytes.",
        example: """
            assert(muster.base64.decode "AP8=" == "\\0\\xFF")
            """
    ) { call in
        guard let bytes = Base64.decode(String(decoding: bytes(call), as: UTF8.self)) else {
            throw LuaFault(argument: 1, "padded base64 expected")
        }
        call.push(LuaValue.string(LuaString(bytes)))
    }

    private static func bytes(_ call: borrowing LuaCall) -> [UInt8] {
        call.stack.bytes(at: call.index(1)) ?? []
    }
}
