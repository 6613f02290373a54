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
    /// The bodies of functions that are Lua, where they are loaded.
    var bodies: Bodies?

    /// The tables of the host's ``ScriptedFunctions``.
    struct Bodies {
        let following, expecting, clearing: LuaTable
    }

    init(_ originals: StandardFunctions.Originals, _ module: LuaTable, _ bodies: Bodies) {
        self.originals = originals
        self.module = module
        self.bodies = bodies
    }

    /// Fills a state.
    init(fillingIn lua: LuaState) throws(LuaError) {
        lua.ownChunk = SessionFollowing.chunkName
        lua.installJSON()
        originals = try StandardFunctions.install(in: lua)
        module = try MusterModule.install(in: lua)
    }

    /// Loads what is otherwise loaded, or made, when a script first uses it.
    mutating func prepare(_ lua: LuaState) throws(LuaError) -> Bodies {
        let bodies = Bodies(
            following: try SessionFollowing.functions().load(in: lua),
            expecting: try ExpectationBodies.functions().load(in: lua),
            clearing: try UserHandles.functions().load(in: lua))
        lua.prepare(serviceClass)
        lua.prepare(userClass)
        lua.prepare(referenceClass)
        lua.prepare(requestClass)
        lua.prepare(sessionClass)
        lua.prepare(memberClass)
        lua.prepare(clockClass)
        lua.prepare(expectationClass)
        self.bodies = bodies
        return bodies
    }

    /// Makes the libraries those of a host, in the state that is its own.
    func attach(to host: ScriptHost, seed: UInt64) throws(LuaError) {
        host.standard = originals
        if let bodies {
            host.following.adopt(bodies.following)
            host.expecting.adopt(bodies.expecting)
            host.clearing.adopt(bodies.clearing)
        }
        try originals.seed(seed)
        try MusterModule.attach(module, to: host)
    }
}
