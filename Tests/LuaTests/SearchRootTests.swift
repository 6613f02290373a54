import Foundation
import Lua
import Testing

@Suite struct `A search root` {
    @Test(arguments: [
        "..", "../m", "..m", "m..", ".m", "m.", "a..b", "/etc/passwd", "a/b", #"a\\b"#, #"a\0b"#,
        "c:m", #"a\nb"#, "", ".", #"\255"#, #"\127"#,
    ])
    func `is not left by any name`(name: String) throws {
        let state = try openState(sandbox: .script)
        var asked: [String] = []
        state.searchRoot = LuaSearchRoot("lib") { path in
            asked.append(path)
            return nil
        }
        let error = try #require(throws: LuaError.self) { try run(state, "require '\(name)'") }
        #expect(error.message.hasSuffix("no file in 'lib' can have this name"))
        #expect(asked == [])
    }

    @Test func `is not asked for very long names`() throws {
        let state = try openState(sandbox: .script, room: 3_000_000)
        state.searchRoot = LuaSearchRoot("lib") { _ in nil }
        let error = try #require(throws: LuaError.self) {
            try run(state, "require(('m'):rep(1000000))")
        }
        #expect(
            error.message == "test:1: the name of a module is too long (1000000 bytes, at most 255)"
        )
    }

    @Test func `raises what reading it throws`() throws {
        let state = try openState(sandbox: .script)
        state.searchRoot = LuaSearchRoot("lib") { _ in throw Trouble(code: 3) }
        let error = try #require(throws: LuaError.self) { try run(state, "require 'm'") }
        #expect(error.underlying as? Trouble == Trouble(code: 3))
    }

    @Test func `that is a folder gives its files and no others`() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "muster-root-\(UUID().uuidString)")
        defer { try? files.removeItem(at: folder) }
        let lib = folder.appending(path: "lib")
        try files.createDirectory(
            at: lib.appending(path: "sub/folder.lua"), withIntermediateDirectories: true)
        func write(_ text: String, _ path: String) throws {
            try text.write(to: folder.appending(path: path), atomically: false, encoding: .utf8)
        }
        try write("return 'one ' .. ...", "lib/one.lua")
        try write("return 'two'", "lib/sub/init.lua")
        try write("return 'secret'", "secret.lua")
        try write("return 'secret'", "library.lua")
        func link(_ path: String, to target: String) throws {
            try files.createSymbolicLink(
                atPath: folder.appending(path: path).path, withDestinationPath: target)
        }
        try link("lib/inside.lua", to: "one.lua")
        try link("lib/outside.lua", to: "../secret.lua")
        try link("lib/near.lua", to: "../library.lua")
        try link("lib/absolute.lua", to: folder.appending(path: "secret.lua").path)
        try link("lib/up", to: "..")
        try link("lib/loop.lua", to: "loop.lua")
        try link("entry", to: "lib")

        for path in [lib.path, lib.path + "/", folder.appending(path: "entry").path] {
            let state = try openState(sandbox: .script)
            state.searchRoot = .folder(path)
            #expect(try run(state, "return (require 'one')")[0].text == "one one")
            #expect(try run(state, "return (require 'sub')")[0].text == "two")
            #expect(try run(state, "return (require 'inside')")[0].text == "one inside")
            for name in ["outside", "near", "absolute", "up.secret", "up.library"] {
                let error = try #require(throws: LuaError.self) {
                    try run(state, "require '\(name)'")
                }
                #expect(error.message.hasSuffix("leads out of '\(path)'"))
            }
            for name in ["none", "loop", "sub.folder", "one.two"] {
                let error = try #require(throws: LuaError.self) {
                    try run(state, "require '\(name)'")
                }
                #expect(error.message.contains("module '\(name)' not found"))
            }
        }
        let state = try openState(sandbox: .script)
        state.searchRoot = .folder(folder.appending(path: "none").path)
        #expect(throws: LuaError.self) { try run(state, "require 'one'") }
    }

    @Test func `and the files of scripts at the full level are text only`() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "muster-code-\(UUID().uuidString)")
        defer { try? files.removeItem(at: folder) }
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let state = try openState(sandbox: .full)
        let script = """
            local folder = ...
            local function put(name, text)
              local file = assert(io.open(folder .. '/' .. name, 'wb'))
              file:write(text) file:close()
              return folder .. '/' .. name
            end
            local code = put('code.lua', string.dump(function() return 1 end))
            local text = put('text.lua', 'return x, ...')
            package.path = folder .. '/?.lua'
            local results = {}
            local function note(f, ...)
              local ok, a, b = pcall(f, ...)
              results[#results + 1] = tostring(ok and (b or a) or a):match('%(.*%)') or 'loaded'
            end
            note(loadfile, code) note(loadfile, code, 'b') note(loadfile, text, 'b')
            note(dofile, code) note(require, 'code')
            assert(loadfile(text, nil, {x = 1})() == 1)
            assert(select('#', dofile(text)) == 1 and select(2, require 'text'):find('text.lua', 1, true))
            return table.concat(results, ' ')
            """
        let thread = state.makeThread(try state.load(script, name: "test"))
        let path = LuaValue.string(LuaString(folder.path))
        guard case .finished(let results) = thread.resume([path]) else { throw Mismatch() }
        #expect(
            results[0].text == "(mode is 't') (only text can be loaded) (only text can be loaded) "
                + "(mode is 't') (mode is 't')")
    }
}
