public import JSON

extension Attempt {
    /// The members `attempt`, `verdict`, `duration_us`, `seed` (as text: it has 64 bits), `output`,
    /// `failure`, `skip_reason`, `leaks`, `waits` and `repeat`; what has nothing to say is left out.
    public var json: JSONValue {
        var object = JSONObject()
        object.merge(self)
        return .object(object)
    }

    /// Reads what ``json`` gives; nil for anything else.
    public init?(json: JSONValue) {
        guard let number = json["attempt"]?.integerValue,
            let verdict = json["verdict"]?.stringValue.flatMap(Verdict.init(rawValue:)),
            verdict != .flaky, let duration = json["duration_us"]?.integerValue,
            let seed = json["seed"]?.stringValue.flatMap({ UInt64($0) })
        else { return nil }
        self.init(
            number: Int(number), verdict: verdict, duration: .microseconds(duration),
            output: (json["output"]?.arrayValue ?? []).compactMap(OutputLine.init(json:)),
            failure: json["failure"].flatMap(Failure.init(json:)),
            skipReason: json["skip_reason"]?.stringValue,
            leaks: (json["leaks"]?.arrayValue ?? []).compactMap(Leak.init(json:)),
            waits: (json["waits"]?.arrayValue ?? []).compactMap(Wait.init(json:)), seed: seed,
            repeatCommand: json["repeat"]?.stringValue)
    }
}

extension Attempt.OutputLine {
    fileprivate init?(json: JSONValue) {
        guard let stream = json["stream"]?.stringValue.flatMap(Stream.init(rawValue:)),
            let text = json["text"]?.stringValue
        else { return nil }
        self.init(text, stream: stream)
    }
}

extension Attempt.Leak {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["kind": .string(kind), "name": .string(name)]
        if let location { object["location"] = location.json }
        return .object(object)
    }

    fileprivate init?(json: JSONValue) {
        guard let kind = json["kind"]?.stringValue, let name = json["name"]?.stringValue else {
            return nil
        }
        self.init(
            kind: kind, name: name, location: json["location"].flatMap(ScriptLocation.init(json:)))
    }
}

extension Attempt.Wait {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["task": .string(task), "reason": .string(reason)]
        if let location { object["location"] = location.json }
        return .object(object)
    }

    fileprivate init?(json: JSONValue) {
        guard let task = json["task"]?.stringValue, let reason = json["reason"]?.stringValue else {
            return nil
        }
        self.init(
            task: task, reason: reason,
            location: json["location"].flatMap(ScriptLocation.init(json:)))
    }
}

extension JSONObject {
    /// Adds the members of an attempt.
    mutating func merge(_ attempt: Attempt) {
        self["attempt"] = .integer(Int64(attempt.number))
        self["verdict"] = .string(attempt.verdict.rawValue)
        self["duration_us"] = .integer(attempt.duration.wholeMicroseconds)
        self["seed"] = .string(String(attempt.seed))
        add(
            "output",
            attempt.output.map {
                ["stream": .string($0.stream.rawValue), "text": .string($0.text)]
            }
        )
        if let failure = attempt.failure { self["failure"] = failure.json }
        if let reason = attempt.skipReason { self["skip_reason"] = .string(reason) }
        add("leaks", attempt.leaks.map(\.json))
        add("waits", attempt.waits.map(\.json))
        if let command = attempt.repeatCommand { self["repeat"] = .string(command) }
    }

    /// Sets a member unless there is nothing to say.
    mutating func add(_ name: String, _ values: [JSONValue]) {
        if !values.isEmpty { self[name] = .array(values) }
    }
}
