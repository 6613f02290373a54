import Lua

@testable import REPL

/// Variables and users as a prompt may have them after a few lines.
struct FakeScope: LiveScope {
    var variables: [(String, LiveValue)] = [
        ("lobby", .typed(.object("session"))), ("stacy", .typed(.object("user"))),
        ("service", .typed(.object("service"))), ("ref", .typed(.object("reference"))),
        ("score", .table([LiveField("best", "integer"), LiveField("add", "function")])),
        ("double", .luaFunction(parameters: ["number", "times"])), ("map", .typed(.string)),
        ("muster", .typed(.object("muster"))), ("print", .function(title: "print")),
        ("pairs", .function(title: "pairs")),
        ("os", .table([LiveField("time", "function"), LiveField("tmpname", "function")])),
        ("string", .table([LiveField("format", "function"), LiveField("rep", "function")])),
    ]
    var deeper: [[LiveKey]: LiveValue] = [
        [.name("score"), .name("best")]: .typed(.integer),
        [.name("score"), .name("add")]: .luaFunction(parameters: ["player", "points"]),
        // As a document says it: less than the declaration does.
        [.name("lobby"), .name("members")]: .typed(.table),
        [.name("lobby"), .name("me"), .name("status")]: .typed(.string),
        [.name("os"), .name("time")]: .function(title: "os.time"),
        [.name("lobby"), .name("properties"), .name("custom")]:
            .table([LiveField("map", "string"), LiveField("rules", "table")]),
        [.name("lobby"), .name("properties"), .name("custom"), .name("rules")]:
            .table([LiveField("fair", "boolean"), LiveField("two words", "boolean")]),
    ]
    var templates = ["quick", "queue", "lobby"]
    var users = [
        LiveUser(xuid: "5500461", gamertag: "stacy"), LiveUser(xuid: "2814600", gamertag: nil),
    ]
    var customNames = ["map", "mode"]
    var sessionNames = ["lobby-1", "game"]
    var modules = ["muster", "music"]

    var names: [String] { variables.map(\.0) }

    func value(at path: [LiveKey]) -> LiveValue? {
        guard path.count == 1, case .name(let name)? = path.first else { return deeper[path] }
        return variables.first { $0.0 == name }?.1
    }
}
