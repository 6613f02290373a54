import Testing

@testable import REPL

@Suite struct `What completion knows of a conversation` {
    private let spoken: Spoken
    private let state: LiveState

    init() throws {
        spoken = try Spoken()
        spoken.enter([
            "local stacy = service:user { xuid = '5500461', gamertag = 'stacy' }",
            "den = stacy:create(service:reference('quick', 'den'), "
                + "muster.request():set('map', 'dust'):join { active = true })",
            "setmetatable(_G, { __index = function() error 'code ran' end })",
            "t = setmetatable({ 1, { deep = true }, name = 'x' }, "
                + "{ __index = function() error 'code ran' end, __pairs = error })",
            "local function double(number, times) return number end",
        ])
        state = LiveState(spoken.interpreter)
    }

    private func word(_ value: LiveValue?) -> String {
        switch value {
        case nil: "nothing"
        case .typed(let type): "\(type)"
        case .function(let title): "function \(title)"
        case .luaFunction(let parameters): "function(\(parameters.joined(separator: ", ")))"
        case .table(let fields): "{\(fields.map(\.name).joined(separator: ", "))}"
        }
    }

    @Test func `is what variables hold, found without running code`() {
        let cases: [([LiveKey], String)] = [
            ([.name("t")], "{name}"), ([.name("t"), .name("name")], "string"),
            ([.name("t"), .index(2), .name("deep")], "boolean"),
            ([.name("t"), .name("none")], "nothing"), ([.name("none")], "nothing"), ([], "nothing"),
            ([.index(1)], "nothing"), ([.name("double")], "function(number, times)"),
            ([.name("string"), .name("rep")], "nothing"), ([.name("stacy")], "object(\"user\")"),
            ([.name("den"), .name("properties"), .name("custom")], "{map}"),
            ([.name("den"), .name("properties"), .name("custom"), .name("map")], "string"),
            ([.name("den"), .name("members"), .index(1)], "nothing"),
            ([.name("muster")], "object(\"muster\")"),
            ([.name("muster"), .name("json")], "object(\"json\")"),
        ]
        for (path, expected) in cases {
            #expect(word(state.value(at: path)) == expected, "\(path)")
        }
    }

    @Test func `is what is in play`() {
        #expect(state.names.prefix(2) == ["stacy", "double"])
        #expect(state.names.contains("den"))
        #expect(state.users == [LiveUser(xuid: "5500461", gamertag: "stacy")])
        #expect(state.sessionNames == ["den"])
        #expect(state.customNames == ["map"])
        #expect(state.templates.contains("quick"))
    }

    @Test func `is looked at again after a statement`() {
        #expect(!state.names.contains("later"))
        spoken.enter(["local later = 1"])
        #expect(!state.names.contains("later"))
        state.refresh()
        #expect(state.names.contains("later"))
        #expect(word(state.value(at: [.name("later")])) == "integer")
    }
}
