internal import Lua

/// A value of which a script expects something.
final class ExpectationObject {
    let value: LuaValue
    /// Whether the contrary is expected.
    let isNegated: Bool

    init(_ value: LuaValue, isNegated: Bool = false) {
        self.value = value
        self.isNegated = isNegated
    }
}

let expectationClass = LuaClass<ExpectationObject>(
    "expectation", doc: "What is expected of a value; each method raises an error unless it holds.",
    methods: Matchers.all,
    fields: [
        .init("never", "expectation", doc: "The contrary of what the next method says.") {
            expectation, call in
            call.push(
                ExpectationObject(expectation.value, isNegated: !expectation.isNegated),
                as: expectationClass)
        }
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "That it expects something.") { call in
            let expectation = try call.object(1, of: expectationClass)
            call.push(expectation.isNegated ? "expectation (never)" : "expectation")
        }
    ])

/// `muster.expect` and `muster.eventually`.
enum ExpectFunctions {
    static let all: [HostFunction] = [
        HostFunction(
            "expect", [.optional("value", .any, doc: "What something is expected of.")],
            returns: "expectation",
            doc: "Begins an expectation: methods of what it gives raise an error unless it holds.",
            example: """
                local lobby = stacy:write(ref, muster.request():join { active = true })
                muster.expect(lobby):to_have_member(stacy, { status = "active" })
                muster.expect(lobby.membersInfo.count):to_be(1)
                muster.expect(lobby).never:to_have_member(omar)
                """
        ) { call in call.push(ExpectationObject(call.value(1)), as: expectationClass) },
        HostFunction(
            "eventually",
            [
                Parameter(
                    "check", .callback([], returns: "any"),
                    doc: "What raises an error as long as it does not hold."),
                .optional(
                    "limit", durationType, doc: "How long to wait at most; 30 seconds if left out."),
            ], returns: "...",
            doc: "Runs a function again whenever something has happened, until it raises no error: "
                + "gives its results. When nothing can happen any more, or time is over, its last "
                + "error is raised.",
            example: """
                local lobby = stacy:write(ref, muster.request():reserve(omar):join { active = true })
                muster.eventually(function()
                  muster.expect(stacy:get(ref)).never:to_have_member(omar)
                end, "1m")
                """
        ) { call in
            let host = call.host
            try call.delegate(to: try host.expecting.body("eventually", in: host.lua))
        },
    ]
}
