internal import JSON
internal import TestRunner

/// What a worker answers, one line of JSON each.
enum WorkerAnswer {
    /// The tests that a file declares.
    case declared([DeclaredTest], AttemptTrace)
    /// Why a file did not load.
    case notLoaded(Failure)
    /// How an attempt ended; what it printed is not in it.
    case ended(Attempt, AttemptTrace, schedule: String?)
}

extension WorkerAnswer {
    var json: JSONValue {
        switch self {
        case .declared(let tests, let trace):
            return ["declared": .array(tests.map(\.json)), "trace": trace.json]
        case .notLoaded(let failure): return ["not_loaded": failure.json]
        case .ended(let attempt, let trace, let schedule):
            var object: JSONObject = ["ended": attempt.json, "trace": trace.json]
            if let schedule { object["schedule"] = .string(schedule) }
            return .object(object)
        }
    }

    init?(json: JSONValue) {
        if let tests = json["declared"]?.arrayValue {
            self = .declared(
                tests.compactMap(DeclaredTest.init(json:)), AttemptTrace(json: json["trace"]))
        } else if let failure = json["not_loaded"].flatMap(Failure.init(json:)) {
            self = .notLoaded(failure)
        } else if let attempt = json["ended"].flatMap(Attempt.init(json:)) {
            self = .ended(
                attempt, AttemptTrace(json: json["trace"]),
                schedule: json["schedule"]?.stringValue)
        } else {
            return nil
        }
    }
}
