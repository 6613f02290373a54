private import JSON

/// The HTTP form of an answer, both ways (session-directory 2.5, 2.6, 2.8).
///
/// Not carried yet: `Retry-After`, which comes with the rate limits of 13.2.
extension DirectoryResponse {
    /// The header that names the rule behind a refusal; ours, not the protocol's.
    static let ruleHeader = "X-Muster-Rule"

    /// Writes the answer.
    ///
    /// Reading the form gives back an equal answer when `date` and `expires` are whole seconds:
    /// `date` is cut to the second and `expires` rounded up (2.5).
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
        self.init(
            status: form.status, body: try Self.decodeBody(form), etag: headers["ETag"],
            date: headers["Date"].flatMap(Timestamp.init(httpDate:)),
            expires: headers["Expires"].flatMap(Timestamp.init(httpDate:)),
            contentLocation: headers["Content-Location"], location: headers["Location"],
            allow: Self.splitList(headers["Allow"] ?? ""), rule: headers[Self.ruleHeader])
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

    private static func splitList(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }).map(String.init)
    }
}

extension Timestamp {
    /// This instant, or the last whole second before it.
    fileprivate var cutToSecond: Timestamp {
        Timestamp(ticks: ticks - wholeSeconds.ticks)
    }
}
