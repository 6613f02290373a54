internal import JSON
internal import TestRunner

/// What a worker answers, one line of JSON each.
enum WorkerAnswer {
    /// The tests that a file declares.
    case declared([DeclaredTest])
    /// Why a file did not load.
    case notLoaded(Failure)
    /// How an attempt ended; what it printed is not in it.
    case ended(Attempt)
}

extension WorkerAnswer {
    var json: JSONValue {
        switch self {
        case .declared(let tests): ["declared": .array(tests.map(\.json))]
        case .notLoaded(let failure): ["not_loaded": failure.json]
        case .ended(let attempt): ["ended": attempt.json]
        }
    }

    init?(json: JSONValue) {
        if let tests = json["declared"]?.arrayValue {
            self = .declared(tests.compactMap(DeclaredTest.init(json:)))
        } else if let failure = json["not_loaded"].flatMap(Failure.init(json:)) {
            self = .notLoaded(failure)
        } else if let attempt = json["ended"].flatMap(Attempt.init(json:)) {
            self = .ended(attempt)
        } else {
            return nil
        }
    }
}
