import LuaSyntax
import Testing

@Suite struct `The outline of a chunk` {
    @Test(
        arguments: [
            ("", []), ("local a", ["a"]), ("local a, b = 1, 2", ["a", "b"]),
            ("local a <const>, b <close> = 1, f()", ["a", "b"]), ("local function f() end", ["f"]),
            ("local a do local b end local c", ["a", "c"]),
            ("local b local a local b", ["b", "a"]),
            ("function f() local a end", []),
            ("local f = function() local a end local g", ["f", "g"]),
            ("for i = 1, 2 do local a end local b", ["b"]), ("while x do local a end", []),
            ("repeat local a until a local b", ["b"]), ("if x then local a else local b end", []),
            ("if x then elseif y then local a end local b", ["b"]),
            ("x = { local_ = 1 } local y", ["y"]),
            ("-- local a\nlocal --[[ x ]] b", ["b"]), ("f(function() local a end) local b", ["b"]),
            ("local", []), ("local a,", ["a"]), ("local a b", ["a"]), ("local function", []),
            ("for k, v in pairs(t) do local a end", []), ("x = [[local a]] local b", ["b"]),
            ("goto x local y", ["y"]),
        ] as [(String, [String])])
    func `has the names that live on`(text: String, locals: [String]) {
        #expect(outline(text).locals == locals)
    }

    @Test(
        arguments: [
            ("", nil), ("return", 0), ("x = 1 return x", 6), ("do return end", nil),
            ("function f() return 1 end", nil), ("é = 1\nreturn f(function() return end)", 7),
            ("if x then return else return end return", 33), ("-- return", nil),
            ("x = 'return' return;", 13),
        ] as [(String, Int?)])
    func `has the return that ends it`(text: String, offset: Int?) {
        #expect(outline(text).finalReturn == offset)
    }

    @Test(
        arguments: [
            ("", []), ("a.b:c(d)", ["a", "d"]), ("local x = y", ["x", "y"]),
            ("a[b] = {c = d}", ["a", "b", "c", "d"]),
            ("function a.b.c:d(e) end", ["a", "e"]), ("goto f", ["f"]), ("a . --[[ x ]] b", ["a"]),
            ("x .. y", ["x", "y"]), ("'a' -- b", []),
        ] as [(String, [String])])
    func `has the names it may refer to`(text: String, names: [String]) {
        #expect(outline(text).names.sorted() == names)
    }

    @Test(arguments: [
        ("::a::", true), ("do ::a:: end", false), ("goto a", false), ("x = 1 ::a:: y = 2", true),
        ("function f() ::a:: end", false),
    ])
    func `says whether it has a label`(text: String, hasLabel: Bool) {
        #expect(outline(text).hasLabel == hasLabel)
    }

    private func outline(_ text: String) -> ChunkOutline { ChunkOutline(of: SourceReader(text)) }
}

@Suite struct `Nesting` {
    @Test(arguments: [
        ("", 0, 0), ("x = 1", 0, 0), ("do", 1, 1), ("do end", 0, 0), ("while x", 0, 0),
        ("while x do", 1, 1), ("for i = 1, 2 do", 1, 1), ("if x then", 1, 1),
        ("if x then else", 1, 1),
        ("if x then elseif y", 0, 0), ("if x then elseif y then", 1, 1),
        ("if x then else end", 0, 0),
        ("repeat", 1, 1), ("repeat until x", 0, 0), ("function f()", 1, 1), ("f(function()", 2, 1),
        ("f(\nfunction()", 2, 2), ("f(function()\nif x then", 3, 2), ("f(function()\nend", 1, 1),
        ("f({", 2, 1), ("{\n{\n{", 3, 3), ("{ a = [[\n{{{", 1, 1), ("-- do", 0, 0),
        ("end end do", 1, 1),
        ("'do\\\ndo", 0, 0), ("f(\n{\n}", 1, 1),
    ])
    func `counts what is open`(text: String, depth: Int, indentation: Int) {
        let reader = SourceReader(text)
        #expect(reader.depth == depth)
        #expect(reader.indentationDepth == indentation)
    }

    @Test(
        arguments: [
            ("", []), ("x = 1", [1, 3, 5]), ("f [[\na\n]] -- b\nc", [1, 9, 16]), ("'a\\\nb'", [6]),
        ] as [(String, [Int])])
    func `has the ends of tokens`(text: String, ends: [Int]) {
        #expect(SourceReader(text).tokenPrefixes == ends)
    }
}
