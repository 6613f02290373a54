import Foundation
import Testing

/// What keeps a script from ending by itself.
enum Endless: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case loop = "while true do end"
    case protectedLoop = "while true do pcall(function() while true do end end) end"
    case handledLoop = "while true do xpcall(error, function() while true do end end) end"
    case coroutine = "coroutine.wrap(function() while true do end end)()"
    case task = "muster.spawn(function() while true do end end) muster.sleep '1s'"
    case pattern = "local _ = (('a'):rep(100000)):find(('.-'):rep(50) .. 'b')"
    case substitution = "local _ = (('a'):rep(1 << 20)):gsub('a', function() while true do end end)"
    case sort = "table.sort({ 1, 2, 3 }, function() while true do end end)"
    case finalizer =
        """
        setmetatable({}, { __gc = function() while true do end end }) collectgarbage()
        """
    case closing =
        """
        local x <close> = setmetatable({}, { __close = function() while true do end end })
        """
    case virtualSleep = "while true do muster.sleep(1) end"
    case concatenation = "local t = {} while true do t[1] = ('x'):rep(1000) .. #t end"

    var testDescription: String { String(describing: self) }

    var script: String { "local muster = require 'muster'\n" + rawValue }
}

@Suite struct `A script that does not end` {
    /// That it ends at all is what the hard limit holds; how fast, the benchmarks show.
    static let limit = Duration.seconds(10)

    /// On a machine with much to do, a script that could stop by itself may not get to it in time;
    /// so each end has two texts.
    private static let timeoutTexts = [
        "muster: the script was stopped: it ran longer than --timeout 1s\n",
        "muster: the script ran longer than --timeout" + ended,
    ]
    private static let interruptTexts = [
        "muster: interrupted\n", "muster: the script was interrupted" + ended,
    ]
    private static let ended =
        " and did not stop at once; the process was ended\n"

    @Test(arguments: Endless.allCases)
    func `is stopped by its timeout`(endless: Endless) async throws {
        var run = Invocation.code(
            "print('begun')\n" + endless.script, options: ["--timeout", "1s"])
        run.limit = Self.limit
        let ending = try await run.run()
        #expect(ending.status == .exit(124))
        #expect(ending.outputText == "begun\n")
        #expect(Self.timeoutTexts.contains(ending.errorText))
    }

    @Test(arguments: Endless.allCases)
    func `is stopped by an interrupt`(endless: Endless) async throws {
        let script = "io.stdout:write('begun\\n'):flush()\n" + endless.script
        let ending = try await interrupted(.code(script))
        #expect(ending.status == .exit(130))
        #expect(Self.interruptTexts.contains(ending.errorText))
    }

    @Test func `sleeps in real time until it is interrupted`() async throws {
        let script = """
            io.stdout:write('begun\\n'):flush()
            require 'muster'.sleep '1h'
            """
        let ending = try await interrupted(.code(script, options: ["--time", "real"]))
        #expect(ending.status == .exit(130))
        #expect(Self.interruptTexts.contains(ending.errorText))
    }

    @Test func `sleeps in real time until its timeout`() async throws {
        var run = Invocation.code(
            "require 'muster'.sleep '1h'", options: ["--time", "real", "--timeout", "1s"])
        run.limit = Self.limit
        let ending = try await run.run()
        #expect(ending.status == .exit(124))
        #expect(Self.timeoutTexts.contains(ending.errorText))
    }

    @Test func `reads an input that stays silent until its timeout`() async throws {
        var run = Invocation.code("print('begun') io.read()", options: ["--timeout", "1s"])
        run.input = .silence
        run.limit = Self.limit
        let ending = try await run.run()
        #expect(ending.status == .exit(124))
        #expect(Self.timeoutTexts.contains(ending.errorText))
    }

    @Test func `waits for a service that never answers until its timeout`() async throws {
        let ending = try await Gate.run {
            let service = try LocalSocket.silent(isListening: true)
            var run = Self.reading(port: service.port, options: ["--timeout", "1s"])
            run.limit = Self.limit
            return try run.start().finish()
        }
        #expect(ending.status == .exit(124))
        #expect(ending.outputText == "begun\n")
        #expect(Self.timeoutTexts.contains(ending.errorText))
    }

    @Test func `cannot catch its own end`() async throws {
        let script = """
            while true do
              local ok, problem = pcall(function() while true do end end)
              print('caught', ok, problem)
            end
            """
        var run = Invocation.code(script, options: ["--timeout", "1s"])
        run.limit = Self.limit
        let ending = try await run.run()
        #expect(ending.status == .exit(124))
        #expect(ending.outputText == "")
    }

    private func interrupted(_ run: Invocation) async throws -> Ending {
        var run = run
        run.limit = Self.limit
        return try await Gate.run { [run] in
            let process = try run.start()
            _ = process.readLine()
            process.signal(SIGINT)
            return process.finish()
        }
    }

    fileprivate static func reading(port: UInt16, options: [String] = []) -> Invocation {
        .code(
            """
            local service = require "muster".service()
            io.stdout:write("begun\\n"):flush()
            print(service:user "5500461":get(service:reference "quick"))
            """, options: ["--service", "http://127.0.0.1:\(port)"] + options)
    }
}

@Suite struct `A service that is not there` {
    @Test func `ends the script that needs it`() async throws {
        let (ending, port) = try await Gate.run {
            let nobody = try LocalSocket.silent(isListening: false)
            let run = `A script that does not end`.reading(port: nobody.port)
            return (try run.start().finish(), nobody.port)
        }
        #expect(ending.status == .exit(69))
        #expect(ending.outputText == "begun\n")
        #expect(ending.errorText.hasPrefix("(command line):3: "))
        #expect(ending.errorText.contains("127.0.0.1:\(port)"))
        #expect(ending.errorText.contains("> 3 | print(service:user"))
    }

    @Test func `is an error that a script may catch`() async throws {
        let ending = try await Gate.run {
            let nobody = try LocalSocket.silent(isListening: false)
            let run = Invocation.code(
                """
                local service = require "muster".service()
                local user, ref = service:user "5500461", service:reference "quick"
                local ok, problem = pcall(user.get, user, ref)
                print(ok, problem.kind, problem.status, problem.rule, problem.retryable)
                """, options: ["--service", "http://127.0.0.1:\(nobody.port)"])
            return try run.start().finish()
        }
        #expect(ending.status == .exit(0))
        #expect(ending.errorText == "")
        #expect(ending.outputText == "false\tunreachable\tnil\tnil\ttrue\n")
    }
}
