public import JSON

extension FlowRecording {
    /// Reads what ``json`` has written.
    ///
    /// References from one part to another are checked, so that what is read can be drawn.
    ///
    /// - Throws: ``FlowRecordingError`` for anything else.
    public init(json: JSONValue) throws(FlowRecordingError) {
        guard json["version"]?.integerValue == Self.version else {
            throw .otherVersion(json["version"]?.integerValue)
        }
        let top = RecordedObject(json, index: nil)
        start = try top.optionalText("start")
        lanes = try top.texts("lanes")
        for (index, value) in try top.list("sessions").enumerated() {
            sessions.append(try Session(RecordedObject(value, index: index)))
        }
        for (index, value) in try top.list("events").enumerated() {
            let event = try Event(RecordedObject(value, index: index))
            try check(event, index)
            events.append(event)
        }
        for (index, session) in sessions.enumerated() {
            guard session.versions.allSatisfy({ events.indices.contains($0.event) }) else {
                throw .malformed(part: "versions", index: index)
            }
        }
    }

    private func check(_ event: Event, _ index: Int) throws(FlowRecordingError) {
        if let lane = event.what.lane, !lanes.indices.contains(lane) {
            throw .malformed(part: "lane", index: index)
        }
        if case .answered(let answer) = event.what,
            case .version(let session, let version) = answer.body
        {
            guard sessions.indices.contains(session),
                sessions[session].versions.indices.contains(version)
            else { throw .malformed(part: "document", index: index) }
        }
    }
}

extension FlowRecording.What {
    /// Whose lane it belongs to; nil for what belongs to none.
    var lane: Int? {
        switch self {
        case .sent(let request): request.carried.lane
        case .answered(let answer): answer.carried.lane
        case .unanswered(let carried, _), .arrived(let carried, _), .lost(let carried, _, _),
            .faulted(let carried, _):
            carried.lane
        case .tapped(let lane, _, _): lane
        case .clockMoved, .printed, .logged, .judged, .leftBehind, .omitted: nil
        }
    }
}

/// A JSON object of which parts of known types are expected.
private struct RecordedObject {
    private let value: JSONValue
    private let index: Int?

    init(_ value: JSONValue, index: Int?) {
        self.value = value
        self.index = index
    }

    func has(_ name: String) -> Bool { !(value[name]?.isNull ?? true) }

    func malformed(_ name: String) -> FlowRecordingError { .malformed(part: name, index: index) }

    private func part<Part>(
        _ name: String, _ read: (JSONValue) -> Part?
    ) throws(FlowRecordingError) -> Part {
        guard let part = value[name].flatMap(read) else { throw malformed(name) }
        return part
    }

    func text(_ name: String) throws(FlowRecordingError) -> String { try part(name, \.stringValue) }

    func optionalText(_ name: String) throws(FlowRecordingError) -> String? {
        has(name) ? try text(name) : nil
    }

    func long(_ name: String) throws(FlowRecordingError) -> Int64 { try part(name, \.integerValue) }

    func optionalLong(_ name: String) throws(FlowRecordingError) -> Int64? {
        has(name) ? try long(name) : nil
    }

    func integer(_ name: String) throws(FlowRecordingError) -> Int {
        try part(name) { $0.integerValue.flatMap { Int(exactly: $0) } }
    }

    func flag(_ name: String) throws(FlowRecordingError) -> Bool { try part(name, \.boolValue) }

    func list(_ name: String) throws(FlowRecordingError) -> [JSONValue] {
        try part(name, \.arrayValue)
    }

    func texts(_ name: String) throws(FlowRecordingError) -> [String] {
        let texts = try list(name).map(\.stringValue)
        guard texts.allSatisfy({ $0 != nil }) else { throw malformed(name) }
        return texts.compactMap { $0 }
    }

    func integers(_ name: String) throws(FlowRecordingError) -> (Int, Int) {
        let list = try list(name)
        guard list.count == 2, let first = list[0].integerValue, let second = list[1].integerValue,
            let first = Int(exactly: first), let second = Int(exactly: second)
        else { throw malformed(name) }
        return (first, second)
    }

    func fields(_ name: String) throws(FlowRecordingError) -> [FlowRecording.Field] {
        guard has(name) else { return [] }
        var fields: [FlowRecording.Field] = []
        for pair in try list(name) {
            guard let field = pair[0]?.stringValue, let text = pair[1]?.stringValue else {
                throw malformed(name)
            }
            fields.append(FlowRecording.Field(name: field, value: text))
        }
        return fields
    }

