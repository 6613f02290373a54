import Foundation
import Lua
import Testing

@testable import Scripting

@Suite struct `The stubs for editors` {
    private let stubs = ScriptReference.current.luacats

    @Test func `keep to the grammar, and name only what they declare`() {
        let checker = StubChecker(stubs)
        #expect(checker.findings == [])
        let named = ScriptReference.current.groups.filter { $0.kind != .globals }
        #expect(checker.declared.count == named.count + 1)
    }

    @Test func `are Lua, and give the module`() throws {
        let lua = try LuaState()
        let loaded = try lua.load(stubs, name: "muster.lua").call()
        guard case .table(let module)? = loaded.first else { throw NoModule() }
        for entry in ScriptReference.current.group(named: "muster")?.entries(.function) ?? [] {
            guard case .function = try module.get(.string(LuaString(entry.name))) else {
                Issue.record("no function \(entry.name)")
                continue
            }
        }
    }

    @Test func `tell everything that a declaration tells`() {
        let declarations = ScriptReference(groups: [
            ReferenceGroup(
                .module, "muster", doc: "The module.",
                entries: [
                    ReferenceEntry(
                        function: "open", of: "muster",
                        [Parameter("name", .string, doc: "Which.")],
                        overloads: [
                            [Parameter("door", .object("door")), .optional("n", .integer)]
                        ],
                        returns: "door?, string", doc: "Opens.", section: "1.2", example: "open()")
                ]),
            ReferenceGroup(
                LuaClass<ScriptClock>(
                    "door", doc: "A door.",
                    methods: [
                        .init(
                            "each",
                            [
                                Parameter(
                                    "f", .callback([.optional("at", .integer)], returns: "boolean")),
                                Parameter("more", .variadic, doc: "The rest."),
                            ], returns: "...", doc: "Walks."
                        ) { _, _ in }
                    ],
                    fields: [
                        .init("state", "\"open\"|\"shut\"", doc: "How it is.", get: { _, _ in })
                    ],
                    metamethods: [
                        HostFunction(
                            "__add", [Parameter("a", .any), Parameter("b", .integer)],
                            returns: "door", doc: "Adds."
                        ) { _ in },
                        HostFunction(
                            "__len", [Parameter("a", .any)], returns: "integer", doc: "Size."
                        ) {
                            _ in
                        },
                        HostFunction("__tostring", returns: "string", doc: "Text.") { _ in },
                    ])),
            ReferenceGroup(
                named: "options", doc: "Wishes.",
                .record([.optional("size", .either([.integer, .null]), doc: "How large.")])),
            ReferenceGroup(
                named: "mode", doc: "How.", .oneOf([LuaChoice("a", doc: "So."), "b"])),
            ReferenceGroup(named: "id", doc: "Which.", .either([.string, .integer])),
        ])
        #expect(declarations.luacats == Self.expected)
        #expect(StubChecker(declarations.luacats).findings == [])
    }

    private static let expected = """
        ---@meta muster

        -- What scripts of muster can use, for editors. Made by `muster doc --luacats`.

        ---Stands for null in JSON; muster.null is the one value.
        ---@class muster.null: userdata

        ---A door.
        ---@class muster.door
        ---@field state "open"|"shut" How it is.
        ---@operator add(integer): muster.door
        ---@operator len: integer
        local door = {}

        ---Walks.
        ---@param f fun(at?: integer): boolean
        ---@param ... any The rest.
        ---@return any ...
        function door:each(f, ...) end

        ---Wishes.
        ---@class muster.options
        ---@field size? integer|muster.null How large.

        ---How.
        ---@alias muster.mode
        ---| "a" # So.
        ---| "b"

        ---Which.
        ---@alias muster.id string|integer

        ---The module.
        ---@class muster
        local muster = {}

        ---Opens.
        ---
        ---Protocol: section 1.2.
        ---
        ---```lua
        ---open()
        ---```
        ---@overload fun(door: muster.door, n?: integer): muster.door?, string
        ---@param name string Which.
        ---@return muster.door?
        ---@return string
        function muster.open(name) end

        return muster

        """

