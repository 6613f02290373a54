internal import JSON

extension FlowRecording {
    /// The recording with every text in it passed through `redact`: what scripts and players say,
    /// names of files and sessions, headers, bodies and documents.
    ///
    /// Documents are passed as JSON text. Where that makes no JSON any more of it, each string, name
    /// and number in it is passed alone.
    ///
    /// - Parameter redact: gives a text without its secrets.
    public func redacting(_ redact: (String) -> String) -> FlowRecording {
        var result = self
        result.lanes = lanes.map(redact)
        result.sessions = sessions.map { $0.redacting(redact) }
        for index in result.events.indices {
            result.events[index].what = events[index].what.redacting(redact)
            if let place = events[index].place {
                result.events[index].place = Place(file: redact(place.file), line: place.line)
            }
        }
        return result
    }
}

extension FlowRecording.What {
    fileprivate func redacting(_ redact: (String) -> String) -> Self {
        switch self {
        case .sent(var request):
            request.method = redact(request.method)
            request.target = redact(request.target)
            request.path = redact(request.path)
            request.query = request.query.redacting(redact)
            request.headers = request.headers.redacting(redact)
            request.body = request.body.redacting(redact)
            return .sent(request)
        case .answered(var answer):
            answer.rule = answer.rule.map(redact)
            answer.headers = answer.headers.redacting(redact)
            answer.body = answer.body.redacting(redact)
            return .answered(answer)
        case .unanswered(let carried, let reason):
            return .unanswered(carried, reason: redact(reason))
        case .faulted(let carried, let fault): return .faulted(carried, fault: redact(fault))
        case .tapped(let lane, let session, let changeNumber):
            return .tapped(lane: lane, session: redact(session), changeNumber: changeNumber)
        case .printed(let text): return .printed(redact(text))
        case .logged(let text): return .logged(redact(text))
        case .judged(let text, let holds, let isTrial):
            return .judged(redact(text), holds: holds, isTrial: isTrial)
        case .leftBehind(let tasks): return .leftBehind(tasks.map(redact))
        case .arrived, .lost, .clockMoved, .omitted: return self
        }
    }
}

extension [FlowRecording.Field] {
    /// A header is passed whole, since its name may say that its value is a secret.
    fileprivate func redacting(_ redact: (String) -> String) -> Self {
        map { field in
            let (name, value) = (redact(field.name), redact(field.value))
            let whole = redact("\(field.name): \(field.value)")
            let head = "\(name): "
            return FlowRecording.Field(
                name: name,
                value: whole.hasPrefix(head) ? String(whole.dropFirst(head.count)) : value)
        }
    }
}

extension FlowRecording.Body {
    fileprivate func redacting(_ redact: (String) -> String) -> Self {
        switch self {
        case .text(let text): .text(redact(text))
        case .json(let text): .json(redacted(json: text, redact))
        case .none, .version, .omitted: self
        }
    }
}

extension FlowRecording.Session {
    fileprivate func redacting(_ redact: (String) -> String) -> Self {
        var result = self
        result.name = redact(name)
        result.scid = redact(scid)
        for index in versions.indices {
            result.versions[index].branch = redact(versions[index].branch)
            result.versions[index].author = versions[index].author.map(redact)
            switch versions[index].document {
            case .whole(let text):
                result.versions[index].document = .whole(redacted(json: text, redact))
            case .delta(let text):
                result.versions[index].document = .delta(redacted(json: text, redact))
            case .omitted: break
            }
        }
        return result
    }
}

private func redacted(json text: String, _ redact: (String) -> String) -> String {
    let result = redact(text)
    guard result != text, (try? JSONValue(parsing: result, limits: .loosest)) == nil,
        let value = try? JSONValue(parsing: text, limits: .loosest)
    else { return result }
    return redacted(value, redact).text
}

private func redacted(_ value: JSONValue, _ redact: (String) -> String) -> JSONValue {
    switch value {
    case .null, .bool: return value
    case .number(let number):
        let text = redact(number.text)
        return text == number.text ? value : .string(text)
    case .string(let text): return .string(redact(text))
    case .array(let elements): return .array(elements.map { redacted($0, redact) })
    case .object(let object):
        return .object(
            JSONObject(object.map { (redact($0.name), redacted($0.value, redact)) }))
    }
}