    func carried() throws(FlowRecordingError) -> FlowRecording.Carried {
        FlowRecording.Carried(number: try integer("number"), lane: try integer("lane"))
    }

    func place() throws(FlowRecordingError) -> FlowRecording.Place? {
        guard has("where") else { return nil }
        let list = try list("where")
        guard list.count == 2, let file = list[0].stringValue,
            let line = list[1].integerValue.flatMap({ Int(exactly: $0) })
        else { throw malformed("where") }
        return FlowRecording.Place(file: file, line: line)
    }

    func body() throws(FlowRecordingError) -> FlowRecording.Body {
        if has("json") { return .json(try text("json")) }
        if has("text") { return .text(try text("text")) }
        if has("bytes") { return .omitted(bytes: try integer("bytes")) }
        guard has("document") else { return .none }
        let (session, version) = try integers("document")
        return .version(session: session, version: version)
    }
}

extension FlowRecording.Event {
    fileprivate init(_ object: RecordedObject) throws(FlowRecordingError) {
        self.init(
            microseconds: try object.long("at"), what: try FlowRecording.What(object),
            place: try object.place())
    }
}

extension FlowRecording.What {
    fileprivate init(_ object: RecordedObject) throws(FlowRecordingError) {
        switch try object.text("kind") {
        case "sent": self = .sent(try FlowRecording.Request(object))
        case "answered": self = .answered(try FlowRecording.Answer(object))
        case "unanswered":
            self = .unanswered(try object.carried(), reason: try object.text("reason"))
        case "arrived":
            self = .arrived(try object.carried(), isDuplicate: try object.flag("duplicate"))
        case "lost":
            self = .lost(
                try object.carried(), isAnswer: try object.flag("answer"),
                retryMicroseconds: try object.optionalLong("retry"))
        case "faulted": self = .faulted(try object.carried(), fault: try object.text("fault"))
        case "tapped":
            self = .tapped(
                lane: try object.integer("lane"), session: try object.text("session"),
                changeNumber: try object.long("change"))
        case "clock": self = .clockMoved(byMicroseconds: try object.long("by"))
        case "printed": self = .printed(try object.text("text"))
        case "logged": self = .logged(try object.text("text"))
        case "judged":
            self = .judged(
                try object.text("text"), holds: try object.flag("holds"),
                isTrial: try object.flag("trial"))
        case "left": self = .leftBehind(try object.texts("tasks"))
        case "omitted": self = .omitted(try object.integer("count"))
        default: throw object.malformed("kind")
        }
    }
}

extension FlowRecording.Request {
    fileprivate init(_ object: RecordedObject) throws(FlowRecordingError) {
        self.init(
            carried: try object.carried(), method: try object.text("method"),
            target: try object.text("target"), path: try object.text("path"),
            query: try object.fields("query"), headers: try object.fields("headers"),
            body: try object.body())
    }
}

extension FlowRecording.Answer {
    fileprivate init(_ object: RecordedObject) throws(FlowRecordingError) {
        self.init(
            carried: try object.carried(), status: try object.integer("status"),
            rule: try object.optionalText("rule"),
            tookMicroseconds: try object.optionalLong("took"),
            headers: try object.fields("headers"), body: try object.body())
    }
}

extension FlowRecording.Session {
    fileprivate init(_ object: RecordedObject) throws(FlowRecordingError) {
        self.init(name: try object.text("name"), scid: try object.text("scid"))
        for (index, value) in try object.list("versions").enumerated() {
            versions.append(try FlowRecording.Version(RecordedObject(value, index: index)))
        }
    }
}

extension FlowRecording.Version {
    fileprivate init(_ object: RecordedObject) throws(FlowRecordingError) {
        let document: FlowRecording.Document =
            if object.has("whole") {
                .whole(try object.text("whole"))
            } else if object.has("delta") {
                .delta(try object.text("delta"))
            } else {
                .omitted(bytes: try object.integer("bytes"))
            }
        self.init(
            event: try object.integer("event"), branch: try object.text("branch"),
            changeNumber: try object.long("change"), author: try object.optionalText("by"),
            document: document)
    }
}
