import Foundation
import Testing

@Suite struct `A run of tests` {
    private static let specs = "Files/specs/"

    /// Reports without what differs from run to run: how long things took.
    private static func plain(_ text: String) -> String {
        text.replacing(/_us":\d+/, with: "_us\":0").replacing(/time="[\d.]+"/, with: "time=\"0\"")
            .replacing(/duration_ms: [\d.]+/, with: "duration_ms: 0")
    }

    @Test(arguments: ["json", "tap"])
    func `tells the same whatever runs at the same time`(format: String) async throws {
        let arguments = [
            "test", Self.specs + "verdicts_spec.lua", Self.specs + "choice_spec.lua",
            Self.specs + "flaky_spec.lua", "--retries", "2", "--memory-limit", "64MB",
            "--format", format, "--jobs",
        ]
        let alone = try await Invocation(arguments + ["1"]).run()
        let together = try await Invocation(arguments + ["5"]).run()
        #expect(alone.status == .exit(1))
        #expect(Self.plain(alone.outputText) == Self.plain(together.outputText))
    }

    @Test func `can be of the tests that failed before`() async throws {
        let folder = try TestFolder([
            ".muster.lua": "return {}",
            "a_spec.lua": "it('passes', function() end) it('fails', function() error 'no' end)",
            "b_spec.lua": "it('fails, too', function() error 'no' end)",
        ])
        defer { folder.remove() }
        #expect(try await folder.invocation([]).run().status == .exit(1))
        let failed = try await folder.invocation(["--rerun-failed", "--list"]).run()
        #expect(failed.outputText == "a_spec.lua › fails\nb_spec.lua › fails, too\n")

        try "it('fails, too', function() end)".write(
            toFile: folder.path + "/b_spec.lua", atomically: true, encoding: .utf8)
        #expect(
            try await folder.invocation(["b_spec.lua", "--rerun-failed"]).run().status == .exit(0))
        let left = try await folder.invocation(["--rerun-failed", "--list"]).run()
        #expect(left.outputText == "a_spec.lua › fails\n")
    }

    @Test func `keeps nothing where nobody asked for a project`() async throws {
        let folder = try TestFolder(["a_spec.lua": "it('fails', function() error 'no' end)"])
        defer { folder.remove() }
        #expect(try await folder.invocation([]).run().status == .exit(1))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a_spec.lua"])
    }

    @Test func `refuses marks that hide other tests in a pipeline`() async throws {
        var run = Invocation(["test", Self.specs + "only_spec.lua"])
        run.environment = ["CI": "true"]
        let ending = try await run.run()
        #expect(ending.status == .exit(64))
        #expect(
            ending.errorText == """
                muster: tests are marked with 'only', which would hide all others in a pipeline (CI \
                is set): take the mark away from
                  Files/specs/only_spec.lua › is the only one

                """)
    }

    @Test func `shows secrets of the environment in no report`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": """
            local secret = os.getenv "SERVICE_TOKEN"
            it("tells", function()
              print("token", secret)
              io.stderr:write("XBL3.0 x=1;abcdef\\n")
              error("with " .. secret)
            end)
            """
        ])
        defer { folder.remove() }
        let ending = try await folder.invocation(
            ["--junit", "a.xml", "--tap", "a.tap", "--json-lines", "a.jsonl"],
            environment: ["SERVICE_TOKEN": "hunter2hunter2"]
        ).run()
        #expect(ending.status == .exit(1))
        for text in try [
            ending.outputText, ending.errorText, folder.text("a.xml"), folder.text("a.tap"),
            folder.text("a.jsonl"),
        ] {
            #expect(!text.contains("hunter2") && !text.contains("abcdef"))
        }
        #expect(ending.outputText.contains("a_spec.lua:5: with ***"))
    }

    @Test func `writes annotations and a summary for GitHub`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": "it('passes', function() end)\nit('fails', function() error 'no' end)"
        ])
        defer { folder.remove() }
        try "before\n".write(
            toFile: folder.path + "/summary.md", atomically: true, encoding: .utf8)
        let ending = try await folder.invocation(
            [], environment: ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "summary.md"]
        ).run()
        #expect(ending.outputText.contains("\n::error file=a_spec.lua,line=2,"))
        #expect(try folder.text("summary.md").hasPrefix("before\n"))
        #expect(try folder.text("summary.md").contains("1 passed, 1 error"))
    }

    @Test func `says before it runs that a report cannot be written`() async throws {
        let ending = try await Invocation([
            "test", Self.specs + "verdicts_spec.lua", "--junit", "no/such/folder.xml",
        ]).run()
        #expect(ending.status == .exit(64))
        #expect(ending.outputText == "")
        #expect(
            ending.errorText
                == "muster: could not write no/such/folder.xml: No such file or directory\n")
    }

    @Test func `tells what ran when it is interrupted`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": """
            it("ends", function() end)
            it("goes on", function() io.stdout:write("begun\\n"):flush() while true do end end)
            it("never begins", function() end)
            """
        ])
        defer { folder.remove() }
        let run = folder.invocation(["--jobs", "1", "--format", "json"])
        let ending = try await Gate.run {
            let process = try run.start()
            while let line = process.readLine(),
                !line.contains("test_started")
                    || !line.contains("goes on")
            {}
            process.signal(SIGINT)
            return process.finish()
        }
        #expect(ending.status == .exit(130))
        let lines = ending.outputText.split(separator: "\n")
        #expect(lines.last?.contains("\"ending\":\"interrupted\"") == true)
        #expect(lines.last?.contains("\"passed\":1") == true)
        #expect(lines.last?.contains("\"not_run\":2") == true)
    }

    @Test func `writes a page with every test, and what was counted`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": """
            local muster = require "muster"
            it("creates a session", function()
              local service = muster.service()
              local host = service:users(1)[1]
              host:create(service:reference "quick", muster.request():join { active = true })
            end)
            it("fails </script>", function()
              error("</script>")
            end)
            it("asserts", function() assert.is_true(true) end)
            """
        ])
        defer { folder.remove() }
        let ending = try await folder.invocation([
            "--report", "a.html", "--coverage-json", "a.json", "--lcov", "a.info",
        ]).run()
        #expect(ending.status == .exit(1))
        let page = try folder.text("a.html")
        #expect(page.hasPrefix("<!DOCTYPE html>") || page.hasPrefix("<!doctype html>"))
        #expect(page.contains("creates a session") && page.contains("fails"))
        #expect(!page.contains("fails </script>"))
        #expect(page.contains("assert.is_true(true)"))
        #expect(try folder.text("a.json").contains("\"covered\""))
        let lines = try folder.text("a.info")
        #expect(lines.hasPrefix("TN:\nSF:a_spec.lua\n"))
        #expect(lines.contains("DA:5,1\n") && lines.contains("DA:8,1\n"))
    }

    @Test func `finds with an exploration what a schedule repeats`() async throws {
        let file = Self.specs + "race_spec.lua"
        #expect(try await Invocation(["test", file]).run().status == .exit(0))
        let found = try await Invocation(["test", file, "--explore", "30"]).run()
        #expect(found.status == .exit(1))
        let line = try #require(
            found.outputText.split(separator: "\n").first { $0.contains("repeat: muster ") })
        let schedule = try #require(line.split(separator: " ").last)
        let again = try await Invocation(["test", file, "--schedule", String(schedule)]).run()
        #expect(again.status == .exit(1))
    }

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/prove"),
            "there is no /usr/bin/prove (Debian's package perl)"))
    func `is understood by prove`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": "it('passes', function() end)\nit.skip('waits', function() end)"
        ])
        defer { folder.remove() }
        let program = try Repository.binary()
        let output = try await Gate.run {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/prove")
            process.arguments = ["--exec", "\(program) test --format tap13", "a_spec.lua"]
            process.currentDirectoryURL = URL(filePath: folder.path)
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return String(decoding: data, as: UTF8.self)
        }
        #expect(output.contains("Result: PASS"))
    }
}
