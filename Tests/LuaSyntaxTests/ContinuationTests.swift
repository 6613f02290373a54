import LuaSyntax
import Testing

@Suite struct `A text` {
    @Test(arguments: [
        "", " ", "\n\n", "-- a", "--[[ a ]]", "x = 1", "local x", "local x, y",
        "local x <const> = 1",
        "local x <close> = f()", "f()", "f{}", "f''", "f[[a]]", "a.b.c()", "a:b()", "a[1] = 2",
        "a, b.c = 1, 2", "a = function() end", "do end", "while x do end", "while x do f() end",
        "repeat until x", "if x then end", "if x then elseif y then else end",
        "for i = 1, 2 do end",
        "for i = 1, 2, 3 do end", "for k, v in pairs(t) do end", "function f() end",
        "function a.b.c:d() end", "local function f(...) return ... end", "goto a", "::a::",
        "break",
        "return", "return 1", "return 1, 2;", "return f", ";", ";;;", "x = {1, 2, a = 3; [4] = 5,}",
        "x = -1", "x = not y", "x = #y", "x = ~1", "x = a and b or c", "x = 'a'\n", "x = [[a\nb]]",
        "x = 'a\\\nb'", "f() g()", "f()\ng()", "local f = f;", "(f)()", "(a).b = 1",
        "x = 2^-3 .. '' == ''",
    ])
    func `of statements is whole`(text: String) { expect(text, isComplete: true) }

    @Test(arguments: [
        "x", "1", "'a'", "[[a]]", "nil", "true", "...", "x.y", "x[1]", "x.y.z", "#x", "-1",
        "not x", "{}", "{1, 2}", "x, y", "x + 1", "x == y", "'a' .. 'b'", "(x)", "(x).y", "x.y, 1",
        "function() end", "x;", "f() + 1", "f().x", "('a'):rep(3)", "a:b().c[1]", "{\n}", "-- a\nx",
        "x -- a", "lobby.members[1].name", "x --[[\n]]",
    ])
    func `of expressions is whole`(text: String) { expect(text, isComplete: true) }

    @Test(arguments: [
        "x =", "x = 1 +", "x = 1,", "x,", "x.", "x:", "x:y", "x[", "x[1", "f(", "f(1", "f(1,", "{",
        "{1", "{1,", "{a", "{a =", "{[", "{[1]", "{[1] =", "local", "local x,", "local x =",
        "local x <", "local x <const", "local function", "local function f", "local function f(",
        "local function f(a", "local function f(a,", "local function f()", "function", "function f",
        "function f.", "function f:g", "function f(", "function f(...", "function f()", "not", "-",
        "#", "~", "x = not", "while", "while x", "while x do", "for", "for i", "for i =",
        "for i = 1",
        "for i = 1,", "for i = 1, 2", "for i = 1, 2,", "for i = 1, 2, 3", "for i = 1, 2 do",
        "for k,",
        "for k, v", "for k in", "for k in x", "for k in x do", "if", "if x", "if x then",
        "if x then else", "if x then elseif", "if x then elseif y", "if x then elseif y then",
        "repeat", "repeat until", "do", "do return", "return 1,", "return 1 +", "return function()",
        "goto", "::", "::a", "x = 'a' ..", "a and", "a or", "a ==", "a <", "a //", "(x",
        "(x)(", "(", "[[", "[==[a]]", "--[[", "--[[ a", "x --[[", "'a\\", "'a\\z", "f'a\\",
        "x = [[\n",
        "f(function()", "f(function() end", "f({", "f({}", "x = function", "x = function(", "1 +",
        "x\n+", "f()\nx", "local a = 1 a", "do x = 1", "function f() return", "a:b", "a.b:c",
        "if x then return 1", "while true do break", "x = {\n-- a\n", "a, f().b,", "function() x",
        "x = a b", "x = a.", "{f",
        "{f(", "{f = 1;", "{function() end", "local t = {",
    ])
    func `that can go on is not whole`(text: String) {
        expect(text, isComplete: false)
    }

    @Test(arguments: [
        "end", "x )", "x = )", "x = = 1", "1 2", "x y", "f() end", "do end end", "if x do", "'a",
        "'a\n", "x = 'a\nb'", "x = 1 }", "] (", "for 1", "for x y", "local 1", "local x <foo>",
        "function 1", "function() )", "f(]", "f(1 2", "{1 2", "x = @", "$", "x = 3x", "x = '\\q'",
        "return return", "return 1 x = 1", "x.1", "x..]", "x:1", "x:y = ", "f() = ", "(x) = ",
        "1 = ", "'a':rep(", "function f.a:b.", "function f(1", "function f(a b", "function f(..., ",
        "function f() return ... ", "x = [=a", "until", "else", "elseif", "then", "in", "x = local",
        "goto 1", "::a:", "break = ", "x = a b c", "if x then end end", "\n) x",
        "while true do ) ",
    ])
    func `that is plainly wrong is whole`(text: String) {
        expect(text, isComplete: true)
    }

    @Test(arguments: [
        ("x )", "2..<3"), ("x = 3x", "4..<6"), ("f(1\n2)", "4..<5"), ("x = 1", "none"),
        ("x = ", "none"), ("do end\nend", "7..<10"), ("é", "0..<2"), ("f('a\n", "2..<4"),
        ("x y z", "2..<3"), ("x, y z", "5..<6"),
    ])
    func `tells its first token that cannot stand there`(text: String, range: String) {
        var reader = SourceReader(text)
        let token = reader.firstUnexpectedToken()
        #expect(token.map { "\($0.range)" } ?? "none" == range)
    }

    @Test func `of twenty thousand brackets is read without recursion`() {
        let open = String(repeating: "{", count: 20_000)
        expect("x = " + open, isComplete: false)
        expect("x = " + open + String(repeating: "}", count: 20_000), isComplete: true)
        expect(
            "x = " + String(repeating: "-", count: 1) + String(repeating: " not", count: 20_000),
            isComplete: false)
    }

    private func expect(
        _ text: String, isComplete: Bool, _ location: SourceLocation = #_sourceLocation
    ) {
        var reader = SourceReader(text)
        let found = reader.isComplete()
        #expect(found == isComplete, sourceLocation: location)
    }
}
