import JSON
import Sessions
import Testing

private let noon = Timestamp(ticks: 18_934_992_000_000_000)

@Suite struct `The HTTP form of an answer` {
    static let answers: [DirectoryResponse] = [
        DirectoryResponse(status: 204),
        DirectoryResponse(
            status: 201, body: .json(["members": [:], "n": 9_007_199_254_740_993]),
            etag: "\"0001\"", date: noon, expires: noon.adding(milliseconds: 30_000),
            contentLocation: "/serviceconfigs/s/sessiontemplates/t/sessions/n",
            location: "/serviceconfigs/s/sessiontemplates/t/sessions/n"),
        DirectoryResponse(
            status: 405, body: .text("The method isn't offered."), date: noon,
            allow: ["GET", "PUT"], rule: "2.7"),
        DirectoryResponse(
            status: 404, body: .text("Ends in two lines.\r\n\r\nHere: é"), rule: "1.14"),
        DirectoryResponse(status: 400, body: .text("")),
        DirectoryResponse(status: 412, body: .json(nil), etag: "\"2\"", rule: "2.4.3"),
        DirectoryResponse(status: 304, etag: "W/\"x\"", date: noon),
        DirectoryResponse(status: 401, date: noon, rule: "2.7"),
        DirectoryResponse(status: 200, body: .json([]), allow: ["GET"]),
        DirectoryResponse(
            status: 429, body: .json(["version": 1]), retryAfter: .seconds(13), rule: "13.2"),
        DirectoryResponse(status: 503, retryAfter: .zero),
    ]

    @Test(arguments: answers)
    func `keeps every part`(answer: DirectoryResponse) throws {
        #expect(try DirectoryResponse(httpForm: answer.httpForm()) == answer)
    }

    @Test func `names the headers of the protocol`() throws {
        let answer = DirectoryResponse(
            status: 409, body: .text("No."), etag: "\"1\"", date: noon,
            expires: noon.adding(milliseconds: 1), contentLocation: "/a", location: "/b",
            allow: ["GET", "PUT"], retryAfter: .milliseconds(12_001), rule: "5.3.3")
        let form = try answer.httpForm()

        #expect(form.status == 409)
        #expect(
            form.headers.fields.map { "\($0.name): \($0.value)" } == [
                "Date: Tue, 01 Jan 2030 12:00:00 GMT", "ETag: \"1\"",
                "Expires: Tue, 01 Jan 2030 12:00:01 GMT", "Content-Location: /a", "Location: /b",
                "Allow: GET, PUT", "Retry-After: 13", "Cache-Control: no-cache",
                "X-Muster-Rule: 5.3.3",
                "Content-Type: text/plain; charset=utf-8",
            ])
        #expect(form.body == Array("No.\r\n".utf8))
    }

    @Test func `says application/json of a JSON body and nothing of no body`() throws {
        let json = try DirectoryResponse(status: 200, body: .json(["a": []])).httpForm()
        let empty = try DirectoryResponse(status: 204).httpForm()

        #expect(json.headers["content-type"] == "application/json")
        #expect(json.body == Array(#"{"a":[]}"#.utf8))
        #expect(empty.headers["content-type"] == nil)
        #expect(empty.body.isEmpty)
    }

    @Test func `cuts the date to the second and rounds the expiry up`() throws {
        let answer = DirectoryResponse(
            status: 200, date: Timestamp(ticks: noon.ticks + 9_999_999),
            expires: Timestamp(ticks: noon.ticks + 1))
        let read = try DirectoryResponse(httpForm: answer.httpForm())

        #expect(read.date == noon)
        #expect(read.expires == Timestamp(ticks: noon.ticks + 10_000_000))
    }

    @Test(arguments: ["x\r\nSet-Cookie: y", "\n", "\u{0}"])
    func `does not exist for a value that would end its header`(value: String) {
        let answers: [(String, DirectoryResponse)] = [
            ("ETag", DirectoryResponse(status: 200, etag: value)),
            ("Content-Location", DirectoryResponse(status: 200, contentLocation: value)),
            ("Location", DirectoryResponse(status: 200, location: value)),
            ("Allow", DirectoryResponse(status: 405, allow: [value])),
            ("X-Muster-Rule", DirectoryResponse(status: 400, rule: value)),
        ]
        for (name, answer) in answers {
            #expect(throws: HTTPFormError.illegalHeader(name: name)) { try answer.httpForm() }
        }
    }
}

@Suite struct `An answer read from HTTP` {
    private func form(_ body: String, _ headers: (String, String)...) -> HTTPResponseForm {
        var fields = HTTPHeaderFields()
        for (name, value) in headers { fields.append(name, value) }
        return HTTPResponseForm(status: 200, headers: fields, body: Array(body.utf8))
    }

    @Test func `is text unless it says that it is JSON`() throws {
        #expect(
            try DirectoryResponse(httpForm: form("<p>", ("content-type", "text/html"))).body
                == .text("<p>"))
        #expect(try DirectoryResponse(httpForm: form("{}")).body == .text("{}"))
        #expect(
            try DirectoryResponse(
                httpForm: form("{}", ("content-type", "application/json; charset=utf-8"))
            ).body == .json([:]))
    }

    @Test func `loses one line end of a text and no more`() throws {
        #expect(try DirectoryResponse(httpForm: form("a\r\n\r\n")).body == .text("a\r\n"))
        #expect(try DirectoryResponse(httpForm: form("a\n")).body == .text("a\n"))
        #expect(try DirectoryResponse(httpForm: form("\r\n")).body == .text(""))
    }

    @Test func `is refused when it says JSON and is not`() {
        #expect(throws: HTTPFormError.malformedJSON(reason: "unexpected '<' at byte 0")) {
            try DirectoryResponse(httpForm: form("<", ("Content-Type", "application/json")))
        }
    }

    @Test func `has no date when the date cannot be read`() throws {
        let answer = try DirectoryResponse(
            httpForm: form("", ("Date", "yesterday"), ("Expires", "0"), ("Allow", "GET,PUT , HEAD"))
        )
        #expect(answer.date == nil && answer.expires == nil)
        #expect(answer.allow == ["GET", "PUT", "HEAD"])
    }

    @Test(arguments: [
        ("0", Duration.seconds(0)), ("120", .seconds(120)), ("  7 ", .seconds(7)),
        ("Tue, 01 Jan 2030 12:00:30 GMT", .seconds(30)),
        ("Tue, 01 Jan 2030 11:00:00 GMT", .zero), ("-1", nil), ("1.5", nil), ("", nil),
        ("soon", nil), ("99999999999999999999", nil),
    ])
    func `is to be tried again after some seconds, or at a time`(text: String, delay: Duration?)
        throws
    {
        let date = ("Date", "Tue, 01 Jan 2030 12:00:00 GMT")
        let answer = try DirectoryResponse(httpForm: form("", date, ("Retry-After", text)))
        #expect(answer.retryAfter == delay)
    }

    @Test func `is not to be tried again at a time when it has no date`() throws {
        let time = ("Retry-After", "Tue, 01 Jan 2030 12:00:30 GMT")
        #expect(try DirectoryResponse(httpForm: form("", time)).retryAfter == nil)
    }

    @Test func `may hold a document larger than a request`() throws {
        let long = JSONValue.string(String(repeating: "x", count: 1 << 20))
        let answer = DirectoryResponse(status: 200, body: .json(long))
        #expect(try DirectoryResponse(httpForm: answer.httpForm()) == answer)
    }
}
