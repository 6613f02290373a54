import Foundation
import Testing

@Suite struct `Output` {
    @Test func `of many lines arrives whole`() async throws {
        let ending = try await Invocation.code("for i = 1, 100000 do print(i) end").run()
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == (1...100_000).map { "\($0)\n" }.joined())
    }

    @Test func `of very long lines arrives whole`() async throws {
        let script = "local line = ('0123456789'):rep(500000) print(line) io.write(line, '\\n')"
        let ending = try await Invocation.code(script).run()
        let line = String(repeating: "0123456789", count: 500_000)
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == line + "\n" + line + "\n")
    }

    /// As every program in a pipe: a reader that has seen enough ends the writer.
    @Test func `without a reader ends the script, and is no error of its own`() async throws {
        let ending = try await Gate.run {
            let process = try Invocation.code("local i = 0 while true do i = i + 1 print(i) end")
                .start()
            let first = process.readLine()
            process.closeOutput()
            return (first, process.finish())
        }
        #expect(ending.0 == "1")
        #expect(ending.1.status == .signal(SIGPIPE))
        #expect(ending.1.errorText == "")
    }

    @Test func `of a script that was stopped is not lost`() async throws {
        var run = Invocation.code("print('kept') while true do end", options: ["--timeout", "1s"])
        run.limit = .seconds(10)
        let ending = try await run.run()
        #expect(ending.outputText == "kept\n")
    }
}

@Suite struct `Without open input` {
    @Test func `a script runs`() async throws {
        var run = Invocation.code("print('runs')")
        run.input = .closed
        let ending = try await run.run()
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == "runs\n")
        #expect(ending.errorText == "")
    }

    @Test func `a script that reads it gets nothing`() async throws {
        var run = Invocation.code("print(io.read('l'))")
        run.input = .closed
        run.limit = .seconds(10)
        let ending = try await run.run()
        #expect(ending.status == .exit(0))
        #expect(ending.outputText.hasPrefix("nil"))
    }

    @Test func `a script from a file is read all the same`() async throws {
        var run = Invocation(["run", "Files/echo.lua"])
        run.input = .closed
        let ending = try await run.run()
        #expect(ending.status == .exit(0))
        #expect(ending.outputText == "arg[0]\tFiles/echo.lua\n...\t0\n")
    }

    @Test func `there is no script on it`() async throws {
        var run = Invocation(["run", "-"])
        run.input = .closed
        let ending = try await run.run()
        #expect(ending.status == .exit(64))
        #expect(ending.errorText == "muster: could not read -: Bad file descriptor\n")
    }
}

@Suite struct `Colour` {
    @Test(arguments: [[:], ["NO_COLOR": "1"], ["TERM": "xterm-256color", "FORCE_COLOR": "1"]])
    func `is for terminals`(environment: [String: String]) async throws {
        var run = Invocation.code("error('x')", options: ["--trace"])
        run.environment = environment
        let ending = try await run.run()
        #expect(!ending.error.contains(0x1b))
    }

    @Test func `can be asked for`() async throws {
        var run = Invocation.code("error('x')", options: ["--color", "always"])
        run.environment = ["NO_COLOR": "1"]
        let ending = try await run.run()
        #expect(ending.error.contains(0x1b))
    }
}
