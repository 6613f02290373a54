import Foundation
import Testing

/// The command beside a failure, run by a shell.
@Suite struct `The command beside a failure` {
    /// A run that fails by something, and is fine without it.
    struct Cause: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        var environment: [String: String] = [:]
        var files: [String: String] = [:]
        /// What the command names, with the space before it; empty for nothing.
        let names: String
        let test: String
        /// How the run ends without the cause.
        var without: Ending.Status? = .exit(0)

        var testDescription: String {
            (environment.map { "\($0)=\($1)" } + arguments).joined(separator: " ")
        }
    }

    private static let isVirtual = """
        local muster = require "muster"
        it("keeps virtual time", function() expect(muster.clock.mode):to_be "virtual" end)
        """
    private static let isReal = """
        local muster = require "muster"
        it("keeps real time", function() expect(muster.clock.mode):to_be "real" end)
        """
    private static let hasNoSquad = """
        local muster = require "muster"
        it("knows no squad", function()
          for _, name in ipairs(muster.service():templates()) do expect(name).never:to_be "squad" end
        end)
        """
    private static let squad = """
        { "constants": { "system": { "version": 1, "maxMembersCount": 3 } } }
        """
    private static let crashes = """
        local muster = require "muster"
        it("dies of a third player", function()
          if #muster.service():users(2, 4) > 2 then os.execute "kill -KILL $PPID" end
        end)
        """

    private static let causes = [
        Cause(
            arguments: ["--memory-limit", "64MB"], names: " --memory-limit 64MB",
            test: "it('needs memory', function() print(#string.rep('x', 1 << 27)) end)"),
        Cause(
            arguments: ["--memory-limit", "65000KB"], names: " --memory-limit 65000KB",
            test: "it('needs memory', function() print(#string.rep('x', 1 << 27)) end)"),
        Cause(
            arguments: ["--timeout", "0.15"], names: " --timeout 150ms",
            test: "it('takes its time', function() for _ = 1, 10 ^ 8 do end end)"),
        Cause(
            arguments: [], environment: ["MUSTER_TIMEOUT": "150ms"], names: " --timeout 150ms",
            test: "it('takes its time', function() for _ = 1, 10 ^ 8 do end end)"),
        Cause(arguments: ["--time", "real"], names: " --time real", test: isVirtual),
        Cause(
            arguments: [], environment: ["MUSTER_TIME": "real"], names: " --time real",
            test: isVirtual),
        Cause(
            arguments: ["--config", "my settings.lua"],
            files: ["my settings.lua": "return { time = 'real' }"],
            names: " --config 'my settings.lua'", test: isVirtual),
        Cause(
            arguments: ["--config", "my.lua", "--time", "virtual"],
            files: ["my.lua": "return { time = 'real' }"],
            names: " --time virtual --config my.lua", test: isReal, without: nil),
        Cause(
            arguments: [], files: [".muster.lua": "return { time = 'real' }"], names: "",
            test: isVirtual, without: nil),
        Cause(
            arguments: ["--time", "virtual"], files: [".muster.lua": "return { time = 'real' }"],
            names: " --time virtual", test: isReal),
        Cause(
            arguments: ["--template", "squad.json"], files: ["squad.json": squad],
            names: " --template squad.json", test: hasNoSquad),
        Cause(
            arguments: ["--template=-odd/squad.json"], files: ["-odd/squad.json": squad],
            names: " --template=-odd/squad.json", test: hasNoSquad),
        Cause(
            arguments: [], environment: ["MUSTER_TEMPLATES": "squad.json"],
            files: ["squad.json": squad], names: " --template squad.json", test: hasNoSquad),
        Cause(
            arguments: ["--schedule", "players:1=3"], names: " --schedule players:1=3",
            test: """
                local muster = require "muster"
                it("has two", function() expect(#muster.service():users(2, 4)):to_be(2) end)
                """),
        Cause(
            arguments: ["--explore", "30", "--vary", "players"],
            names: " --explore 30 --vary players", test: crashes),
        Cause(
            arguments: ["--seed", "3"], names: "",
            test: "it('is lucky', function() expect(math.random(1, 4)):to_be(1) end)",
            without: nil),
        Cause(
            arguments: ["--repeat", "4", "--jobs", "1"], names: "",
            test: "it('is lucky', function() expect(math.random(1, 4)):to_be(5) end)",
            without: nil),
        Cause(
            arguments: ["--retries", "2", "--shuffle", "--slow", "1h", "--format", "quiet"],
            names: "",
            test: "it('is lucky', function() expect(math.random(1, 4)):to_be(5) end)",
            without: nil),
        // What the file declares is decided by the run's seed, and the rest by the test's own.
        Cause(
            arguments: ["--seed", "5"], names: "",
            test: """
                it("draws " .. math.random(1000), { seed = 7 }, function()
                  error(math.random(1 << 40))
                end)
                """, without: nil),
    ]

    @Test(arguments: causes)
    func `brings about the same failure`(cause: Cause) async throws {
        var files = cause.files
        files["a_spec.lua"] = cause.test
        let folder = try TestFolder(files)
        defer { folder.remove() }
        if let without = cause.without {
            #expect(try await folder.invocation(["a_spec.lua"]).run().status == without)
        }
        let arguments = ["a_spec.lua"] + cause.arguments
        let first = try await folder.invocation(arguments, environment: cause.environment).run()
        #expect(first.status == .exit(1), "\(first.outputText)\(first.errorText)")
        let failures = Failure.all(in: first)
        #expect(!failures.isEmpty)
        for failure in failures {
            #expect(
                failure.command.replacing(/--seed \d+/, with: "--seed N")
                    .hasSuffix("' --seed N" + cause.names), "\(failure.command)")
            let again = try await folder.shell(failure.command)
            #expect(again.status == .exit(1), "\(failure.command)\n\(again.errorText)")
            // The same words, and the same command.
            #expect(Failure.all(in: again).first == failure)
        }
    }

    @Test func `goes before the environment where an option did`() async throws {
        let folder = try TestFolder(["a_spec.lua": Self.isReal])
        defer { folder.remove() }
        let variables = ["MUSTER_TIME": "real"]
        #expect(try await folder.invocation([], environment: variables).run().status == .exit(0))
        let first = try await folder.invocation(["--time", "virtual"], environment: variables).run()
        let failure = try #require(Failure.all(in: first).first)
        for environment in [variables, [:]] {
            let again = try await folder.shell(failure.command, environment: environment)
            #expect(Failure.all(in: again).first?.lines == failure.lines)
        }
    }

    @Test func `makes one attempt at a test that asks for more`() async throws {
        let folder = try TestFolder([
            "a_spec.lua": """
            it("is lucky", { retries = 5 }, function() expect(math.random(1, 4)):to_be(1) end)
            """
        ])
        defer { folder.remove() }
        let first = try await folder.invocation(["--seed", "3"]).run()
        #expect(first.status == .exit(0) && first.outputText.contains("FLAKY"))
        let failure = try #require(Failure.all(in: first).first)
        #expect(failure.command.hasSuffix(" --seed 3 --retries 0"))
        let again = try await folder.shell(failure.command)
        #expect(again.status == .exit(1))
        #expect(Failure.all(in: again).first == failure)
    }

    @Test(arguments: [
        "it's \"so\" $HOME `id` \\ %s *?!", "two\nlines", "\n  ends in a *\\n\n", "\r\n",
        "tab\there",
        "-dash", "=equals", "!bang", "tag:x", "\u{202E}turned", "ünï", " spaces ", "", "''",
        "100%\u{1}",
    ])
    func `finds the test by any name`(name: String) async throws {
        let literal = name.utf8.map { "\\" + String(1_000 + Int($0)).dropFirst() }.joined()
        let folder = try TestFolder([
            "a_spec.lua": """
            it("\(literal)", function() error "no" end)
            it("another", function() error "no" end)
            """
        ])
        defer { folder.remove() }
        let failure = try #require(Failure.all(in: try await folder.invocation([]).run()).first)
        let again = try await folder.shell(failure.command + " --format json")
        #expect(again.status == .exit(1), "\(failure.command)\n\(again.errorText)")
        #expect(again.outputText.contains("\"counts\":{\"error\":1}"), "\(failure.command)")
    }

    @Test(arguments: ["-x_spec.lua", "it's a_spec.lua", "two\nlines_spec.lua", "--help_spec.lua"])
    func `finds the file by any name`(name: String) async throws {
        let folder = try TestFolder([name: "it('fails', function() error 'no' end)"])
        defer { folder.remove() }
        let failure = try #require(Failure.all(in: try await folder.invocation([]).run()).first)
        let again = try await folder.shell(failure.command)
        #expect(again.status == .exit(1), "\(failure.command)\n\(again.errorText)")
        #expect(Failure.all(in: again).first == failure)
    }

    @Test func `names a service elsewhere, and the same seed comes of it`() async throws {
        let folder = try TestFolder(["a_spec.lua": Self.isVirtual])
        defer { folder.remove() }
        let endings = try await Gate.run {
            let server = try RunningServer()
            let arguments = ["--service", server.url, "--repeat", "2"]
            let first = try folder.invocation(arguments).start().finish()
            let again = try Failure.all(in: first).map {
                try folder.shellProcess($0.command).finish()
            }
            _ = server.stop()
            return (first: first, again: again)
        }
        let failures = Failure.all(in: endings.first)
        // Each repetition is told twice: as it happens, and at the end.
        #expect(Set(failures.map(\.command)).count == 2 && failures.count == 4)
        for (failure, again) in zip(failures, endings.again) {
            #expect(again.status == .exit(1))
            // The command would be another if the seed were.
            #expect(Failure.all(in: again).first == failure)
        }
    }
}

