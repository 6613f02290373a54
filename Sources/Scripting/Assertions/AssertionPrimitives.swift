internal import Lua

/// What the texts of the assertions call.
enum AssertionPrimitives {
    static let all: [HostFunction] = [
        HostFunction(
            "part", [Parameter("name", .string)], returns: "function", doc: "A text, to be called."
        ) { call in
            guard let part = call.string(1).flatMap(Assertions.Part.init) else {
                preconditionFailure("the assertions have no such part")
            }
            let lua = call.state
            let chunk = try lua.load(
                own: part.text, key: "assertions.\(part)", name: lua.ownChunk ?? "muster")
            call.push(.function(chunk))
        },
        HostFunction(
            "show", [.optional("value", .any), .optional("depth", .any)], returns: "string",
            doc: "A value in a line."
        ) { call in
            var depth = call.integer(2).map(Int.init(clamping:)) ?? 4
            if depth < 0 { depth = InspectionLimits.depthLimit }
            call.push(Differences.shown(call.value(1), depth: depth, on: call.stack))
        },
        HostFunction(
            "has_text", [.optional("value", .any)], returns: "boolean",
            doc: "Whether tostring gives a text of the value's own."
        ) { call in
            let stack = call.stack
            guard stack.pushMetatable(of: call.index(1)) else { return call.push(false) }
            let kind = stack.pushField("__tostring", of: -1)
            stack.pop(2)
            call.push(kind == .function)
        },
        Trials.primitive,
        HostFunction(
            "fail",
            [
                Parameter("message", .string), Parameter("trial", .boolean),
                .optional("asserted", .string), .optional("differences", .table),
            ], doc: "Raises that an assertion does not hold."
        ) { call in
            let lines = try Differences.lines(call.value(4), on: call.stack)
            let message = (call.string(1) ?? "") + lines
            call.host.judge(
                call.string(3).map { $0 + "\n" + message } ?? message, holds: false,
                isTrial: call.stack.truth(at: call.index(2)), in: call)
            throw ExpectationError(description: message)
        },
        HostFunction(
            "telling", returns: "boolean", doc: "Whether somebody wants to know what holds."
        ) { call in call.push(call.host.tellsWhatHolds) },
        HostFunction(
            "hold", [Parameter("asserted", .string), Parameter("trial", .boolean)],
            doc: "Says that an assertion holds."
        ) { call in
            call.host.judge(
                call.string(1) ?? "", holds: true, isTrial: call.stack.truth(at: call.index(2)),
                in: call)
        },
        HostFunction("fault", [Parameter("message", .string)], doc: "Raises an error.") { call in
            throw LuaFault(call.string(1) ?? "")
        },
        HostFunction(
            "unknown",
            [Parameter("kind", .string), Parameter("name", .string), Parameter("known", .table)],
            doc: "Raises that there is no assertion or matcher of a name."
        ) { call in
            let name = call.string(2) ?? ""
            var known: [String] = []
            if case .table(let names) = call.value(3) {
                for case (_, .string(let name)) in names.pairs() { known.append(name.repairedText) }
            }
            let hint = nearestName(to: name, in: known.sorted()).map { "; did you mean '\($0)'?" }
            throw LuaFault(
                "no \(call.string(1) ?? "") or modifier is called '\(name)'\(hint ?? "")")
        },
    ]
}
