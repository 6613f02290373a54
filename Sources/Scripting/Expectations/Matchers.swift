internal import Lua

/// What can be expected of a value. The bodies are Lua: they read what scripts made, and call it.
enum Matchers {
    static let all: [LuaClass<ExpectationObject>.Method] = [
        matcher(
            "to_be", [.optional("value", .any)],
            "The value is this one, as == has it."),
        matcher(
            "to_equal", [.optional("value", .any)],
            "The value has the same contents, however deep; tables with the same keys."),
        matcher(
            "to_match", [Parameter("pattern", .either([.string, .table, .function]))],
            "Text that a Lua pattern finds something in; or what has these fields, however deep, "
                + "and perhaps others. A function, or one as a field, gets the value and says "
                + "whether it fits."
        ),
        matcher("to_be_truthy", [], "The value is neither nil nor false."),
        matcher("to_be_falsy", [], "The value is nil or false."),
        matcher("to_exist", [], "The value is not nil."),
        matcher(
            "to_be_a", [Parameter("type", .string)],
            "The value is of this type of Lua or class, such as \"string\" or \"session\"."),
        matcher(
            "to_be_near", [Parameter("number", .number), .optional("tolerance", .number)],
            "A number that differs at most by the tolerance, 1e-6 if left out."),
        matcher("to_be_above", [Parameter("limit", .number)], "A number greater than this."),
        matcher("to_be_below", [Parameter("limit", .number)], "A number less than this."),
        matcher("to_be_at_least", [Parameter("limit", .number)], "A number not less than this."),
        matcher("to_be_at_most", [Parameter("limit", .number)], "A number not greater than this."),
        matcher(
            "to_contain", [.optional("element", .any)],
            "A list with an equal element, or text with this in it."),
        matcher(
            "to_have_length", [Parameter("length", .integer)],
            "What has this length, as # has it."),
        matcher(
            "to_have_member",
            [Parameter("user", NamedUsers.one), .optional("fields", .table)],
            "A session with the user as a member, with these fields of the member, if some are given."
        ),
        matcher(
            "to_have_host", [Parameter("user", NamedUsers.one)],
            "A session whose host is the user's device."),
        matcher(
            "to_fail", [.optional("fields", .either([.string, .table]))],
            "A function that raises an error: with this text in it, or with these fields, such as "
                + "{ status = 403, rule = \"9.3\" }."),
    ]

    /// Declares a matcher whose body stands in ``ExpectationBodies``.
    private static func matcher(
        _ name: String, _ parameters: [Parameter], _ doc: String
    ) -> LuaClass<ExpectationObject>.Method {
        .init(name, parameters, doc: doc) { _, call in
            let host = call.host
            try call.delegate(to: try host.expecting.body(name, in: host.lua))
        }
    }
}
