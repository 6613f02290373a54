private import JSON

/// The HTTP form of a request, both ways (session-directory 1.11, 1.12, 2.3, 3.1).
extension DirectoryRequest {
    /// Writes the request as `caller`; without a caller there is no `Authorization`.
    ///
    /// Reading the form gives back an equal request, except that blanks around header values and
    /// query items without name and value are lost, that an `unknown` target whose path a route
    /// matches becomes that route, and that a `member` with the index `me` becomes `memberMe`.
    ///
    /// - Throws: ``HTTPFormError`` when the method or a header value cannot stand in HTTP, or when
    ///   the body is `unreadable` and so has no bytes.
    public func httpForm(as caller: Caller? = nil) throws(HTTPFormError) -> HTTPRequestForm {
        guard Self.isToken(method) else { throw .illegalMethod(method) }
        var headers = HTTPHeaderFields()
        try headers.appendChecked("X-Xbl-Contract-Version", contractVersion)
        try headers.appendChecked("Authorization", caller?.authorization)
        try headers.appendChecked("If-Match", ifMatch)
        try headers.appendChecked("If-None-Match", ifNoneMatch)
        try headers.appendChecked("X-Xbl-OnBehalfOf-Title", onBehalfOfTitle)
        try headers.appendChecked("X-Xbl-OnBehalfOf-Users", onBehalfOfUsers)
        try headers.appendChecked("X-Xbl-Deny-Scope", denyScope)
        var form = HTTPRequestForm(
            method: method, target: target.httpPath + Self.encode(query), headers: headers)
        switch body {
        case .none: break
        case .unreadable(let reason): throw .unreadableBody(reason: reason)
        case .json(let value):
            form.headers.append("Content-Type", "application/json")
            form.body = value.bytes
        }
        return form
    }

    /// Reads a request; never fails, because the directory answers what it cannot serve.
    ///
    /// A body that is too large (13.1), of another type than `application/json` (2.3) or no JSON
    /// becomes `unreadable` with the sentence to answer.
    public init(httpForm form: HTTPRequestForm) {
        let target = Self.originForm(form.target[...])
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.init(
            method: form.method,
            target: DirectoryTarget(httpPath: String(target[..<(mark ?? target.endIndex)])),
            query: mark.map { Self.decodeQuery(target[$0...].dropFirst()) } ?? [],
            contractVersion: form.headers["X-Xbl-Contract-Version"],
            ifMatch: form.headers["If-Match"], ifNoneMatch: form.headers["If-None-Match"],
            body: Self.decodeBody(form))
        onBehalfOfTitle = form.headers["X-Xbl-OnBehalfOf-Title"]
        onBehalfOfUsers = form.headers["X-Xbl-OnBehalfOf-Users"]
        denyScope = form.headers["X-Xbl-Deny-Scope"]
    }

    private static func decodeBody(_ form: HTTPRequestForm) -> Body {
        guard !form.body.isEmpty else { return .none }
        guard form.body.count <= HTTPRequestForm.bodyLimitBytes else {
            let limit = HTTPRequestForm.bodyLimitBytes
            return .unreadable(reason: "The request body is larger than \(limit) bytes.")
        }
        guard let type = form.headers["Content-Type"] else {
            return .unreadable(
                reason: "The request has a body but no 'Content-Type'; send 'application/json'.")
        }
        guard HTTPMediaType.isJSON(type) else {
            return .unreadable(
                reason: "The 'Content-Type' of the request body must be 'application/json'.")
        }
        do {
            return .json(try JSONValue(parsing: form.body))
        } catch {
            return .unreadable(reason: "The request body isn't valid JSON: \(error).")
        }
    }

    /// Cuts scheme and authority from a target in absolute form (RFC 9112, 3.2.2).
    private static func originForm(_ target: Substring) -> Substring {
        guard target.utf8.first != UInt8(ascii: "/"), let scheme = target.firstRange(of: "://")
        else { return target }
        let rest = target[scheme.upperBound...]
        let path = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
        return path.map { rest[$0...] } ?? "/"
    }

    private static func encode(_ query: [QueryItem]) -> String {
        guard !query.isEmpty else { return "" }
        let items = query.map { item in
            let name = HTTPPercentCoding.encode(item.name)
            return item.value.map { "\(name)=\(HTTPPercentCoding.encode($0))" } ?? name
        }
        return "?" + items.joined(separator: "&")
    }

    /// Splits at `&`; text that cannot be decoded stays as sent.
    private static func decodeQuery(_ text: Substring) -> [QueryItem] {
        func decode(_ part: Substring) -> String {
            HTTPPercentCoding.decode(part, plusIsSpace: true) ?? String(part)
        }
        return text.split(separator: "&").map { item in
            guard let equals = item.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                return QueryItem(name: decode(item), value: nil)
            }
            return QueryItem(
                name: decode(item[..<equals]), value: decode(item[equals...].dropFirst()))
        }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
