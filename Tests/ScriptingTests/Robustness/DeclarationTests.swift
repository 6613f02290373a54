import Lua
import Testing

@testable import Scripting

@Suite struct `Everything a script sees` {
    private var declared: [(name: String, function: HostFunction)] {
        VisibleNames.functions.map { ($0.lua, $0.function) }
            + VisibleNames.classes.flatMap { type in
                (type.methods + type.metamethods).map { ("\(type.name):\($0.name)", $0) }
            }
    }

    @Test func `is known to these tests`() {
        let groups = ScriptReference.current.groups
        #expect(
            VisibleNames.classes.map(\.name) + VisibleDeclarations.testClasses.map(\.name)
                == groups.filter { $0.kind == .objects }.map(\.name))
        let functions = groups.filter { $0.kind == .module }.flatMap { $0.entries(.function) }
        #expect(
            VisibleNames.functions.map(\.function.name).dropLast() == functions.map(\.name)[...])
    }

    @Test func `says in one sentence what it is`() {
        let sentences =
            declared.map { ($0.name, $0.function.doc) }
            + VisibleNames.classes.map { ($0.name, $0.doc) }
            + VisibleNames.classes.flatMap { type in
                type.fields.map { ("\(type.name).\($0.name)", $0.doc) }
            }
        let bad = sentences.filter { _, doc in
            doc.isEmpty || !doc.hasSuffix(".") || doc.contains("\n")
        }

        #expect(bad.map(\.0) == [])
    }

    @Test func `says what it gives unless that is nothing`() {
        let giveNothing = declared.filter { $0.function.returns.isEmpty }.map(\.name)
            .filter { !$0.hasPrefix("expectation:") }

        #expect(
            giveNothing == [
                "muster.sleep", "muster.log", "muster.breakpoint", "service:limit_rates",
                "handle:delete", "connection:disconnect", "connection:stop", "task:cancel",
                "channel:send", "channel:close", "clock:advance",
            ])
    }

    @Test func `names its parameters, each once`() {
        let bad = declared.filter { _, function in
            let names = function.parameters.map(\.name)
            return names.contains("") || Set(names).count != names.count
        }

        #expect(bad.map(\.name) == [])
    }

    @Test func `has a name of its own in its class, and fields have a type`() {
        for type in VisibleNames.classes {
            let names = type.methods.map(\.name) + type.fields.map(\.name)
            #expect(Set(names).count == names.count, "\(type.name)")
            #expect(type.fields.filter { $0.type.isEmpty }.map(\.name) == [])
        }
    }
}
