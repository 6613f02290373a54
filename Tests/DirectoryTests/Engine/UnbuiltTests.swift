import Directory
import JSON
import Sessions
import Testing

/// What the directory does not do yet, it refuses by name.
@Suite struct `What is not built yet` {
    let world = World()

    @Test func `is refused in the constants of a request`() {
        let answer = world.a.put(
            .quick, .act.with(.constants(["capabilities": ["searchable": true]])))

        #expect(answer.status == 400)
        #expect(answer.response.rule == "11.6")
        #expect(answer.text?.contains("not built yet") == true)
        #expect(world.a.get(.quick).status == 204)
    }

    @Test(arguments: [
        ("/handles", "11"), ("/handles/query", "11"),
    ])
    func `is refused as a path`(path: String, rule: String) {
        let answer = world.a.get(.unknown(path: path))

        #expect(answer.status == 404)
        #expect(answer.response.rule == rule)
        #expect(answer.text?.contains("not built yet") == true)
    }
}
