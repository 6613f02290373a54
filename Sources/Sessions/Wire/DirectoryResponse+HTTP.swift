private import JSON

/// The HTTP form of an answer, both ways (session-directory 2.5, 2.6, 2.8).
extension DirectoryResponse {
    /// The header that names the rule behind a refusal; ours, not the protocol's.
    static let ruleHeader = "X-Muster-Rule"

    /// Writes the answer.
    ///
    /// Reading the form gives back an equal answer when `date`, `expires` and `retryAfter` are
    /// whole seconds: `date` is cut to the second, the others are rounded up (2.5).
    ///
    /// - Throws: ``HTTPFormError/illegalHeader(name:)`` when a value cannot stand in a header.
    public func httpForm() throws(HTTPFormError) -> HTTPResponseForm {
        var headers = HTTPHeaderFields()
        try headers.appendChecked("Date", date?.cutToSecond.httpDate)
        try headers.appendChecked("ETag", etag)
        try headers.appendChecked("Expires", expires?.roundedUpToSecond.httpDate)
        try headers.appendChecked("Content-Location", contentLocation)
        try headers.appendChecked("Location", location)
        if !allow.isEmpty { try headers.appendChecked("Allow", allow.joined(separator: ", ")) }
        if let retryAfter { headers.append("Retry-After", retryAfter.headerText) }
        headers.append("Cache-Control", "no-cache")
        try headers.appendChecked(Self.ruleHeader, rule)
        switch body {
        case .none:
            return HTTPResponseForm(status: status, headers: headers)
        case .text(let text):
            headers.append("Content-Type", HTTPMediaType.text)
            return HTTPResponseForm(
                status: status, headers: headers, body: Array(text.utf8) + Self.lineEnd)
        case .json(let value):
            headers.append("Content-Type", HTTPMediaType.json)
            return HTTPResponseForm(status: status, headers: headers, body: value.bytes)
        }
    }

    /// Reads an answer of this directory or of another.
    ///
    /// A body that is not declared as JSON is text; dates that cannot be read count as missing.
    ///
    /// - Throws: ``HTTPFormError/malformedJSON(reason:)``.
    public init(httpForm form: HTTPResponseForm) throws(HTTPFormError) {
        let headers = form.headers
        let date = headers["Date"].flatMap(Timestamp.init(httpDate:))
        self.init(
            status: form.status, body: try Self.decodeBody(form), etag: headers["ETag"],
            date: date,
            expires: headers["Expires"].flatMap(Timestamp.init(httpDate:)),
            contentLocation: headers["Content-Location"], location: headers["Location"],
            allow: Self.splitList(headers["Allow"] ?? ""),
            retryAfter: headers["Retry-After"].flatMap { Self.delay($0, from: date) },
            rule: headers[Self.ruleHeader])
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private static func decodeBody(_ form: HTTPResponseForm) throws(HTTPFormError) -> Body {
        guard !form.body.isEmpty else { return .none }
        guard HTTPMediaType.isJSON(form.headers["Content-Type"] ?? "") else {
            let hasLineEnd = form.body.suffix(2).elementsEqual(lineEnd)
            let text = form.body.dropLast(hasLineEnd ? 2 : 0)
            return .text(String(decoding: text, as: UTF8.self))
        }
        do {
            return .json(try JSONValue(parsing: form.body, limits: .loosest))
        } catch {
            throw .malformedJSON(reason: "\(error)")
        }
    }

    /// Reads a delay: seconds, or a time after that of the answer (RFC 9110, 10.2.3).
    private static func delay(_ text: String, from date: Timestamp?) -> Duration? {
        if text.utf8.allSatisfy({ (48...57).contains($0) }) {
            return Int64(text).map { .seconds($0) }
        }
        guard let end = Timestamp(httpDate: text), let date else { return nil }
        return .seconds(max(0, end.ticks - date.ticks) / Timestamp.ticksPerSecond)
    }

    private static func splitList(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }).map(String.init)
    }
}

extension Duration {
    /// The value of `Retry-After`: whole seconds, rounded up.
    fileprivate var headerText: String {
        let (seconds, attoseconds) = max(self, .zero).components
        return String(attoseconds > 0 ? seconds + 1 : seconds)
    }
}

extension Timestamp {
    /// This instant, or the last whole second before it.
    fileprivate var cutToSecond: Timestamp {
        Timestamp(ticks: ticks - wholeSeconds.ticks)
    }
}
