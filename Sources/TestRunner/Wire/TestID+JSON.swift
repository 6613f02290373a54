public import JSON

extension TestID {
    /// The members `file`, `path` (an array), `case`, and `ordinal` when it is not 1.
    public var json: JSONValue {
        var object = JSONObject()
        object["file"] = .string(file)
        object["path"] = .array(path.map { .string($0) })
        if let caseNumber { object["case"] = .integer(Int64(caseNumber)) }
        if ordinal != 1 { object["ordinal"] = .integer(Int64(ordinal)) }
        return .object(object)
    }

    /// Reads what ``json`` gives; nil for anything else.
    public init?(json: JSONValue) {
        let path = json["path"]?.arrayValue ?? []
        let names = path.compactMap(\.stringValue)
        guard let file = json["file"]?.stringValue, !names.isEmpty, names.count == path.count,
            let caseNumber = Self.number(json["case"]), let ordinal = Self.number(json["ordinal"])
        else { return nil }
        self.init(file: file, path: names, caseNumber: caseNumber, ordinal: ordinal ?? 1)
    }

    /// The outer nil is for what is no number from 1.
    private static func number(_ value: JSONValue?) -> Int?? {
        guard let value else { return .some(nil) }
        guard let number = value.integerValue, number >= 1 else { return nil }
        return Int(number)
    }
}

extension PlannedTest {
    /// The test, with `repetition` when it is not 1.
    var json: JSONValue {
        guard repetition != 1, var object = id.json.objectValue else { return id.json }
        object["repetition"] = .integer(Int64(repetition))
        return .object(object)
    }
}

extension ScriptLocation {
    /// The members `file`, `line` and `column`.
    var json: JSONValue {
        var place: JSONObject = ["file": .string(file), "line": .integer(Int64(line))]
        if let column { place["column"] = .integer(Int64(column)) }
        return .object(place)
    }

    /// Reads what ``json`` gives; nil for anything else.
    init?(json: JSONValue) {
        guard let file = json["file"]?.stringValue, let line = json["line"]?.integerValue else {
            return nil
        }
        self.init(file: file, line: Int(line), column: json["column"]?.integerValue.map { Int($0) })
    }
}