    @Test(arguments: [
        ("---@class a", "1: the file does not begin with @meta"),
        ("---@meta m\n---@klass a", "2: unknown annotation @klass"),
        ("---@meta m\n---@class 1a", "2: '1a' is no name of a type"),
        ("---@meta m\n---@class a\n---@class a", "3: 'a' is declared twice"),
        ("---@meta m\n---@class a: b", "2: no class or alias 'b'"),
        ("---@meta m\n---@class a\n---@field end string", "3: 'end' is no name of a field"),
        ("---@meta m\n---@class a\n---@field x strnig", "3: no class or alias 'strnig'"),
        ("---@meta m\n---@class a\n---@field x string[ x", "3: '[ x' follows a type"),
        ("---@meta m\n---@class a\n---@field x table<string>", "3: no type: table<string>"),
        ("---@meta m\n---@class a\n---@field x", "3: no type: "),
        (
            "---@meta m\n---@class a\n---@field x string\n---@field x string",
            "4: the field 'x' stands twice"
        ),
        ("---@meta m\n---@field x string", "2: a field outside of a class"),
        ("---@meta m\n---@alias a\n---| x", "3: no choice: x"),
        ("---@meta m\n---| \"x\"", "2: a choice outside of an alias"),
        ("---@meta m\n---@overload string", "2: an overload is no function"),
        ("---@meta m\n---@overload fun(a: string", "2: no type: fun(a: string"),
        ("---@meta m\n---@class a\n---@operator eq: boolean", "3: no operator 'eq'"),
        ("---@meta m\n---@class a\n---@operator len", "3: an operator without a result"),
        ("---@meta m\nlocal a = {}", "2: the local 'a' is of no class"),
        (
            "---@meta m\n---@class a\nlocal a = {}\n---@param x string\nfunction a.f(y) end",
            "5: the parameters of 'a.f' are not those described"
        ),
        ("---@meta m\nfunction b.f() end", "2: no class 'b' for a function"),
        ("---@meta m\nprint(1)", "2: code that is no definition: print(1)"),
    ])
    func `are seen to be wrong when they are`(text: String, finding: String) {
        #expect(StubChecker(text).findings == [finding])
    }

    private struct NoModule: Error {}
}

@Suite struct `The page of the reference` {
    @Test func `is the one that is checked in`() throws {
        let path = "Docs/Reference.md"
        let made = ScriptReference.current.markdown
        if (try? RepositoryFiles.text(path)) != made, RepositoryFiles.updatesExpected {
            let url = URL(filePath: RepositoryFiles.root + "/" + path)
            try made.write(to: url, atomically: true, encoding: .utf8)
        }
        let isCurrent = try RepositoryFiles.text(path) == made
        #expect(
            isCurrent,
            """
            \(path) is not what the declarations say; make it anew with \
            `Scripts/muster doc --markdown >\(path)`, or with UPDATE_EXPECTED=1 in the environment \
            of this test
            """)
    }

    @Test func `links to headings that it has`() {
        let lines = ScriptReference.current.markdown.split(separator: "\n")
        let anchors = lines.filter { $0.hasPrefix("#") }.map { line in
            line.drop { $0 == "#" }.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        let links = ScriptReference.current.markdown.matches(of: /\]\(#(\w+)\)/).map {
            String($0.1)
        }
        #expect(links.count == ScriptReference.current.groups.count)
        #expect(links.filter { !anchors.contains($0) } == [])
    }
}

@Suite struct `The reference on a terminal` {
    private let reference = ScriptReference.current

    private func text(_ lines: [[ReferenceText.Span]]) -> [String] {
        lines.map { $0.map(\.text).joined() }
    }