/// What a run tells of an attempt that failed.
private struct Failure: Equatable {
    let lines: [String]
    let command: String

    /// The failures that a report for people shows, in order, twice those that are told again.
    static func all(in ending: Ending) -> [Failure] {
        var failures: [Failure] = []
        var lines: [String] = []
        for line in ending.outputText.split(separator: "\n") {
            guard let start = line.firstRange(of: "         | ")?.upperBound else {
                lines = []
                continue
            }
            let text = String(line[start...])
            if text.hasPrefix("repeat: ") {
                failures.append(Failure(lines: lines, command: String(text.dropFirst(8))))
            }
            lines.append(text)
        }
        return failures
    }
}

extension TestFolder {
    /// Starts a command line as a person does who copied it.
    fileprivate func shellProcess(
        _ command: String, environment: [String: String] = [:]
    ) throws -> ChildProcess {
        let programs = path + "/.programs"
        try FileManager.default.createDirectory(
            atPath: programs, withIntermediateDirectories: true)
        if !FileManager.default.fileExists(atPath: programs + "/muster") {
            try FileManager.default.createSymbolicLink(
                atPath: programs + "/muster", withDestinationPath: try Repository.binary())
        }
        var environment = environment
        environment["PATH"] = programs + ":/usr/bin:/bin"
        return try ChildProcess(
            "/bin/sh", ["-c", command], input: .nothing, environment: environment, folder: path,
            limit: .seconds(30))
    }

    /// Runs it to its end.
    fileprivate func shell(
        _ command: String, environment: [String: String] = [:]
    ) async throws -> Ending {
        try await Gate.run { try shellProcess(command, environment: environment).finish() }
    }
}
