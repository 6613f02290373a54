import JSON
import Lua
import Scripting

extension Benchmark {
    /// The text of a session document of 10 kB to a Lua table.
    static let decoding = Benchmark("JSON text to Lua table", against: "lua-cjson", budget: 1) {
        try jsonSides(
            """
            local decode, document = decode, document
            return function(times)
                for _ = 1, times do decode(document) end
            end
            """)
    }

    /// The table of a session document to its text of 10 kB.
    static let encoding = Benchmark("Lua table to JSON text", against: "lua-cjson", budget: 1) {
        try jsonSides(
            """
            local encode, document = encode, decode(document)
            return function(times)
                for _ = 1, times do encode(document) end
            end
            """)
    }

    private static func jsonSides(_ loop: String) throws -> Sides {
        let texts = ["document": SessionDocument.text(members: 10)]
        let ours = try HostedLua(functions: JSONFunctions.all, texts: texts, loop: loop) {
            $0.installJSON()
        }
        let peer = try PlainLua.withCJSON(
            texts: texts, loop: "decode, encode = cjson.decode, cjson.encode \(loop)")
        return Sides(ours: ours.run, peer: peer.run)
    }
}
