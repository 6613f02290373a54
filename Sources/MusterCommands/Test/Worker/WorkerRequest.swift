internal import JSON
internal import TestRunner

/// What a worker is asked, one line of JSON each.
enum WorkerRequest {
    /// How tests are run; the first line.
    case settings(WorkerSettings)
    /// To tell which tests a file declares.
    case declare(file: String, seed: UInt64, limit: Duration)
    /// To make one attempt at one of them.
    case run(Order)

    /// Which attempt is to be made, and how.
    struct Order {
        var file: String
        var place: DeclaredTest.Place
        var seed: UInt64
        /// How much real time it may take; for an exploration, each of its runs.
        var limit: Duration
        /// The schedule to run it under; nil for an ordinary run.
        var schedule: String?
        /// How many schedules to explore; nil for none.
        var exploration: Exploring?
    }

    /// How schedules are explored.
    struct Exploring: Hashable {
        /// How many seeds are tried.
        var seeds: Int
        /// What of a schedule follows its seed, such as `,vary=tasks`.
        var variation: String
    }
}

extension WorkerRequest {
    var json: JSONValue {
        switch self {
        case .settings(let settings): return ["settings": settings.json]
        case .declare(let file, let seed, let limit):
            return [
                "declare": .string(file), "seed": .string(String(seed)),
                "limit_ms": .integer(limit.wholeMilliseconds),
            ]
        case .run(let order):
            var object: JSONObject = [
                "run": .string(order.file), "place": order.place.json,
                "seed": .string(String(order.seed)),
                "limit_ms": .integer(order.limit.wholeMilliseconds),
            ]
            if let schedule = order.schedule { object["schedule"] = .string(schedule) }
            if let exploration = order.exploration {
                object["explore"] = .integer(Int64(exploration.seeds))
                object["variation"] = .string(exploration.variation)
            }
            return .object(object)
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
            var order = Order(file: file, place: place, seed: seed, limit: limit)
            order.schedule = json["schedule"]?.stringValue
            if let seeds = json["explore"]?.integerValue {
                order.exploration = Exploring(
                    seeds: Int(seeds), variation: json["variation"]?.stringValue ?? "")
            }
            self = .run(order)
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
