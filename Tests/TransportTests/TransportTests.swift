import Directory
import DirectoryRuntime
import Sessions
import Testing
import Transport

@Suite struct `An in-process transport` {
    private let request = DirectoryRequest.get(.templates(scid: "s"))

    private func makeDirectory() -> LocalDirectory {
        LocalDirectory(
            SessionDirectory(templates: TemplateCatalog()), clock: VirtualClock(), seed: 1)
    }

    @Test func `answers what its directory answers, at once or awaited`() async throws {
        let transport = InProcessTransport(makeDirectory())
        for caller in [nil, Caller.server] {
            let answer = makeDirectory().answer(request, from: caller)
            #expect(transport.answer(request, as: caller) == answer)
            #expect(try await transport.send(request, as: caller) == answer)
        }
    }

    @Test func `carries what HTTP cannot`() {
        let transport = InProcessTransport(makeDirectory())
        let request = DirectoryRequest(method: "not a token\r\n", target: .templates(scid: "s"))
        #expect(transport.answer(request, as: .server).status == 405)
    }
}

@Suite struct `A transport error` {
    private let url = "http://h/x"

    @Test func `is told in one line`() {
        let errors: [(TransportError, String)] = [
            (
                .illegalAddress("h\n", reason: "it must begin with http:// or https://"),
                #""h\n" is not the address of a service: it must begin with http:// or https://"#
            ),
            (
                .unsendable(.illegalHeader(name: "If-Match")),
                "the request cannot be sent over HTTP: the value of If-Match holds a control "
                    + "character"
            ),
            (
                .unreachable(url: url, reason: "connection refused"),
                "could not reach http://h/x: connection refused"
            ),
            (
                .connectionLost(url: url, reason: "the service closed it"),
                "the connection to http://h/x ended before the answer: the service closed it"
            ),
            (
                .timedOut(url: url, limit: .milliseconds(1500)),
                "no answer from http://h/x within 1.5 seconds"
            ),
            (
                .malformedAnswer(url: url, reason: "why"),
                "the answer of http://h/x is not one of a session directory: why"
            ),
            (
                .answerTooLarge(url: url, limitBytes: 10),
                "the answer of http://h/x is larger than 10 bytes"
            ),
            (.cancelled, "the request was cancelled"),
        ]
        for (error, text) in errors { #expect(String(describing: error) == text) }
    }

    @Test func `is worth another try when the way failed and not the words`() {
        let errors: [(TransportError, Bool)] = [
            (.unreachable(url: url, reason: ""), true),
            (.connectionLost(url: url, reason: ""), true),
            (.timedOut(url: url, limit: .zero), true), (.illegalAddress("", reason: ""), false),
            (.unsendable(.illegalMethod("")), false),
            (.malformedAnswer(url: url, reason: ""), false),
            (.answerTooLarge(url: url, limitBytes: 1), false), (.cancelled, false),
        ]
        for (error, isRetryable) in errors { #expect(error.isRetryable == isRetryable) }
    }
}
