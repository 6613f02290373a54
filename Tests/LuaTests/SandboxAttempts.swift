import Lua
import Testing

/// A script that tries to get out of its sandbox, the levels at which it is tried, and what comes of
/// it: the text of its last result, or the beginning of its error after the position.
struct Attempt: Sendable, CustomTestStringConvertible {
    let levels: [LuaSandbox]
    let script: String
    let result: String
    var testDescription: String { script }

    init(_ levels: [LuaSandbox], _ script: String, _ result: String) {
        self.levels = levels
        self.script = script
        self.result = result
    }

    init(_ script: String, _ result: String) { self.init(LuaSandbox.allCases, script, result) }
}

extension Attempt {
    static let all = bytecode + mainThread + values + collector + debugLibrary + system

    /// Bytecode of `return 1`, whole and cut, as scripts could carry it.
    private static let header = #"'\27Lua\x54\0\x19\x93\r\n\x1a\n\4\8\8'"#

    static let bytecode: [Attempt] = [
        Attempt(
            "return select(2, load(\(header), '=x'))",
            "attempt to load a binary chunk (mode is 't')"),
        Attempt(
            "return select(2, load(\(header), '=x', 'bt'))",
            "attempt to load a binary chunk (mode is 't')"),
        Attempt(
            "return select(2, load(\(header), '=x', 'b'))",
            "attempt to load a chunk of mode 'b' (only text can be loaded)"),
        Attempt(
            "return select(2, load('return 1', '=x', 'b'))",
            "attempt to load a chunk of mode 'b' (only text can be loaded)"),
        Attempt(
            """
            local n = 0
            return select(2, load(function() n = n + 1 return n == 1 and '\\27' or n == 2 and 'Lua' or nil end))
            """, "attempt to load a binary chunk (mode is 't')"),
        Attempt(
            [.full], "return select(2, load(string.dump(function() return 1 end)))",
            "attempt to load a binary chunk (mode is 't')"),
        Attempt(
            [.full], "return select(2, load(string.dump(function() return 1 end), '=x', 'b'))",
            "attempt to load a chunk of mode 'b' (only text can be loaded)"),
        Attempt("return loadstring", "nil"),
        Attempt("return load('return ...', '=x', 't')(7)", "7"),
        Attempt("return load('return y', '=x', 't', {y = 8})()", "8"),
        Attempt("return load('return _ENV', '=x', nil, nil)()", "nil"),
    ]

    static let mainThread: [Attempt] = [
        Attempt(
            "return select(2, coroutine.resume(main))", "cannot resume non-suspended coroutine"),
        Attempt(
            "return select(2, pcall(coroutine.close, main))", "cannot close a running coroutine"),
        Attempt(
            [.full], "return debug.getlocal(main, 0, 1)",
            "bad argument #2 to 'getlocal' (level out of range)"),
        Attempt([.full], "return debug.traceback(main, 'm', 0)", "m\nstack traceback:"),
    ]

    static let values: [Attempt] = [
        Attempt([.pure, .script], "return getmetatable('')", "false"),
        Attempt([.pure, .script], "return (pcall(setmetatable, '', {}))", "false"),
        Attempt(
            [.pure, .script], "return getmetatable('').__index", "attempt to index a boolean value"),
        Attempt("return getmetatable(object)", "counter"),
        Attempt("return (pcall(rawset, getmetatable(object), '__gc', 1))", "false"),
        Attempt("return (pcall(setmetatable, object, {}))", "false"),
        Attempt("return object.add(io or 1, 1)", "calling 'add' on bad self"),
        Attempt(
            "return object.add(coroutine.create(print or type), 1)", "calling 'add' on bad self"),
        Attempt(
            [.pure, .script], "return setmetatable({}, {__gc = function() end})",
            "bad argument #2 to 'setmetatable' ('__gc' is not allowed in this sandbox)"),
        Attempt(
            [.pure, .script], "return setmetatable({}, {__gc = false})",
            "bad argument #2 to 'setmetatable' ('__gc' is not allowed in this sandbox)"),
        Attempt(
            "setmetatable(_G, {__index = function(_, k) return k end}) return missing", "missing"),
        Attempt(
            "setmetatable(_G, {__newindex = error}) return (pcall(function() x = 1 end))", "false"),
        Attempt("local _ENV = {} return x", "nil"),
        Attempt("_ENV = nil return x", "attempt to index a nil value (upvalue '_ENV')"),
    ]

    static let collector: [Attempt] =
        [
            Attempt(
                [.pure], "return collectgarbage()",
                "bad argument #1 to 'collectgarbage' (option 'collect' is not allowed in this sandbox)"
            ),
            Attempt("return type(collectgarbage('count'))", "number"),
            Attempt([.script, .full], "return collectgarbage()", "0"),
        ]
        + ["stop", "restart", "step", "setpause", "setstepmul", "incremental", "generational"].map {
            Attempt(
                [.pure, .script], "return collectgarbage('\($0)')",
                "bad argument #1 to 'collectgarbage' (option '\($0)' is not allowed in this sandbox)"
            )
        }

