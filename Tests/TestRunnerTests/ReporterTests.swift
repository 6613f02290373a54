import Foundation
import JSON
import TestRunner
import Testing

@Suite struct `A report` {
    /// `UPDATE_EXPECTED=1` writes the expected texts anew: read the difference.
    @Test(arguments: Form.allCases)
    func `of every verdict and every unusual run is as expected`(form: Form) throws {
        let text = Story.all.map { "======== \($0.name)\n" + form.text($0) }.joined()
        let path = Folder.path("Golden") + "/" + form.rawValue
        if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let expected = try Data(contentsOf: URL(filePath: path))
        let isAsExpected = Data(text.utf8) == expected
        #expect(isAsExpected, "run with UPDATE_EXPECTED=1 and read the difference")
    }

    /// But for the colors, which are the reporter's own.
    @Test(arguments: Form.allCases.filter { $0 != .colored })
    func `has no character that moves a terminal`(form: Form) {
        let text = Story.all.map(form.text).joined()
        let unsafe = text.unicodeScalars.filter { scalar in
            scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
                || scalar.value == 0x7f
        }
        #expect(unsafe.map(\.value) == [])
        #expect(text.hasSuffix("\n"))
    }

    @Test(arguments: Form.allCases)
    func `of a megabyte in one message is made`(form: Form) {
        let message = String(repeating: "#<&`\u{1}é", count: 125_000)
        let attempt = Story.attempt(.failed, failure: Failure(message: message))
        let text = form.text(Story("long", tests: [Story.Told(Story.seat, .failed, [attempt])]))
        #expect(!text.isEmpty)
        if ![.junit, .jsonLines, .tap].contains(form) { #expect(text.utf8.count < 200_000) }
    }

    @Test func `in JSON lines is valid, and every line has its version`() throws {
        for story in Story.all {
            let lines = Form.jsonLines.text(story).split(separator: "\n")
            #expect(lines.count == story.events.count)
            for line in lines {
                #expect(try JSONValue(parsing: String(line))["version"] == 1)
            }
        }
    }

    /// Which the runner of a workflow would take for a command, also behind spaces.
    @Test(arguments: [Form.pretty, .colored])
    func `of people's form never lets a script begin a line`(form: Form) {
        let text = form.text(Story.all[Story.all.count - 1])
        let begun = text.split(separator: "\n").filter { line in
            line.drop { $0 == " " }.hasPrefix("::")
        }
        #expect(text.contains("| ::error::injected"))
        #expect(begun == [])
    }

    @Test(arguments: [9, 10, 11, 25])
    func `on GitHub has ten annotations of a kind at most`(count: Int) {
        let tests = (1...count).map { number in
            Story.Told(
                TestID(file: "a.lua", path: ["t"], caseNumber: number), .failed,
                [Story.attempt(.failed)])
        }
        let lines = Form.annotations.text(Story("many", tests: tests)).split(separator: "\n")
        #expect(lines.count == min(10, count))
        let rest =
            "::error title=\(count - 9) more failures::"
            + "only 10 can be shown; the log has all \(count)"
        #expect((lines.last == rest[...]) == (count > 10))
    }

    @Test func `for a step stays within its limit and says what is missing`() {
        let tests = (1...400).map { number in
            Story.Told(
                TestID(file: "a.lua", path: ["t"], caseNumber: number), .failed,
                [Story.attempt(.failed, failure: Story.failure)])
        }
        var reporter = StepSummaryReporter(limitBytes: 10_000)
        let text = Story("many", tests: tests).events.map { reporter.receive($0) }.joined()
        let shown = text.split(separator: "\n").count { $0.hasPrefix("<details>") }
        #expect(text.utf8.count <= 10_000)
        #expect(text.utf8.count > 8_000)
        let note = "\n\(400 - shown) tests are left out: the summary of a step has a size limit.\n"
        #expect(text.hasSuffix(note))
    }
}

@Suite struct `Another reader` {
    @Test(arguments: Story.all.map(\.name))
    func `named prove agrees with what TAP says`(name: String) throws {
        let story = try #require(Story.all.first { $0.name == name })
        var record = RunRecord()
        for event in story.events { record.receive(event) }
        var reporter = TAPReporter(version: .thirteen)
        let text = story.events.map { reporter.receive($0) }.joined()
        #expect(
            text.split(separator: "\n").dropFirst()
                == Form.tap.text(story).split(separator: "\n").dropFirst())
        guard let ran = try Ran("prove", ["--exec", "cat"], content: text) else { return }
        #expect((ran.status == 0) == (record.outcome == .passed), "\(ran.output)")
        #expect(!ran.output.contains("Parse errors"), "\(ran.output)")
    }

    @Test func `named xmllint finds JUnit reports as the schema wants them`() throws {
        for story in Story.all {
            let arguments = ["--noout", "--schema", Folder.path("Schema/junit-10.xsd")]
            let text = Form.junit.text(story)
            guard let ran = try Ran("xmllint", arguments, content: text) else { return }
            #expect(ran.status == 0, "\(story.name): \(ran.output)")
        }
    }

    /// The part of the schema that our reports can break, where there is no xmllint.
    @Test(arguments: Story.all.map(\.name))
    func `of XML finds what a schema would ask for`(name: String) throws {
        let story = try #require(Story.all.first { $0.name == name })
        let check = JUnitCheck(Form.junit.text(story))
        #expect(check.findings == [])
        #expect(check.counts["testcase"] == check.total("tests"))
        #expect(check.counts["failure", default: 0] == check.total("failures"))
        #expect(check.counts["error", default: 0] == check.total("errors"))
        #expect(check.counts["skipped", default: 0] == check.total("skipped"))
    }

    @Test(arguments: [
        ("<testsuites><a/></testsuites>", ["a in testsuites"]),
        (
            "<testsuites><testsuite name='' tests='1' failures='1'/></testsuites>",
            [
                "testsuite without errors"
            ]
        ),
        ("<testsuites x='1'/>", ["testsuites has x"]),
        ("<testsuites time='1.23456'/>", ["time 1.23456"]),
        ("<testsuites>", ["not well formed"]),
    ])
    func `of XML finds what is wrong`(text: String, findings: [String]) {
        #expect(JUnitCheck(text).findings == findings)
    }
}
