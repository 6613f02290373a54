import BenchmarkPeers
import Lua

/// A loop in plain Lua, with the functions of the peers written in C.
///
/// The text of a loop is a chunk that returns `function(times)`.
final class PlainLua {
    private let peer: OpaquePointer

    init(texts: [String: String] = [:], loop: String) throws {
        peer = peer_open()
        for (name, text) in texts { peer_set_text(peer, name, text, text.utf8.count) }
        guard peer_load(peer, loop) else { throw Failure(text: String(cString: peer_error(peer))) }
    }

    /// A loop that finds lua-cjson as `cjson`.
    static func withCJSON(texts: [String: String], loop: String) throws -> PlainLua {
        guard (try? PlainLua(loop: "cjson = require 'cjson'")) != nil else {
            throw Unavailable(reason: "lua-cjson is not installed")
        }
        return try PlainLua(texts: texts, loop: "local cjson = require 'cjson' \(loop)")
    }

    deinit { peer_close(peer) }

    func run(_ times: Int) throws {
        guard peer_run(peer, times) else { throw Failure(text: String(cString: peer_error(peer))) }
    }

    struct Failure: Error {
        let text: String
    }
}

/// A loop in a state of ours.
final class HostedLua {
    let state: LuaState
    private let function: LuaFunction

    init(
        functions: [HostFunction] = [], texts: [String: String] = [:], loop: String,
        prepare: (LuaState) throws -> Void = { _ in }
    ) throws {
        state = try LuaState()
        for function in functions { state.globals.set(function) }
        for (name, text) in texts {
            try state.globals.set(.string(LuaString(name)), to: .string(LuaString(text)))
        }
        try prepare(state)
        guard case .function(let function)? = try state.load(loop, name: "loop").call().first else {
            throw LuaFault("the loop returns no function")
        }
        self.function = function
    }

    func run(_ times: Int) throws { _ = try function.call(.integer(Int64(times))) }
}
