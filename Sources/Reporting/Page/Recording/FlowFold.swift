internal import JSON
internal import Lua
internal import Scripting
internal import Sessions

/// A recording that grows by one event at a time, whatever its size becomes.
struct FlowFold: Sendable {
    private(set) var recording = FlowRecording()
    /// How many bytes of texts and documents it has.
    private(set) var bytes = 0
    private let textBytes: Int
    private var start: Timestamp?
    private var now = Timestamp(ticks: .min)
    private var places: [String: Int] = [:]
    private var requests: [Int: Timestamp] = [:]
    private var versions = SeenVersions()

    /// What an event takes beside its texts.
    private static let eventBytes = 48

    init(textBytes: Int) { self.textBytes = textBytes }

    /// Adds a note that events are missing here.
    mutating func appendOmission(of count: Int) { append(.omitted(count), nil) }

    mutating func append(_ event: ScriptEvent, at time: Timestamp?) {
        if let time = event.time ?? time { advance(to: time) }
        switch event {
        case .printed(let line):
            append(.printed(cut(Self.text(of: line))), nil)
        case .sent(let exchange):
            requests[exchange.number] = now
            append(.sent(request(exchange)), exchange.location)
        case .answered(let exchange, let response):
            let answer = answer(to: exchange, response)
            append(.answered(answer), exchange.location)
        case .unanswered(let exchange, let reason):
            append(.unanswered(carried(exchange), reason: cut(reason)), exchange.location)
        case .clockMoved(let from, let to):
            moveClock(from: from, to: to)
        case .logged(let message, let location, _):
            append(.logged(cut(message)), location)
        case .judged(let judgement):
            append(
                .judged(cut(judgement.text), holds: judgement.holds, isTrial: judgement.isTrial),
                judgement.location)
        case .arrived(let exchange, _, let isDuplicate):
            append(.arrived(carried(exchange), isDuplicate: isDuplicate), exchange.location)
        case .lost(let exchange, let leg, let time, let retry):
            append(
                .lost(
                    carried(exchange), isAnswer: leg == .answer,
                    retryMicroseconds: retry.map { ($0.ticks - time.ticks) / 10 }),
                exchange.location)
        case .faulted(let exchange, let fault, _):
            append(.faulted(carried(exchange), fault: cut(fault)), exchange.location)
        case .tapped(let user, let session, let changeNumber, _, _):
            append(
                .tapped(
                    lane: lane(of: user), session: cut(session), changeNumber: changeNumber), nil)
        case .leftBehind(let tasks):
            let lines = tasks.map { task in
                let since = task.since.map { " since \($0)" } ?? ""
                return cut("\(task.task) waited for \(task.what)\(since)")
            }
            append(.leftBehind(lines), nil)
        }
    }

    /// Text as it is; bytes that are no text are made visible.
    private static func text(of bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? PrintableText.shown(bytes)
    }

    private mutating func append(_ what: FlowRecording.What, _ location: LuaLocation?) {
        let place = location.map { FlowRecording.Place(file: $0.chunk, line: $0.line) }
        recording.events.append(
            FlowRecording.Event(microseconds: microseconds(now), what: what, place: place))
        bytes += Self.eventBytes
    }

    // MARK: Time

    private mutating func advance(to time: Timestamp) {
        if start == nil {
            start = time
            recording.start = time.description
        }
        now = max(now, time)
    }

    private func microseconds(_ time: Timestamp) -> Int64 {
        start.map { (max(time, $0).ticks - $0.ticks) / 10 } ?? 0
    }

    private mutating func moveClock(from: Timestamp, to: Timestamp) {
        advance(to: from)
        advance(to: to)
        var span = (to.ticks - from.ticks) / 10
        if let last = recording.events.last, case .clockMoved(let before) = last.what {
            recording.events.removeLast()
            span += before
        }
        append(.clockMoved(byMicroseconds: span), nil)
    }

    // MARK: Requests and answers

    private mutating func lane(of caller: String) -> Int {
        if let place = places[caller] { return place }
        places[caller] = recording.lanes.count
        recording.lanes.append(cut(caller))
        return recording.lanes.count - 1
    }

    private mutating func carried(_ exchange: ScriptEvent.Exchange) -> FlowRecording.Carried {
        FlowRecording.Carried(number: exchange.number, lane: lane(of: exchange.caller))
    }