    static let debugLibrary: [Attempt] = [
        Attempt([.pure], "return debug", "nil"),
        Attempt([.script], "return debug.getinfo", "nil"),
        Attempt([.full], "return debug.getregistry", "nil"),
        Attempt([.full], "return debug.sethook", "nil"),
        Attempt([.full], "return debug.getupvalue(add, 1) or nil", "nil"),
        Attempt([.full], "return debug.setupvalue(add, 1, 1) or nil", "nil"),
        Attempt([.full], "return debug.setupvalue(load, 1, 1) or nil", "nil"),
        Attempt([.full], "return (pcall(debug.upvaluejoin, add, 1, fail, 1))", "false"),
        Attempt(
            [.full],
            "local a, b = 1, 2 local f = function() return a end "
                + "debug.upvaluejoin(f, 1, function() return b end, 1) return f()", "2"),
        Attempt(
            [.full], "return debug.setmetatable(object, nil)",
            "bad argument #1 to 'setmetatable' (the metatable of a userdata cannot be changed)"),
        Attempt([.full], "return debug.getmetatable(object)", "counter"),
        Attempt([.full], "return getmetatable(io.stdout) == debug.getmetatable(io.stderr)", "true"),
        Attempt(
            [.full],
            "getmetatable(io.stdout).__gc = 1 getmetatable(io.stdout).__tostring = nil "
                + "return tostring(io.stdout)", "file (0x"),
        Attempt(
            [.full],
            "getmetatable(io.stdout).__index.twice = function(f, x) return x .. x end "
                + "return io.stdout:twice('x')", "xx"),
        Attempt([.full], "return debug.getmetatable('').__index == string", "true"),
        Attempt([.full], "return debug.getmetatable(1)", "nil"),
        Attempt(
            [.full], "return debug.getmetatable()",
            "bad argument #1 to 'getmetatable' (value expected)"),
        Attempt(
            [.full], "return debug.setmetatable(object, getmetatable(io.stdout))",
            "bad argument #1 to 'setmetatable' (the metatable of a userdata cannot be changed)"),
        Attempt([.full], "return debug.setmetatable(3, {__index = {x = 4}}) and (5).x", "4"),
        Attempt(
            [.full],
            """
            local mt = getmetatable(io.stdout)
            local values = {false, 1, 'x', {}, print, coroutine.create(print), add, object}
            for _, f in pairs(mt) do
              if type(f) == 'function' then
                pcall(f)
                for i = 1, #values do pcall(f, values[i]) pcall(f, 1, values[i], values[i]) end
              end
            end
            for i = 1, #values do pcall(setmetatable, values[i], mt) end
            local t = setmetatable({}, mt)
            pcall(function() return t.value end) pcall(tostring, t)
            t = nil collectgarbage()
            return 'alive'
            """, "alive"),
        Attempt(
            [.full],
            """
            local found
            local t = setmetatable({}, {__index = function()
              for level = 0, 20 do
                local info = debug.getinfo(level)
                if info and info.what == 'C' and info.func then found = info end
                for i = -3, 12 do
                  if info and info.what == 'C' and debug.getlocal(level, i) then found = info end
                  if info and info.what == 'C' and debug.setlocal(level, i, 1) then found = info end
                end
              end
            end})
            local _ = t.x
            table.sort({3, 2, 1}, function(a, b) local _ = t.x return a < b end)
            apply(function() return t.x end)
            return found == nil
            """, "true"),
        Attempt([.full], "local x = 5 return select(2, debug.getlocal(1, 1))", "5"),
        Attempt([.full], "local x = 5 debug.setlocal(1, 1, 6) return x", "6"),
        Attempt([.full], "return debug.getinfo(1, 'l').currentline", "1"),
        Attempt([.full], "return debug.getinfo(print).what", "C"),
        Attempt([.full], "return debug.getlocal(function(a) end, 1)", "a"),
        Attempt(
            [.full], "return debug.getlocal(99, 1)",
            "bad argument #1 to 'getlocal' (level out of range)"),
    ]

    static let system: [Attempt] =
        [
            Attempt([.pure], "return os or io or package or require or print or dofile", "nil")
        ]
        + ["execute", "exit", "remove", "rename", "tmpname", "getenv", "setlocale"].map {
            Attempt([.script], "return os.\($0)", "nil")
        }
        + ["open", "popen", "lines", "input", "output", "read", "close", "tmpfile", "stdin"].map {
            Attempt([.script], "return io.\($0)", "nil")
        } + [
            Attempt(
                [.script], "return io.stdout.close or io.stderr.lines or io.stdout.seek", "nil"),
            Attempt([.script], "return io.write('') == io.stdout", "true"),
            Attempt([.script], "return io.stdout:write(''):flush() == io.stdout", "true"),
            Attempt(
                [.script], "return io.write({})",
                "bad argument #1 to 'write' (string expected, got table)"),
            Attempt(
                [.script], "return type(os.time()) .. type(os.clock()) .. type(os.date())",
                "numbernumberstring"),
            Attempt([.script, .full], "return package.loadlib or package.cpath", "nil"),
            Attempt([.full], "return os.exit()", "os.exit is not offered by the host"),
            Attempt([.pure], "return (pcall(math.randomseed))", "false"),
        ]
}
