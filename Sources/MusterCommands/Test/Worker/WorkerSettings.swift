internal import JSON
internal import Scripting

/// What every test of a run has in common, as workers are told it.
struct WorkerSettings: Hashable {
    /// `local`, or the URL of a directory that is served.
    var service = "local"
    /// Files of session templates.
    var templates: [String] = []
    /// Which time scripts keep.
    var time = ScriptClock.Mode.virtual
    /// How many bytes Lua may use in each test.
    var memoryLimitBytes: Int?
    /// What is kept of each attempt beside its verdict.
    var traces = AttemptTrace.Parts()

    var isLocal: Bool { service == "local" }
}

extension WorkerSettings {
    var json: JSONValue {
        var object: JSONObject = [
            "service": .string(service), "templates": .array(templates.map { .string($0) }),
            "time": .string(time.rawValue), "traces": .integer(Int64(traces.rawValue)),
        ]
        if let memoryLimitBytes { object["memory_limit"] = .integer(Int64(memoryLimitBytes)) }
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let service = json["service"]?.stringValue,
            let time = json["time"]?.stringValue.flatMap(ScriptClock.Mode.init(rawValue:))
        else { return nil }
        self.service = service
        self.time = time
        templates = (json["templates"]?.arrayValue ?? []).compactMap(\.stringValue)
        traces = AttemptTrace.Parts(rawValue: Int(json["traces"]?.integerValue ?? 0))
        memoryLimitBytes = json["memory_limit"]?.integerValue.map { Int($0) }
    }
}
