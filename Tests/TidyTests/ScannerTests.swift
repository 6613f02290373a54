import Testing

@Suite struct `A scanner` {
    @Test(arguments: [
        ("let a = 1 // two", "let a = 1"),
        ("/* a /* b */ c */ d", "d"),
        (#"f("text")"#, #"f("    ")"#),
        (#"f("a\"b" + c)"#, #"f("    " + c)"#),
        (#"f("x \(g("y")) z")"#, #"f("   (g(" "))  ")"#),
        (##"f(#"a"b\(c)"#, d)"##, ##"f(#"       "#, d)"##),
        (##"f(#""""#, { d })"##, ##"f(#"  "#, { d })"##),
        ("func `try! it`() {}", "func `       `() {}"),
        ("\"\"\"\n  try!\n  \"\"\" + x", "\"\"\"\n      \n  \"\"\" + x"),
    ])
    func `leaves the code`(text: String, code: String) {
        let lines = SwiftFile(path: "Sources/A/A.swift", text: text).code
        let trimmed = lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
        let expected = code.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.reversed().drop { $0 == " " }.reversed()) }
        #expect(trimmed.map { $0.drop { $0 == " " } } == expected.map { $0.drop { $0 == " " } })
    }

    @Test func `leaves the comments`() {
        let file = SwiftFile(path: "Sources/A/A.swift", text: "a // b\n\"// c\" /* d\ne */ f")
        #expect(file.comments.map { $0.filter { $0 != " " } } == ["//b", "/*d", "e*/"])
    }

    @Test func `counts the lines of functions`() {
        let text = """
            protocol P {
                func declared()
                var field: Int { get }
            }
            struct S {
                let a: Int
                var b = 1
                init(a: Int) {
                    self.a = a
                }
                func one() -> Int { 1 }
                func three(
                    x: [Int]
                ) throws(E) -> Int
                where X: Y {
                    for y in x { z(y) }
                }
                var c: Int {
                    1
                }
            }
            """
        let found = FunctionLengths(SwiftFile(path: "Sources/A/A.swift", text: text)).all
        #expect(found.map(\.line) == [3, 8, 11, 12, 18])
        #expect(found.map(\.count) == [1, 3, 1, 6, 3])
    }
}
