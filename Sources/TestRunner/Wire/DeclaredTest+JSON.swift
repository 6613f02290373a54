public import JSON

extension DeclaredTest {
    /// The members `test`, `tags` (an array), `only`, `place`, `skip`, `timeout_us`, `retries` and
    /// `seed` (as text); what the file does not say is left out.
    public var json: JSONValue {
        var object: JSONObject = ["test": test.id.json, "place": place.json]
        object.add("tags", test.tags.sorted().map { .string($0) })
        if test.isOnly { object["only"] = true }
        if let skipReason { object["skip"] = .string(skipReason) }
        if let timeout { object["timeout_us"] = .integer(timeout.wholeMicroseconds) }
        if let retries { object["retries"] = .integer(Int64(retries)) }
        if let seed { object["seed"] = .string(String(seed)) }
        return .object(object)
    }

    /// Reads what ``json`` gives; nil for anything else.
    public init?(json: JSONValue) {
        guard let id = json["test"].flatMap(TestID.init(json:)),
            let place = json["place"].flatMap(Place.init(json:))
        else { return nil }
        let tags = (json["tags"]?.arrayValue ?? []).compactMap(\.stringValue)
        self.init(
            DiscoveredTest(id, tags: Set(tags), isOnly: json["only"]?.boolValue == true),
            at: place, skipReason: json["skip"]?.stringValue,
            timeout: json["timeout_us"]?.integerValue.map { .microseconds($0) },
            retries: json["retries"]?.integerValue.map { Int($0) },
            seed: json["seed"]?.stringValue.flatMap { UInt64($0) })
    }
}

extension DeclaredTest.Place {
    /// The members `blocks` (an array), `test`, `case`, `line` and `shared`.
    public var json: JSONValue {
        var object: JSONObject = ["test": .integer(Int64(test))]
        object.add("blocks", blocks.map { .integer(Int64($0)) })
        if let caseIndex { object["case"] = .integer(Int64(caseIndex)) }
        if let line { object["line"] = .integer(Int64(line)) }
        if sharesLine { object["shared"] = true }
        return .object(object)
    }

    /// Reads what ``json`` gives; nil for anything else.
    public init?(json: JSONValue) {
        guard let test = json["test"]?.integerValue else { return nil }
        self.init(
            blocks: (json["blocks"]?.arrayValue ?? []).compactMap {
                $0.integerValue.map { Int($0) }
            },
            test: Int(test), caseIndex: json["case"]?.integerValue.map { Int($0) },
            line: json["line"]?.integerValue.map { Int($0) },
            sharesLine: json["shared"]?.boolValue == true)
    }
}