    @Test func `shows an entry in full`() throws {
        let sample = ReferenceEntry(
            function: "open", of: "door",
            [
                Parameter(
                    "mode", .oneOf([LuaChoice("wide", doc: "All of it."), "slow"]), doc: "How."),
                .optional(
                    "options", .named("options", doc: "Wishes.", .record([])), doc: "What else."),
                .optional("count", .integer, default: 3, doc: "How often."),
                Parameter("more", .variadic),
            ], kind: .method, returns: "door?",
            doc: "Opens the door as far as it goes, and says how that went to those who wait.",
            section: "7.2", example: "door:open \"wide\"")
        let options = ReferenceGroup(
            named: "options", doc: "Wishes.",
            .record([.optional("size", .integer, doc: "How large.")]))
        let page = ReferenceText(width: 60).page(of: sample, in: ScriptReference(groups: [options]))
        #expect(
            text(page) == [
                "door:open(mode, options?, count?, ...)",
                "    Opens the door as far as it goes, and says how that went",
                "    to those who wait.",
                "",
                "    mode     \"wide\"|\"slow\"  How.",
                "        \"wide\"  All of it.",
                "        \"slow\"",
                "    options  options, optional  What else.",
                "    count    integer, 3 when left out  How often.",
                "    ...      any",
                "",
                "    gives door?",
                "",
                "    protocol: section 7.2 of the session directory",
                "",
                "    options  Wishes.",
                "        size  integer, optional  How large.",
                "",
                "    Example:",
                "      door:open \"wide\"",
            ])
    }

    @Test(arguments: [40, 64, 80, 120])
    func `keeps to its width where words allow`(width: Int) {
        let layout = ReferenceText(width: width)
        let pages =
            layout.overview(of: reference) + reference.groups.flatMap { layout.page(of: $0) }
        // Code, signatures and words that are longer than a line stay whole.
        let long = text(pages).filter { $0.count > width }.filter { line in
            !line.hasPrefix("      ") && line.split(separator: " ").count > 1 && !line.contains("(")
        }
        #expect(long == [])
        #expect(text(pages).filter { $0.hasSuffix(" ") } == [])
    }

    @Test func `shows every name`() {
        let overview = text(ReferenceText(width: 80).overview(of: reference))
        for entry in reference.groups.flatMap(\.entries) {
            #expect(overview.contains { $0.hasPrefix("    \(entry.name) ") }, "\(entry.title)")
        }
    }

    @Test(arguments: [
        ("user:write", ["user:write"]), ("user.write", ["user:write"]),
        ("muster.sleep", ["muster.sleep"]), ("sleep", ["muster.sleep"]),
        ("sleep()", ["muster.sleep"]),
        ("write", ["user:write", "session:write", "handle:write"]), ("session", ["session"]),
        ("muster.session.etag", ["session.etag"]), ("os.time", ["os.time"]),
        ("json.decode", ["muster.json.decode"]), ("json", ["muster.json", "muster.json"]),
        ("SLEEP", ["muster.sleep"]), ("write_mode", ["write_mode"]),
        ("claims.xuid", ["claims.xuid"]),
        ("wirte", []), ("", []), (":", []), ("user:", []), ("tostring", []),
    ])
    func `finds names`(name: String, titles: [String]) {
        let found = reference.matches(for: name).map { match in
            switch match {
            case .group(let group): group.title
            case .entry(let entry): entry.title
            }
        }
        #expect(found == titles)
    }

    @Test(arguments: [
        ("wirte", "write"), ("usr:write", "user:write"), ("user.wirte", "user:write"),
        ("muster.slep", "muster.sleep"), ("sesion", "session"), ("visibilty", "visibility"),
    ])
    func `suggests the name that was meant`(name: String, suggestion: String) {
        #expect(reference.suggestion(for: name) == suggestion)
    }

    @Test func `suggests nothing for a name that is like no other`() {
        #expect(reference.suggestion(for: "quetzalcoatlus") == nil)
    }
}
