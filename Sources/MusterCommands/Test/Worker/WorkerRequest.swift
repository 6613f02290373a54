internal import JSON
internal import TestRunner

/// What a worker is asked, one line of JSON each.
enum WorkerRequest {
    /// How tests are run; the first line.
    case settings(WorkerSettings)
    /// To tell which tests a file declares.
    case declare(file: String, seed: UInt64, limit: Duration)
    /// To make one attempt at one of them.
    case run(file: String, DeclaredTest.Place, seed: UInt64, limit: Duration)
}

extension WorkerRequest {
    var json: JSONValue {
        switch self {
        case .settings(let settings): ["settings": settings.json]
        case .declare(let file, let seed, let limit):
            [
                "declare": .string(file), "seed": .string(String(seed)),
                "limit_ms": .integer(limit.wholeMilliseconds),
            ]
        case .run(let file, let place, let seed, let limit):
            [
                "run": .string(file), "place": place.json, "seed": .string(String(seed)),
                "limit_ms": .integer(limit.wholeMilliseconds),
            ]
        }
    }

    init?(json: JSONValue) {
        if let settings = json["settings"].flatMap(WorkerSettings.init(json:)) {
            self = .settings(settings)
            return
        }
        guard let seed = json["seed"]?.stringValue.flatMap({ UInt64($0) }),
            let limit = json["limit_ms"]?.integerValue.map({ Duration.milliseconds($0) })
        else { return nil }
        if let file = json["declare"]?.stringValue {
            self = .declare(file: file, seed: seed, limit: limit)
        } else if let file = json["run"]?.stringValue,
            let place = json["place"].flatMap(DeclaredTest.Place.init(json:))
        {
            self = .run(file: file, place, seed: seed, limit: limit)
        } else {
            return nil
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
