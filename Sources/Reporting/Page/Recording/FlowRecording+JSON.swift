public import JSON

extension FlowRecording {
    /// The version of the form that ``json`` writes.
    static let version: Int64 = 1

    /// The recording as a JSON value that ``init(json:)`` reads again.
    ///
    /// Bodies and documents are strings of JSON text, so that however deep they are nested, the value
    /// is not.
    public var json: JSONValue {
        [
            "version": .integer(Self.version), "lanes": .array(lanes.map(JSONValue.string)),
            "start": start.map(JSONValue.string) ?? .null,
            "events": .array(events.map(\.json)), "sessions": .array(sessions.map(\.json)),
        ]
    }
}

extension FlowRecording.Event {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["at": .integer(microseconds)]
        if let place { object["where"] = [.string(place.file), .integer(Int64(place.line))] }
        what.describe(in: &object)
        return .object(object)
    }
}

extension FlowRecording.What {
    fileprivate func describe(in object: inout JSONObject) {
        switch self {
        case .sent(let request):
            object["kind"] = "sent"
            request.describe(in: &object)
        case .answered(let answer):
            object["kind"] = "answered"
            answer.describe(in: &object)
        case .unanswered(let carried, let reason):
            object["kind"] = "unanswered"
            carried.describe(in: &object)
            object["reason"] = .string(reason)
        case .arrived(let carried, let isDuplicate):
            object["kind"] = "arrived"
            carried.describe(in: &object)
            object["duplicate"] = .bool(isDuplicate)
        case .lost(let carried, let isAnswer, let retry):
            object["kind"] = "lost"
            carried.describe(in: &object)
            object["answer"] = .bool(isAnswer)
            object["retry"] = retry.map(JSONValue.integer)
        case .faulted(let carried, let fault):
            object["kind"] = "faulted"
            carried.describe(in: &object)
            object["fault"] = .string(fault)
        case .tapped(let lane, let session, let changeNumber):
            object["kind"] = "tapped"
            object["lane"] = .integer(Int64(lane))
            object["session"] = .string(session)
            object["change"] = .integer(changeNumber)
        case .clockMoved(let span):
            object["kind"] = "clock"
            object["by"] = .integer(span)
        case .printed(let text):
            object["kind"] = "printed"
            object["text"] = .string(text)
        case .logged(let text):
            object["kind"] = "logged"
            object["text"] = .string(text)
        case .judged(let text, let holds, let isTrial):
            object["kind"] = "judged"
            object["text"] = .string(text)
            object["holds"] = .bool(holds)
            object["trial"] = .bool(isTrial)
        case .leftBehind(let tasks):
            object["kind"] = "left"
            object["tasks"] = .array(tasks.map(JSONValue.string))
        case .omitted(let count):
            object["kind"] = "omitted"
            object["count"] = .integer(Int64(count))
        }
    }
}

extension FlowRecording.Carried {
    fileprivate func describe(in object: inout JSONObject) {
        object["number"] = .integer(Int64(number))
        object["lane"] = .integer(Int64(lane))
    }
}

extension FlowRecording.Request {
    fileprivate func describe(in object: inout JSONObject) {
        carried.describe(in: &object)
        object["method"] = .string(method)
        object["target"] = .string(target)
        object["path"] = .string(path)
        if !query.isEmpty { object["query"] = query.json }
        if !headers.isEmpty { object["headers"] = headers.json }
        body.describe(in: &object)
    }
}

extension FlowRecording.Answer {
    fileprivate func describe(in object: inout JSONObject) {
        carried.describe(in: &object)
        object["status"] = .integer(Int64(status))
        object["rule"] = rule.map(JSONValue.string)
        object["took"] = tookMicroseconds.map(JSONValue.integer)
        if !headers.isEmpty { object["headers"] = headers.json }
        body.describe(in: &object)
    }
}

extension [FlowRecording.Field] {
    fileprivate var json: JSONValue {
        .array(map { [.string($0.name), .string($0.value)] })
    }
}

extension FlowRecording.Body {
    fileprivate func describe(in object: inout JSONObject) {
        switch self {
        case .none: break
        case .text(let text): object["text"] = .string(text)
        case .json(let text): object["json"] = .string(text)
        case .version(let session, let version):
            object["document"] = [.integer(Int64(session)), .integer(Int64(version))]
        case .omitted(let bytes): object["bytes"] = .integer(Int64(bytes))
        }
    }
}

extension FlowRecording.Session {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "scid": .string(scid),
            "versions": .array(versions.map(\.json)),
        ]
    }
}

extension FlowRecording.Version {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "event": .integer(Int64(event)), "branch": .string(branch),
            "change": .integer(changeNumber),
        ]
        object["by"] = author.map(JSONValue.string)
        switch document {
        case .whole(let text): object["whole"] = .string(text)
        case .delta(let text): object["delta"] = .string(text)
        case .omitted(let bytes): object["bytes"] = .integer(Int64(bytes))
        }
        return .object(object)
    }
}
