internal import JSON
internal import Lua

/// What scripts find in a state beside Lua's own, as far as their host has to find it again.
///
/// It is put there before there is a host: functions look for theirs when they are called. So one
/// state that is filled can serve many hosts, see ``TestWorldImage``.
struct ScriptLibraries {
    /// Lua's own functions that replacements end in.
    let originals: StandardFunctions.Originals
    /// What `require "muster"` gives.
    let module: LuaTable

    init(_ originals: StandardFunctions.Originals, _ module: LuaTable) {
        self.originals = originals
        self.module = module
    }

    /// Fills a state.
    init(fillingIn lua: LuaState) throws(LuaError) {
        lua.ownChunk = SessionFollowing.chunkName
        lua.installJSON()
        originals = try StandardFunctions.install(in: lua)
        module = try MusterModule.install(in: lua)
    }

    /// Makes the libraries those of a host, in the state that is its own.
    func attach(to host: ScriptHost, seed: UInt64) throws(LuaError) {
        host.standard = originals
        try originals.seed(seed)
        try MusterModule.attach(module, to: host)
    }
}
