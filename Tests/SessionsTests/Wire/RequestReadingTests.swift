import JSON
import Sessions
import Testing

private let reference = SessionReference(scid: "S", templateName: "T", name: "N")
private let path = "/serviceconfigs/S/sessiontemplates/T/sessions/N"

private func read(_ target: String) -> DirectoryRequest {
    DirectoryRequest(httpForm: HTTPRequestForm(method: "GET", target: target))
}

@Suite struct `A request read from HTTP` {
    @Test(arguments: [
        path, path + "/", "/SERVICECONFIGS/S/sessionTemplates/T/Sessions/N",
        "/%73erviceconfigs/S/sessiontemplates/%54/sessions/%4E", path + "?", path + "/?",
        "http://127.0.0.1:80" + path, "https://h" + path + "/",
    ])
    func `names the session`(target: String) {
        #expect(read(target).target == .session(reference))
        #expect(read(target).query.isEmpty)
    }

    @Test(arguments: ["/members/me", "/Members/ME", "/members/%6De/"])
    func `names the caller's member`(suffix: String) {
        #expect(read(path + suffix).target == .memberMe(reference))
    }

    @Test func `decodes path values once and keeps their spelling`() {
        #expect(
            read(path + "/servers/A%20b%2525%2F").target == .server(reference, name: "A b%25/"))
        #expect(read(path + "/members/01").target == .member(reference, index: "01"))
    }

    @Test(arguments: [
        "/", "/favicon.ico", "//", path + "//", path + "/members", path + "/members/",
        path + "/members/1/2", path + "/servers", path + "/property",
        "/serviceconfigs", "/serviceconfigs/S", "/serviceconfigs/S/sessiontemplate",
        "/serviceconfigs/S/sessiontemplates/T/sessionz", "/serviceconfigs/S/sessiontemplates/T/x/N",
        "/serviceconfigs/S/sessiontemplates/T/sessionz/",
        "/serviceconfigs/S%/sessiontemplates", "/serviceconfigs/S%4/sessiontemplates",
        "/serviceconfigs/S%GG/sessiontemplates", "/serviceconfigs/%FF/sessiontemplates",
        "/serviceconfigs/%C0%AF/sessiontemplates", "*", "serviceconfigs/S/sessiontemplates",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z",
    ])
    func `that no route matches keeps its path`(target: String) {
        // Two slashes after a session leave an element without a name, which is no route either.
        #expect(read(target).target == .unknown(path: target))
    }

    @Test func `without a path asks for the root`() {
        #expect(read("").target == .unknown(path: "/"))
        #expect(read("http://host").target == .unknown(path: "/"))
        #expect(read("http://host?a=b").target == .unknown(path: "/"))
        #expect(read("http://host?a=b").query == [.init(name: "a", value: "b")])
    }

    @Test func `splits its query at ampersands and first equals signs`() {
        #expect(
            read(path + "?&nocommit=true&&a&b=&=c&d=e=f?&g+h=%2B+%C3%A9&").query == [
                .init(name: "nocommit", value: "true"), .init(name: "a", value: nil),
                .init(name: "b", value: ""), .init(name: "", value: "c"),
                .init(name: "d", value: "e=f?"), .init(name: "g h", value: "+ é"),
            ])
    }

    @Test func `keeps query text that cannot be decoded`() {
        #expect(
            read(path + "?a%zz=%FF&b=%").query == [
                .init(name: "a%zz", value: "%FF"), .init(name: "b", value: "%"),
            ])
    }

    @Test func `finds headers without regard to case and joins repeated ones`() {
        var form = HTTPRequestForm(method: "GET", target: path)
        form.headers.append("x-xbl-CONTRACT-version", " \t107 ")
        form.headers.append("if-match", "\"1\"")
        form.headers.append("If-Match", "\"2\"")
        form.headers.append("IF-NONE-MATCH", "  ")
        let request = DirectoryRequest(httpForm: form)

        #expect(request.contractVersion == "107")
        #expect(request.ifMatch == "\"1\", \"2\"")
        #expect(request.ifNoneMatch == "")
    }
}

@Suite struct `A request body` {
    private func body(_ text: String, type: String? = "application/json") -> DirectoryRequest.Body {
        var form = HTTPRequestForm(method: "PUT", target: path, body: Array(text.utf8))
        if let type { form.headers.append("Content-Type", type) }
        return DirectoryRequest(httpForm: form).body
    }

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8",
        "application/json;charset=utf-8", "application/json ; x=y",
    ])
    func `is read as JSON`(type: String) {
        #expect(body(#" {"a": 1} "#, type: type) == .json(["a": 1]))
    }

    @Test(arguments: [
        "text/plain", "application/jsonp", "application/x-www-form-urlencoded", "", "json",
    ])
    func `of another type is refused`(type: String) {
        #expect(
            body("{}", type: type)
                == .unreadable(
                    reason: "The 'Content-Type' of the request body must be 'application/json'."))
    }

    @Test func `without a type is refused`() {
        #expect(
            body("{}", type: nil)
                == .unreadable(
                    reason:
                        "The request has a body but no 'Content-Type'; send 'application/json'."))
    }

    @Test func `of no bytes is none, whatever its type`() {
        #expect(body("") == .none)
        #expect(body("", type: "text/plain") == .none)
        #expect(body("", type: nil) == .none)
    }

    @Test func `that is no JSON says where`() {
        #expect(
            body(#"{"a":}"#)
                == .unreadable(
                    reason: "The request body isn't valid JSON: unexpected '}' at byte 5."))
        #expect(
            body("{")
                == .unreadable(
                    reason: "The request body isn't valid JSON: unexpected end of text at byte 1."))
    }

    @Test func `may have as many bytes as the limit and no more`() {
        let limit = HTTPRequestForm.bodyLimitBytes
        let longest = "\"" + String(repeating: "x", count: limit - 2) + "\""

        #expect(limit == 262_144)
        #expect(body(longest) == .json(.string(String(longest.dropFirst().dropLast()))))
        #expect(
            body(longest + " ")
                == .unreadable(reason: "The request body is larger than 262144 bytes."))
    }
}
