/// The names of one of Lua's libraries and the levels that have them: the one declaration from
/// which the levels are made and the table of them is written.
struct LibraryNames: Sendable {
    /// The library's table; `_G` for the global functions.
    let library: String
    /// The names that all levels have.
    var pure: [String] = []
    /// The names that ``LuaSandbox/script`` has beside those.
    var script: [String] = []
    /// The names that ``LuaSandbox/full`` has beside those.
    var full: [String] = []
    /// The names that no level has.
    var never: [String] = []
    /// What is not as in Lua's manual.
    var changes: [Change] = []

    /// How a function differs from Lua's own, and at which levels.
    struct Change: Sendable {
        let names: [String]
        let levels: [LuaSandbox]
        let text: String

        init(_ names: String, at levels: [LuaSandbox] = LuaSandbox.allCases, _ text: String) {
            self.names = names.words
            self.levels = levels
            self.text = text
        }
    }

    init(
        _ library: String, pure: String = "", script: String = "", full: String = "",
        never: String = "", changes: [Change] = []
    ) {
        self.library = library
        self.pure = pure.words
        self.script = script.words
        self.full = full.words
        self.never = never.words
        self.changes = changes
    }

    func names(at level: LuaSandbox) -> [String] {
        switch level {
        case .pure: pure
        case .script: pure + script
        case .full: pure + script + full
        }
    }
}

extension String {
    fileprivate var words: [String] { split(whereSeparator: \.isWhitespace).map(String.init) }
}

extension LuaSandbox {
    /// Every library. Tables of libraries are not listed among the globals: a level has the table
    /// of a library when it has one of its names.
    static let libraries: [LibraryNames] = [
        LibraryNames(
            "_G",
            pure: """
                _G _VERSION assert collectgarbage error getmetatable ipairs load next pairs pcall
                rawequal rawget rawlen rawset select setmetatable tonumber tostring type xpcall
                """,
            script: "print require warn",
            full: "dofile loadfile",
            changes: [
                .init("load loadfile dofile", "take text only, whatever the mode says"),
                .init("collectgarbage", at: [.pure], "has the option `count` only"),
                .init(
                    "collectgarbage", at: [.script], "has the options `count` and `collect` only"),
                .init("setmetatable", at: [.pure, .script], "refuses a metatable with `__gc`"),
                .init(
                    "getmetatable", at: [.pure, .script],
                    "gives `false` for a string"),
                .init(
                    "getmetatable", at: [.full],
                    "gives a copy for a file, in which only `__index` is the real one"),
                .init("require", "looks where the host says"),
            ]),
        LibraryNames(
            "coroutine", pure: "close create isyieldable resume running status wrap yield"),
        LibraryNames(
            "string",
            pure: """
                byte char find format gmatch gsub len lower match pack packsize rep reverse sub
                unpack upper
                """,
            full: "dump"),
        LibraryNames("table", pure: "concat insert move pack remove sort unpack"),
        LibraryNames(
            "math",
            pure: """
                abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min
                mininteger modf pi rad random randomseed sin sqrt tan tointeger type ult
                """,
            // Those of Lua 5.2, which only some builds of the library have.
            never: "atan2 cosh frexp ldexp log10 pow sinh tanh",
            changes: [
                .init("random", at: [.pure], "begins with the seed 0"),
                .init("randomseed", at: [.pure], "must be given a seed"),
            ]),
        LibraryNames("utf8", pure: "char charpattern codepoint codes len offset"),
        LibraryNames(
            "os", script: "clock date difftime time",
            full: "execute exit getenv remove rename setlocale tmpname",
            changes: [
                .init("exit", "asks the host, by ``LuaState/onExit``")
            ]),
        LibraryNames(
            "io", script: "stderr stdout write",
            full: "close flush input lines open output popen read stdin tmpfile type",
            changes: [
                .init(
                    "stdout stderr", at: [.script],
                    "are tables with the methods `write` and `flush`"),
                .init("write", at: [.script], "writes to `io.stdout` and gives that"),
            ]),
        LibraryNames(
            "package", script: "loaded preload", full: "config path searchers searchpath",
            never: "cpath loadlib",
            changes: [
                .init("searchers", "are `package.preload`, the host's modules and `package.path`")
            ]),
        LibraryNames(
            "debug", script: "traceback",
            full: """
                debug getinfo getlocal getmetatable getupvalue getuservalue setcstacklimit setlocal
                setmetatable setupvalue setuservalue upvalueid upvaluejoin
                """,
            never: "gethook getregistry sethook",
            changes: [
                .init("getinfo", "does not give the function of a level that is a C function"),
                .init("getlocal setlocal getupvalue setupvalue", "know Lua functions only"),
                .init(
                    "getmetatable",
                    "gives for userdata what the global function `getmetatable` does"),
                .init("setmetatable", "refuses userdata"),
            ]),
    ]
}
