import Lua
import Testing

@Suite struct `The calls that led to an error` {
    private func error() throws -> LuaError {
        let state = try openState()
        let chunk = try state.load(
            "local function inner() error 'no' end\nlocal function outer() inner() end\nouter()",
            name: "flow.lua")
        return try #require(throws: LuaError.self) { _ = try chunk.call() }
    }

    @Test func `are kept as they were found, innermost first`() throws {
        let frames = try error().frames

        #expect(
            frames.map(\.name) == ["function 'error'", "upvalue 'inner'", "local 'outer'", nil])
        #expect(frames.map { $0.location?.line } == [nil, 1, 2, 3])
        #expect(frames.map(\.kind) == [.host, .lua, .lua, .mainChunk])
    }

    /// An error that is caught costs no text: none is stored until somebody asks for it.
    @Test func `become text when they are shown`() throws {
        let error = try error()

        #expect(Self.storedTexts(of: error).filter { $0.contains(": in ") } == [])
        #expect(
            error.traceback == """
                stack traceback:
                \t[C]: in function 'error'
                \tflow.lua:1: in upvalue 'inner'
                \tflow.lua:2: in local 'outer'
                \tflow.lua:3: in main chunk
                """)
    }

    /// Every string that a value stores, at any depth.
    private static func storedTexts(of value: Any) -> [String] {
        if let text = value as? String { return [text] }
        return Mirror(reflecting: value).children.flatMap { storedTexts(of: $0.value) }
    }
}