    private mutating func request(_ exchange: ScriptEvent.Exchange) -> FlowRecording.Request {
        let sent = exchange.request
        return FlowRecording.Request(
            carried: carried(exchange), method: cut(sent.method),
            target: cut(sent.target.shortText), path: cut(sent.target.httpPath),
            query: fields(sent.query.map { ($0.name, $0.value ?? "") }),
            headers: fields([
                (
                    "X-Xbl-Contract-Version",
                    sent.contractVersion == "107" ? nil : sent.contractVersion ?? "(missing)"
                ),
                ("If-Match", sent.ifMatch), ("If-None-Match", sent.ifNoneMatch),
                ("X-Xbl-OnBehalfOf-Title", sent.onBehalfOfTitle),
                ("X-Xbl-OnBehalfOf-Users", sent.onBehalfOfUsers),
                ("X-Xbl-Deny-Scope", sent.denyScope),
            ]), body: body(sent.body))
    }

    private mutating func answer(
        to exchange: ScriptEvent.Exchange, _ response: DirectoryResponse
    ) -> FlowRecording.Answer {
        let sent = requests.removeValue(forKey: exchange.number)
        let path = exchange.request.target.httpPath
        return FlowRecording.Answer(
            carried: carried(exchange), status: response.status,
            rule: response.rule.map { cut($0) },
            tookMicroseconds: sent.map { (now.ticks - $0.ticks) / 10 },
            headers: fields([
                ("ETag", response.etag),
                ("Location", response.location == path ? nil : response.location),
                (
                    "Content-Location",
                    response.contentLocation == path ? nil : response.contentLocation
                ),
                ("Allow", response.allow.isEmpty ? nil : response.allow.joined(separator: ", ")),
                ("Retry-After", response.retryAfter.map { $0.formattedSeconds }),
                ("Expires", response.expires?.description),
            ]), body: body(of: response, to: exchange))
    }

    private mutating func fields(_ pairs: [(String, String?)]) -> [FlowRecording.Field] {
        pairs.compactMap { name, value in
            value.map { FlowRecording.Field(name: cut(name), value: cut($0)) }
        }
    }

    private mutating func body(_ body: DirectoryRequest.Body) -> FlowRecording.Body {
        switch body {
        case .none: .none
        case .json(let value): self.body(value)
        case .unreadable(let reason): .text(cut("(no JSON: \(reason))"))
        }
    }

    private mutating func body(
        of response: DirectoryResponse, to exchange: ScriptEvent.Exchange
    ) -> FlowRecording.Body {
        switch response.body {
        case .none: return .none
        case .text(let text): return .text(cut(text))
        case .json(let document):
            let seen = versions.note(
                document, of: response, to: exchange, event: recording.events.count,
                limitBytes: textBytes, in: &recording)
            guard let seen else { return body(document) }
            bytes += seen.newBytes
            return .version(session: seen.session, version: seen.version)
        }
    }

    private mutating func body(_ value: JSONValue) -> FlowRecording.Body {
        let text = value.text
        guard text.utf8.count <= textBytes else { return .omitted(bytes: text.utf8.count) }
        bytes += text.utf8.count
        return .json(text)
    }

    /// A text of at most so many bytes as are kept; what is missing is told.
    private mutating func cut(_ text: String) -> String {
        let count = text.utf8.count
        guard count > textBytes else {
            bytes += count
            return text
        }
        bytes += textBytes
        var end = text.utf8.index(text.startIndex, offsetBy: textBytes)
        while end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        let kept = text.unicodeScalars[..<end]
        return "\(String(kept))… (\(count) bytes in all)"
    }
}

extension ScriptEvent {
    /// The time that the event says of itself.
    fileprivate var time: Timestamp? {
        switch self {
        case .sent(let exchange): exchange.time
        case .arrived(_, let time, _), .lost(_, _, let time, _), .faulted(_, _, let time),
            .tapped(_, _, _, let time, _), .logged(_, _, let time):
            time
        case .judged(let judgement): judgement.time
        case .printed, .answered, .unanswered, .clockMoved, .leftBehind: nil
        }
    }
}

extension Duration {
    /// The whole seconds, rounded up, as a header has them.
    fileprivate var formattedSeconds: String {
        let (seconds, rest) = components
        return String(seconds + (rest > 0 ? 1 : 0))
    }
}
