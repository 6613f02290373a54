import LuaSyntax
import Testing

@Suite struct `Declaring statements` {
    private func found(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return DeclarationStatements(in: bytes, calling: ["it", "test"]).all.map { statement in
            "\(statement.line) \(String(decoding: bytes[statement.range], as: UTF8.self))"
        }
    }

    @Test(arguments: [
        "it('a', function() end)",
        "it(\"a\", function(x) if x then return end for i = 1, 2 do end while x do end end)",
        "it('a', function() repeat local function f() end until f() end)",
        "it(\n'a', function() --[[ end ]] return 'end' end\n)",
        "test('a', function() it('b', 1) end)",
    ]) func `are found with all that is in them`(text: String) {
        #expect(found(text).first == "1 \(text)")
    }

    @Test func `are found after whatever may end a statement`() {
        let text = """
            local a = 1 it('1', function() end)
            f() it('2', function() end)
            local t = {} it('3', function() end) ;it('4', function() end)
            do it('5', function() end) end
            local b it('6', function() end) local c = "x" it('7', function() end)
            """
        #expect(found(text).count == 7)
    }

    @Test(arguments: [
        "local it = 1", "x.it('a', function() end)", "x:it('a', function() end)",
        "local x = it('a', function() end)", "return it('a', function() end)",
        "f(it('a', function() end))", "function it(a, f) end", "local function it(a, f) end",
        "it('a', function() end):only()", "it('a', function() end)(1)",
        "it('a', function() end)'b'",
        "it('a', f)", "it(name, function() end)", "it('a', {}, function() end)", "it 'a'",
        "it('a', function() end, 1)", "it('a', function() end and 1)", "goto it",
        "it('a', function() end).x = 1", "it('a' .. b, function() end)",
        "-- it('a', function() end)",
        "x = 'it(\"a\", function() end)'", "not_it('a', function() end)",
    ]) func `are not found where leaving them out would mean something`(text: String) {
        #expect(found(text).isEmpty)
    }

    @Test func `count lines as Lua does`() {
        #expect(
            found("\n\nit\n('a',\n function() end)\n[[\n]]") == []
                && found("\n\nit\n('a',\n function() end)\n").map { $0.prefix(1) } == ["4"])
    }
}
