internal import JSON
internal import Lua
internal import Sessions

/// `require "muster"`: the functions and values that scripts begin with.
enum MusterModule {
    static let functions: [HostFunction] =
        general + TaskFunctions.all
        + [InspectFunction.inspect, BreakpointFunction.breakpoint] + ExpectFunctions.all

    private static let general: [HostFunction] = [
        HostFunction(
            "service", returns: "service",
            doc: "The directory that --service names, or a local one.",
            example: """
                local service = muster.service()
                print(service.address)
                """
        ) { call in call.push(call.host.service, as: serviceClass) },
        HostFunction(
            "request",
            [
                .optional(
                    "document", RequestDocument.type,
                    doc: "What the request holds from the beginning.")
            ],
            returns: "request", doc: "Begins a request: empty, or from a whole document.",
            section: "5.1",
            example: """
                local request = muster.request():set("map", "dust"):join { active = true }
                print(request:json())
                """
        ) { call in call.push(try RequestObject(reading: call, 1), as: requestClass) },
        HostFunction(
            "sleep", [Parameter("duration", durationType, doc: "How long.")],
            doc: "Waits; other tasks run meanwhile. Virtual time passes at once.",
            example: """
                muster.sleep "30s"
                muster.sleep(0.5)
                """
        ) { call in
            let host = call.host
            let duration = try call.duration(1)
            try host.scheduler.sleep(
                until: try host.clock.instant(after: duration),
                what: "\(duration.shortText) to pass", in: &call)
        },
        HostFunction("guid", returns: "string", doc: "A fresh GUID, decided by the seed.") { call in
            call.push(call.host.guid().description)
        },
        HostFunction(
            "env",
            [
                Parameter("name", .string, doc: "The name of the variable."),
                .optional("default", .string, doc: "What is given when it is not set."),
            ], returns: "string?",
            doc: "An environment variable of the run; nil when it is not set.",
            example: """
                local map = muster.env("FLOW_MAP", "dust")
                print(map)
                """
        ) { call in
            let value = call.string(1).flatMap(call.host.environment)
            call.push(value ?? call.string(2))
        },
        HostFunction(
            "log", [Parameter("message", .any, doc: "Any value, shown as tostring gives it.")],
            doc: "Adds a line to the trace."
        ) { call in
            let text = String(decoding: try call.stack.text(at: call.index(1)), as: UTF8.self)
            let host = call.host
            host.emit(.logged(text, at: call.location, time: host.clock.now))
        },
    ]

    /// A value of the module that is no function.
    struct Value: Sendable {
        let name: String
        /// What it is, in annotation form.
        let type: String
        /// One line that says what it is.
        let doc: String
        let content: Content

        /// Where it comes from. What pushes it: Stack: -0 +1
        enum Content: Sendable {
            /// The same for every host.
            case constant(@Sendable (LuaStack) -> Void)
            /// The host's own.
            case ofHost(@Sendable (LuaStack, ScriptHost) -> Void)
        }
    }

    private static let unknownJSONName = UnknownName.function(
        of: "muster.json", known: JSONFunctions.all.map(\.name))
    private static let unknownBase64Name = UnknownName.function(
        of: "muster.base64", known: Base64Functions.all.map(\.name))

    static let values: [Value] = [
        Value(
            name: "json", type: "json", doc: "Functions for JSON text.",
            content: .constant { $0.push(JSONFunctions.all, unknown: unknownJSONName) }),
        Value(
            name: "base64", type: "base64", doc: "Functions for bytes as text.",
            content: .constant { $0.push(Base64Functions.all, unknown: unknownBase64Name) }),
        Value(
            name: "null", type: "null",
            doc: "JSON null, which tables can hold where nil cannot be. It is true.",
            content: .constant { $0.pushJSONNull() }),
        Value(
            name: "clock", type: "clock", doc: "The clock of the run.",
            content: .ofHost { $0.push($1.clock, as: clockClass) }),
    ]

    /// What reading a name that the module does not have does; spelling mistakes are found where
    /// they are made.
    private static let unknownName = UnknownName.function(
        of: "muster", known: functions.map(\.name) + values.map(\.name))

    /// One line that says what the module is for.
    static let doc = "What scripts begin with; require \"muster\" gives it."

    /// Puts the module where `require` finds it, without what only a host has.
    static func install(in lua: LuaState) throws(LuaError) -> LuaTable {
        let stack = lua.stack
        stack.pushTable(members: functions.count + values.count)
        for function in functions {
            stack.push(function)
            stack.setField(function.name, of: -2)
        }
        for value in values {
            guard case .constant(let push) = value.content else { continue }
            push(stack)
            stack.setField(value.name, of: -2)
        }
        stack.refuseUnknownNames(with: unknownName)
        let pushed = stack.value(at: -1)
        stack.pop()
        guard case .table(let module) = pushed,
            case .table(let package) = try lua.globals.get("package"),
            case .table(let loaded) = try package.get("loaded")
        else { throw LuaError("the package library is missing", at: nil) }
        try loaded.set("muster", to: pushed)
        return module
    }

    /// Adds what only a host has.
    static func attach(_ module: LuaTable, to host: ScriptHost) throws(LuaError) {
        let stack = host.lua.stack
        for value in values {
            guard case .ofHost(let push) = value.content else { continue }
            push(stack, host)
            let pushed = stack.value(at: -1)
            stack.pop()
            try module.set(.string(LuaString(value.name)), to: pushed)
        }
    }
}
