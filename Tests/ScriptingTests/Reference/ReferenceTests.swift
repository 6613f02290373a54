import Lua
import TestRunner
import Testing

@testable import Scripting

@Suite struct `The reference` {
    private let reference = ScriptReference.current

    // MARK: It is whole

    @Test func `has what the module has, and nothing else`() throws {
        let listing = """
            for _, at in ipairs { "muster", "json", "base64" } do
              local t = at == "muster" and muster or muster[at]
              for name, value in pairs(t) do print(at .. "." .. name, type(value) == "function") end
            end
            """
        let found = try lines(listing)
        let declared = reference.groups.filter { $0.kind == .module }.flatMap { group in
            group.entries.map { "\(group.name).\($0.name)\t\($0.kind == .function)" }
        }
        #expect(found.sorted() == declared.sorted())
        #expect(declared.count > 10)
    }

    /// The classes that the sources declare, whether somebody thought of the reference or not.
    @Test func `has every class`() throws {
        let declaration = /LuaClass<\w+>\(\s*"(\w+)"/
        let paths = RepositoryFiles.paths(in: "Sources/Scripting", ending: ".swift")
        let names = try paths.flatMap {
            try RepositoryFiles.text($0).matches(of: declaration).map { String($0.1) }
        }
        let groups = reference.groups.filter { $0.kind == .objects }.map(\.name)
        #expect(groups.sorted() == (names + [thrownErrorClass.name]).sorted())
        #expect(Set(groups).count == groups.count)
    }

    @Test func `has every method and field of a class`() throws {
        let group = try #require(reference.group(named: "task"))
        #expect(
            group.entries.map(\.title) == [
                "task:wait", "task:cancel", "task.status", "task.id", "task.__tostring",
            ])
        let session = try #require(reference.group(named: "session"))
        #expect(session.entries(.method).map(\.name) == sessionClass.methods.map(\.name))
        #expect(session.entries(.field).map(\.name) == sessionClass.fields.map(\.name))
        #expect(session.entries(.metamethod).map(\.name) == sessionClass.metamethods.map(\.name))
    }

    @Test func `has what a class offers itself, and what closing it adds`() throws {
        let type = LuaClass<ScriptClock>(
            "door", doc: "A door.",
            statics: [HostFunction("open", returns: "door", doc: "Opens.") { _ in }],
            onClose: { _ in })
        let group = ReferenceGroup(type)
        #expect(group.entries.map(\.title) == ["door:close", "door.open", "door.__close"])
    }

    @Test func `has the functions of Lua's own that a run finds`() throws {
        let group = try #require(reference.groups.first { $0.kind == .globals })
        let script = group.entries.map { "print(type(\($0.title)))" }.joined(separator: "\n")
        let kinds = try lines(script)
        #expect(kinds == group.entries.map { $0.kind == .field ? "table" : "function" })
    }

    // MARK: It says enough

    @Test func `says of everything in one line what it is`() {
        let entries = reference.groups.flatMap(\.entries).map { ($0.title, $0.doc) }
        let docs = entries + reference.groups.map { ($0.title, $0.doc) }
        let bad = docs.filter { _, doc in
            doc.isEmpty || !doc.hasSuffix(".") || doc.contains("\n")
                || doc.first?.isLowercase == true
        }
        #expect(bad.map(\.0) == [])
    }

    @Test func `names no type that it does not have`() {
        let known = Set(reference.groups.map(\.name))
        let entries = reference.groups.flatMap(\.entries)
        let named = entries.flatMap { entry in
            (entry.forms.joined().map(\.type) + entry.types).flatMap {
                ScriptReference.names(in: $0).map { (entry.title, $0) }
            }
        }
        #expect(named.filter { !known.contains($0.1) }.map { "\($0.0): \($0.1)" } == [])
        #expect(!named.isEmpty)
    }

    @Test func `has no two things of one name`() {
        let names = reference.groups.map(\.name)
        #expect(Set(names).count == names.count)
        for group in reference.groups {
            let names = group.entries.map(\.title)
            #expect(Set(names).count == names.count, "\(group.name)")
        }
    }

    @Test func `has a field for each that errors know`() throws {
        let error = try #require(reference.group(named: "error"))
        #expect(error.entries(.field).map(\.name) == ServiceError.fieldNames)
    }

    /// Errors have many makers; what they call themselves is written in the sources.
    @Test func `has every kind of error`() throws {
        let kinds = try #require(reference.group(named: "error_kind")?.type)
        let known = Set(reference.choices(of: kinds).map(\.value))
        let naming = [
            /let kind = "(\w+)"/, /FollowingError\(\s*"(\w+)"/,
        ]
        var named: [String] = []
        for path in RepositoryFiles.paths(in: "Sources/Scripting", ending: ".swift") {
            let text = try RepositoryFiles.text(path)
            for form in naming { named += text.matches(of: form).map { String($0.1) } }
        }
        #expect(named.filter { !known.contains($0) } == [])
        #expect(named.count > 4)
    }

    // MARK: Examples

    static let examples: [(name: String, code: String)] =
        ScriptReference.current.groups.flatMap { group in
            [(group.title, group.example)] + group.entries.map { ($0.title, $0.example) }
        }.compactMap { name, code in code.map { (name, $0) } }

    @Test(arguments: examples.map(\.name))
    func `has examples that run`(name: String) throws {
        let code = try #require(Self.examples.first { $0.name == name }?.code)
        guard !Self.namesOfTests.contains(name) else {
            let verdicts = try SuiteHarness.run(code).map(\.report.verdict)
            return #expect(!verdicts.isEmpty && verdicts.allSatisfy { $0 == .passed }, "\(code)")
        }
        // The prelude makes what it names anew, which only shadows what other tests have.
        let run = try ScriptHarness.run("\n" + ScriptReference.prelude + "\n" + code)
        #expect(run.ending == .finished, "\(code)")
    }

    /// What only files of tests find.
    private static let namesOfTests = Set(
        (VisibleDeclarations.testClasses + [VisibleDeclarations.tests]).flatMap { group in
            [group.title] + group.entries.map(\.title)
        })

    @Test func `has an example for each function that sends a request`() {
        let user = ScriptReference.current.group(named: "user")
        #expect(user?.entries(.method).filter { $0.example == nil }.map(\.name) == [])
    }
}

@Suite struct `Lua code that we show` {
    private static let scripts = RepositoryFiles.paths(in: "Examples", ending: ".lua")

