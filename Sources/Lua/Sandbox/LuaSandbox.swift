internal import CLuaShim

/// How much of Lua's libraries the code of a state finds.
///
/// Each level has what the one before it has. No level loads bytecode, which can crash the
/// interpreter, and none reaches the registry, C libraries or hooks, which are the host's.
///
/// | Library | pure | script adds | full adds | never |
/// | --- | --- | --- | --- | --- |
/// | globals | `_G` `_VERSION` `assert` `collectgarbage` `error` `getmetatable` `ipairs` `load` `next` `pairs` `pcall` `rawequal` `rawget` `rawlen` `rawset` `select` `setmetatable` `tonumber` `tostring` `type` `xpcall` | `print` `require` `warn` | `dofile` `loadfile` | – |
/// | `coroutine` | `close` `create` `isyieldable` `resume` `running` `status` `wrap` `yield` | – | – | – |
/// | `string` | `byte` `char` `find` `format` `gmatch` `gsub` `len` `lower` `match` `pack` `packsize` `rep` `reverse` `sub` `unpack` `upper` | – | `dump` | – |
/// | `table` | `concat` `insert` `move` `pack` `remove` `sort` `unpack` | – | – | – |
/// | `math` | `abs` `acos` `asin` `atan` `ceil` `cos` `deg` `exp` `floor` `fmod` `huge` `log` `max` `maxinteger` `min` `mininteger` `modf` `pi` `rad` `random` `randomseed` `sin` `sqrt` `tan` `tointeger` `type` `ult` | – | – | `atan2` `cosh` `frexp` `ldexp` `log10` `pow` `sinh` `tanh` |
/// | `utf8` | `char` `charpattern` `codepoint` `codes` `len` `offset` | – | – | – |
/// | `os` | – | `clock` `date` `difftime` `time` | `execute` `exit` `getenv` `remove` `rename` `setlocale` `tmpname` | – |
/// | `io` | – | `stderr` `stdout` `write` | `close` `flush` `input` `lines` `open` `output` `popen` `read` `stdin` `tmpfile` `type` | – |
/// | `package` | – | `loaded` `preload` | `config` `path` `searchers` `searchpath` | `cpath` `loadlib` |
/// | `debug` | – | `traceback` | `debug` `getinfo` `getlocal` `getmetatable` `getupvalue` `getuservalue` `setcstacklimit` `setlocal` `setmetatable` `setupvalue` `setuservalue` `upvalueid` `upvaluejoin` | `gethook` `getregistry` `sethook` |
///
/// - `load`, `loadfile`, `dofile`: take text only, whatever the mode says.
/// - `collectgarbage` (pure): has the option `count` only.
/// - `collectgarbage` (script): has the options `count` and `collect` only.
/// - `setmetatable` (pure, script): refuses a metatable with `__gc`.
/// - `getmetatable` (pure, script): gives `false` for a string.
/// - `getmetatable` (full): gives a copy for a file, in which only `__index` is the real one.
/// - `require`: looks where the host says.
/// - `math.random` (pure): begins with the seed 0.
/// - `math.randomseed` (pure): must be given a seed.
/// - `os.exit`: asks the host, by ``LuaState/onExit``.
/// - `io.stdout`, `io.stderr` (script): are tables with the methods `write` and `flush`.
/// - `io.write` (script): writes to `io.stdout` and gives that.
/// - `package.searchers`: are `package.preload`, the host's modules and `package.path`.
/// - `debug.getinfo`: does not give the function of a level that is a C function.
/// - `debug.getlocal`, `debug.setlocal`, `debug.getupvalue`, `debug.setupvalue`: know Lua functions only.
/// - `debug.getmetatable`: gives for userdata what the global function `getmetatable` does.
/// - `debug.setmetatable`: refuses userdata.
public enum LuaSandbox: Sendable, Hashable, CaseIterable {
    /// Computes, and touches nothing outside the state: no input, no output, no time, no modules.
    case pure
    /// Requires the modules that the host gives, tells the time, writes to the standard streams.
    case script
    /// Has Lua's own libraries, without what would break the fence between Swift and Lua. The code
    /// is trusted with the files and the processes of the host's user.
    case full

    /// The name in the table.
    var name: String {
        switch self {
        case .pure: "pure"
        case .script: "script"
        case .full: "full"
        }
    }

    var identifier: clua_sandbox {
        switch self {
        case .pure: CLUA_PURE
        case .script: CLUA_SCRIPT
        case .full: CLUA_FULL
        }
    }
}
