import Lua
import Reporting
import Scripting
import Testing

@Suite struct `A failure with a column` {
    private let source = Array("local map = 1\nprint(map +* 2)".utf8)
    private let error = LuaError("unexpected symbol", at: LuaLocation(chunk: "in[2]", line: 2))

    @Test func `is marked there`() {
        #expect(
            text(column: 12)
                == """
                in[2]:2: unexpected symbol
                  1 | local map = 1
                > 2 | print(map +* 2)
                    |            ^

                """)
    }

    @Test(arguments: [0, -1, 17, Int.max])
    func `has no mark beyond the line`(column: Int) {
        #expect(
            text(column: column)
                == """
                in[2]:2: unexpected symbol
                  1 | local map = 1
                > 2 | print(map +* 2)

                """)
    }

    @Test func `may be marked at the end of the line`() {
        #expect(
            text(column: 16)
                == """
                in[2]:2: unexpected symbol
                  1 | local map = 1
                > 2 | print(map +* 2)
                    |                ^

                """)
    }

    @Test func `in an unknown chunk has no source`() {
        let elsewhere = LuaError("boom", at: LuaLocation(chunk: "other", line: 1))
        let text = FailureText(sources: ["in[2]": source], style: InspectionStyle())
        #expect(text.text(for: elsewhere) == "other:1: boom\n")
    }

    @Test func `beyond the end of its chunk has no source`() {
        let late = LuaError("boom", at: LuaLocation(chunk: "in[2]", line: 3))
        let text = FailureText(sources: ["in[2]": source], style: InspectionStyle())
        #expect(text.text(for: late) == "in[2]:3: boom\n")
    }

    private func text(column: Int) -> String {
        FailureText(sources: ["in[2]": source], style: InspectionStyle())
            .text(for: error, column: column)
    }
}