    @Test(arguments: scripts)
    func `names only what is declared`(path: String) throws {
        #expect(DeclaredNames(try RepositoryFiles.text(path)).findings == [])
    }

    @Test(arguments: ["README.md", "Docs/Reference.md"])
    func `in a document names only what is declared`(path: String) throws {
        let blocks = try RepositoryFiles.luaBlocks(in: path)
        #expect(!blocks.isEmpty)
        for block in blocks {
            let isWhole = block.contains("require \"muster\"")
            let code = isWhole ? block : ScriptReference.prelude + "\n" + block
            #expect(DeclaredNames(code).findings == [], "\(block)")
        }
    }

    @Test(arguments: `The reference`.examples.map(\.name))
    func `in an example names only what is declared`(name: String) throws {
        let code = try #require(`The reference`.examples.first { $0.name == name }?.code)
        #expect(DeclaredNames(ScriptReference.prelude + "\n" + code).findings == [])
    }

    @Test(arguments: [
        ("muster.slep '1s'", "6: muster has no 'slep'"),
        ("service:usr '1'", "6: service has no 'usr'"),
        ("local x = stacy:write(ref)\nprint(x.etga)", "7: session? has no 'etga'"),
        ("print(stacy:get(ref).me.stats)", "6: member? has no 'stats'"),
        ("muster.request():join {}:visibilty 'open'", "6: request has no 'visibilty'"),
        ("for _, m in ipairs(stacy:get(ref).members) do m.idx() end", "6: member has no 'idx'"),
        ("print(service:users(2)[1].xiud)", "6: user has no 'xiud'"),
        ("local a, b = stacy:get(ref), 1\nprint(a.x, b)", "7: session? has no 'x'"),
        ("local l\nl = stacy:get(ref)\nl:foo()", "8: session? has no 'foo'"),
        ("print(stacy:get(ref).membersInfo.cuont)", "6: members_info has no 'cuont'"),
        ("local function f(s) s:wirte() end", "6: no class has a method 'wirte'"),
        ("f { stacy:leav(ref) }", "6: user has no 'leav'"),
        ("print(muster.json.encod({}))", "6: json has no 'encod'"),
    ])
    func `is seen to be wrong when it is`(code: String, finding: String) {
        #expect(DeclaredNames(ScriptReference.prelude + "\n" + code).findings == [finding])
    }

    @Test(arguments: [
        "local t = { muster = 1, slep = 2 } print(t.slep, t.muster)",
        "local s = stacy:get(ref) s = {} print(s.anything)",
        "local function f(muster) return muster.anything end",
        "print(stacy:get(ref).properties.custom.map, ('x'):rep(2), io.stdout:write 'x')",
        "-- muster.slep\nprint 'muster.slep'\nprint [[ muster.slep ]]",
        "local f <close> = io.open('x') f:close()",
    ])
    func `is not seen to be wrong when it is right`(code: String) {
        #expect(DeclaredNames(ScriptReference.prelude + "\n" + code).findings == [])
    }
}

@Suite struct `Completion` {
    private let reference = ScriptReference.current

    @Test func `knows the members of what a chain of calls gives`() throws {
        let service = try #require(
            reference.member("service", of: ScriptReference.module)?.types.first)
        let user = try #require(reference.member("user", of: service)?.types.first)
        let session = try #require(reference.member("get", of: user)?.types.first)
        #expect(
            reference.members(of: user).map(\.name) == userClass.methods.map(\.name)
                + userClass.fields.map(\.name))
        let members = try #require(reference.member("members", of: session)?.types.first)
        #expect(reference.element(of: members) == .object("member"))
        #expect(reference.members(of: .table) == [])
        #expect(reference.member("nothing", of: user) == nil)
    }

    @Test func `knows the strings that a parameter takes`() throws {
        let user = LuaType.object("user")
        let write = try #require(reference.member("write", of: user))
        let mode = try #require(write.parameters(at: 3).first)
        #expect(
            reference.choices(of: mode.type).map(\.value) == [
                "update_or_create", "create", "update", "synchronized",
            ])
        #expect(write.parameters(at: 4) == [])
        let request = LuaType.object("request")
        let visibility = try #require(reference.member("visibility", of: request))
        #expect(
            visibility.parameters(at: 1).map { reference.choices(of: $0.type).map(\.value) }
                == [["open", "visible", "private"]])
    }

    @Test func `knows the fields of a table that a parameter takes`() throws {
        let make = try #require(reference.member("reference", of: .object("service")))
        let first = make.parameters(at: 1)
        #expect(first.map(\.name) == ["template", "names"])
        #expect(
            first.flatMap { reference.members(of: $0.type) }.map(\.name) == [
                "scid", "template", "name",
            ])
        let spawn = try #require(reference.member("spawn", of: ScriptReference.module))
        #expect(spawn.parameters(at: 9).map(\.type) == [.variadic])
    }
}
