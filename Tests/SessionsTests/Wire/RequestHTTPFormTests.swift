import JSON
import Sessions
import Testing

private let reference = SessionReference(
    scid: "8d050174-412b-4d51-a29b-d55a34edfdb7", templateName: "quick", name: "one")

@Suite struct `The HTTP form of a request` {
    static let targets: [DirectoryTarget] = [
        .sessions(scid: "s c", templateName: nil), .sessions(scid: "s", templateName: "qu/ick"),
        .batch(scid: "s", templateName: nil), .batch(scid: "s", templateName: "quick"),
        .handles, .handleQuery, .handle(id: "a b"), .handleSession(id: "1-2"),
        .session(reference), .properties(reference), .memberMe(reference),
        .member(reference, index: "12"), .member(reference, index: "-x/y"),
        .server(reference, name: "a b"), .server(reference, name: "50%/ü?#&+"),
        .templates(scid: "foo"), .template(scid: "foo", name: "quick"),
        .unknown(path: "/"), .unknown(path: "/handle"), .unknown(path: "/a%20b//c/%zz"),
        .unknown(path: "/serviceconfigs/x/sessiontemplates/y/sessions/z/members/1/more"),
    ]

    @Test(arguments: targets)
    func `keeps every target`(target: DirectoryTarget) throws {
        #expect(
            try DirectoryRequest(httpForm: DirectoryRequest.get(target).httpForm()).target == target
        )
    }

    @Test(arguments: [
        "", ".", "..", "/", "//", "a/b", "%2F", "a%b", "\u{0}", "\r\n", "é", "😀", " ", "+", "~",
        "me?x#y",
    ])
    func `keeps hostile path values in every place`(value: String) throws {
        let hostile = SessionReference(scid: value, templateName: value, name: value)
        let targets: [DirectoryTarget] = [
            .session(hostile), .properties(hostile), .memberMe(hostile),
            .member(hostile, index: value), .server(hostile, name: value),
            .templates(scid: value), .template(scid: value, name: value),
        ]
        for target in targets {
            let form = try DirectoryRequest.get(target).httpForm()
            #expect(form.target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
            #expect(DirectoryRequest(httpForm: form).target == target)
        }
    }

    @Test func `keeps the method, the query, the headers and the body`() throws {
        var request = DirectoryRequest(
            method: "PATCH", target: .session(reference),
            query: [
                .init(name: "nocommit", value: "true"), .init(name: "flag", value: nil),
                .init(name: "empty", value: ""), .init(name: "", value: "v"),
                .init(name: "a b+c&d=e%", value: "é +&=?#/%20"),
                .init(name: "flag", value: "again"),
            ],
            contractVersion: "105", ifMatch: "\"1\", \"2\"", ifNoneMatch: "*",
            body: .json(["a": [1, 2.5, nil, true], "b": [:], "c": [], "ü": "\r\n\u{0}"]))
        request.onBehalfOfTitle = "not a number"
        request.onBehalfOfUsers = "1;priv=multiplayer, 2"
        request.denyScope = "Multiplayer.Manage"

        #expect(try DirectoryRequest(httpForm: request.httpForm()) == request)
    }

    @Test func `keeps what is missing missing`() throws {
        let request = DirectoryRequest(
            method: "GET", target: .templates(scid: "s"), contractVersion: nil)
        let form = try request.httpForm()

        #expect(form.headers.fields.isEmpty && form.body.isEmpty)
        #expect(DirectoryRequest(httpForm: form) == request)
    }

    @Test func `is what a client library sends`() throws {
        var request = DirectoryRequest.put(.session(reference), ["a": 1], mode: .createNew)
        request.query = [.init(name: "nocommit", value: "true")]
        var headers = HTTPHeaderFields()
        headers.append("X-Xbl-Contract-Version", "107")
        headers.append("Authorization", "XBL3.0 x=5;L0.5.a%20b")
        headers.append("If-None-Match", "*")
        headers.append("Content-Type", "application/json")

        let form = try request.httpForm(
            as: .user(Xuid(rawValue: 5), gamertag: "a b"))

        #expect(
            form
                == HTTPRequestForm(
                    method: "PUT",
                    target: "/serviceconfigs/8d050174-412b-4d51-a29b-d55a34edfdb7/sessiontemplates"
                        + "/quick/sessions/one?nocommit=true",
                    headers: headers, body: Array(#"{"a":1}"#.utf8)))
    }

    @Test func `does not exist for a method that is no token`() {
        let request = DirectoryRequest(method: "GET /x\r\n", target: .session(reference))
        #expect(throws: HTTPFormError.illegalMethod("GET /x\r\n")) { try request.httpForm() }
        #expect(throws: HTTPFormError.illegalMethod("")) {
            try DirectoryRequest(method: "", target: .session(reference)).httpForm()
        }
    }

    @Test(arguments: ["a\r\nb: c", "a\nb", "a\rb", "\u{0}", "\u{7F}"])
    func `does not exist for a header value that would end the header`(value: String) {
        var request = DirectoryRequest.get(.session(reference))
        request.ifMatch = value
        #expect(throws: HTTPFormError.illegalHeader(name: "If-Match")) { try request.httpForm() }
        request.ifMatch = nil
        request.contractVersion = value
        #expect(throws: HTTPFormError.illegalHeader(name: "X-Xbl-Contract-Version")) {
            try request.httpForm()
        }
    }

    @Test func `does not exist for a body that could not be read`() {
        let request = DirectoryRequest(
            method: "PUT", target: .session(reference), body: .unreadable(reason: "why"))
        #expect(throws: HTTPFormError.unreadableBody(reason: "why")) { try request.httpForm() }
    }
}
