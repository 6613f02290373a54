import Foundation
import Testing

@Suite struct `An example` {
    private static let scripts = FileManager.default.names(in: "Examples", ending: ".lua")
    /// Those that also work with a service elsewhere, whose network and time are what they are.
    private static let portable = scripts.filter { script in
        let text = try? String(
            contentsOfFile: Repository.root + "/Examples/" + script, encoding: .utf8)
        return ["service.network", "needs a local directory"].allSatisfy {
            text?.contains($0) == false
        }
    }

    @Test(arguments: scripts)
    func `prints its story`(script: String) async throws {
        let ending = try await Self.invocation(of: script).run()
        #expect(ending.status == .exit(0))
        #expect(ending.errorText == "")
        try Self.story(of: script).check(ending.output)
    }

    /// Over HTTP the time is the real one, which the stories do not tell.
    @Test(arguments: portable)
    func `prints the same story over HTTP`(script: String) async throws {
        let (ending, server) = try await Gate.run {
            let server = try RunningServer()
            let ending = try Self.invocation(of: script, service: server.url).start().finish()
            return (ending, server.stop())
        }
        #expect(ending.status == .exit(0))
        #expect(ending.errorText == "")
        #expect(Self.story(of: script).expected.matches(ending.output))
        #expect(server.status == .exit(0))
        #expect(server.errorText == "")
    }

    @Test func `is told of by a story, and no story lacks its example`() {
        let stories = FileManager.default
            .names(in: "Tests/CommandTests/Cases/examples", ending: ".out")
        #expect(stories == Self.scripts.map { $0.replacing(".lua", with: ".out") })
    }

    private static func invocation(of script: String, service: String = "local") -> Invocation {
        var invocation = Invocation(["run", "--service", service, "Examples/" + script])
        invocation.folder = Repository.root
        return invocation
    }

    private static func story(of script: String) -> GoldenFile {
        GoldenFile(name: "examples/" + script.replacing(".lua", with: ".out"))
    }
}

extension FileManager {
    /// The names in a folder of the repository, in order.
    func names(in folder: String, ending: String) -> [String] {
        let names = (try? contentsOfDirectory(atPath: Repository.root + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted()
    }
}
