public import JSON

extension Failure {
    /// The members `message`, `location`, `traceback`, `difference` and `excerpt`; what has nothing
    /// to say is left out.
    public var json: JSONValue {
        var object: JSONObject = ["message": .string(message)]
        if let location { object["location"] = location.json }
        object.add("traceback", traceback.map { .string($0) })
        object.add(
            "difference",
            difference?.lines.map {
                ["kind": .string("\($0.kind)"), "text": .string($0.text)]
            } ?? [])
        object.add(
            "excerpt",
            excerpt.map { ["number": .integer(Int64($0.number)), "text": .string($0.text)] })
        return .object(object)
    }

    /// Reads what ``json`` gives; nil for anything else.
    public init?(json: JSONValue) {
        guard let message = json["message"]?.stringValue else { return nil }
        let lines = (json["difference"]?.arrayValue ?? []).compactMap(Difference.Line.init(json:))
        self.init(
            message: message, location: json["location"].flatMap(ScriptLocation.init(json:)),
            traceback: (json["traceback"]?.arrayValue ?? []).compactMap(\.stringValue),
            difference: lines.isEmpty ? nil : Difference(lines: lines),
            excerpt: (json["excerpt"]?.arrayValue ?? []).compactMap(ExcerptLine.init(json:)))
    }
}

extension Failure.ExcerptLine {
    fileprivate init?(json: JSONValue) {
        guard let number = json["number"]?.integerValue, let text = json["text"]?.stringValue
        else { return nil }
        self.init(number: Int(number), text: text)
    }
}

extension Difference.Line {
    fileprivate init?(json: JSONValue) {
        let kinds: [Difference.Kind] = [.path, .expected, .found, .equal]
        guard let kind = kinds.first(where: { json["kind"]?.stringValue == "\($0)" }),
            let text = json["text"]?.stringValue
        else { return nil }
        self.init(kind, text)
    }
}
