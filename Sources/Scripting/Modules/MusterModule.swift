internal import JSON
internal import Lua
internal import Sessions

/// `require "muster"`: the functions and values that scripts begin with.
enum MusterModule {
    static let functions: [HostFunction] = general + TaskFunctions.all + [InspectFunction.inspect]

    private static let general: [HostFunction] = [
        HostFunction(
            "service", returns: "service",
            doc: "The directory that --service names, or a local one."
        ) { call in call.push(call.host.service, as: serviceClass) },
        HostFunction(
            "request", [.optional("document", .table)], returns: "request",
            doc: "Begins a request: empty, or from a whole document."
        ) { call in call.push(try RequestObject(reading: call, 1), as: requestClass) },
        HostFunction(
            "sleep", [Parameter("duration", durationType)],
            doc: "Waits: \"30s\", \"500ms\", or a number of seconds."
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
        HostFunction("log", [Parameter("message", .any)], doc: "Adds a line to the trace.") {
            call in
            let text = String(decoding: try call.stack.text(at: call.index(1)), as: UTF8.self)
            let host = call.host
            host.emit(.logged(text, at: call.location, time: host.clock.now))
        },
    ]

    /// Puts the module where `require` finds it.
    static func install(in lua: LuaState, host: ScriptHost) throws(LuaError) {
        let stack = lua.stack
        stack.pushTable(members: functions.count + 4)
        for function in functions {
            stack.push(function)
            stack.setField(function.name, of: -2)
        }
        stack.pushTable(members: JSONFunctions.all.count)
        for function in JSONFunctions.all {
            stack.push(function)
            stack.setField(function.name, of: -2)
        }
        stack.setField("json", of: -2)
        stack.pushJSONNull()
        stack.setField("null", of: -2)
        stack.push(host.clock, as: clockClass)
        stack.setField("clock", of: -2)
        let module = stack.value(at: -1)
        stack.pop()
        guard case .table(let package) = try lua.globals.get("package"),
            case .table(let loaded) = try package.get("loaded")
        else { throw LuaError("the package library is missing", at: nil) }
        try loaded.set("muster", to: module)
    }
}
