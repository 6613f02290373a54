import HTTPTransport
import Sessions
import TestSupport
import Testing
import Transport

private let request = DirectoryRequest.get(.templates(scid: "s"))
private let path = "/serviceconfigs/s/sessiontemplates"

/// What becomes of the request when the peer behaves as scripted.
private func outcome(
    _ peer: ScriptedPeer, timeout: Duration = .seconds(30), limitBytes: Int = 1 << 20
) async throws -> (url: String, error: TransportError?) {
    try await peer.run { url in
        try await withHTTPTransport(to: url, timeout: timeout, answerLimitBytes: limitBytes) {
            do throws(TransportError) {
                _ = try await $0.send(request, as: .server)
                return (url + path, nil)
            } catch {
                return (url + path, error)
            }
        }
    }
}

@Suite struct `An HTTP transport` {
    @Test func `says that a service which is gone cannot be reached`() async throws {
        let (url, error) = try await outcome(.gone)
        #expect(error == .unreachable(url: url, reason: "connection refused"))
        #expect(error?.isRetryable == true)
    }

    @Test func `says that a host which is not known cannot be reached`() async throws {
        // The limit is far off, so that a busy machine does not meet it.
        try await withHTTPTransport(to: "http://host.invalid:1", timeout: .seconds(600)) {
            do throws(TransportError) {
                _ = try await $0.send(request, as: nil)
                Issue.record("a host in .invalid has answered")
            } catch {
                guard case .unreachable(let url, _) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(url == "http://host.invalid:1" + path)
            }
        }
    }

    @Test func `gives up on a service that never answers`() async throws {
        let (url, error) = try await outcome(.silent, timeout: .milliseconds(50))
        #expect(error == .timedOut(url: url, limit: .milliseconds(50)))
    }

    @Test func `gives up on an answer that stops in its middle`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"
        let (url, error) = try await outcome(.answers(head), timeout: .milliseconds(50))
        #expect(error == .timedOut(url: url, limit: .milliseconds(50)))
    }

    @Test(arguments: [
        ScriptedPeer.closes, .answersAndCloses("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
        .answersAndCloses("HTTP/1.1 200 OK\r\nContent-Len"),
    ])
    func `says that a connection was closed before the answer ended`(
        peer: ScriptedPeer
    ) async throws {
        let (url, error) = try await outcome(peer)
        #expect(error == .connectionLost(url: url, reason: "the service closed it"))
        #expect(error?.isRetryable == true)
    }

    @Test func `says that a connection was reset`() async throws {
        let (url, error) = try await outcome(.resets)
        #expect(error == .connectionLost(url: url, reason: "connection reset by peer"))
    }

    @Test(arguments: ["garbage\r\n\r\n", "SSH-2.0-OpenSSH_9.2p1\r\n", "\u{16}\u{3}\u{1}\u{2}"])
    func `refuses an answer that is not HTTP`(text: String) async throws {
        let (url, error) = try await outcome(.answersAndCloses(text))
        guard case .malformedAnswer(url, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.isRetryable == false)
    }

    @Test func `refuses an answer that says JSON and is not`() async throws {
        let answer =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n{\"a\""
        let (url, error) = try await outcome(.answers(answer))
        #expect(
            error
                == .malformedAnswer(
                    url: url,
                    reason:
                        "the answer says it is JSON and is not: unexpected end of text at byte 4"
                ))
    }

    @Test func `refuses an answer that is too large`() async throws {
        let declared = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901"
        let chunked =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n"
        for answer in [declared, chunked] {
            let (url, error) = try await outcome(.answers(answer), limitBytes: 10)
            #expect(error == .answerTooLarge(url: url, limitBytes: 10))
            #expect(try await outcome(.answers(answer), limitBytes: 11).error == nil)
        }
    }

    @Test func `does not follow redirects`() async throws {
        try await ScriptedPeer.answers(
            "HTTP/1.1 302 Found\r\nLocation: http://host.invalid/\r\nContent-Length: 0\r\n\r\n"
        ).run { url in
            try await withHTTPTransport(to: url) { transport in
                let answer = try await transport.send(request, as: nil)
                #expect(
                    answer == DirectoryResponse(status: 302, location: "http://host.invalid/"))
            }
        }
    }

    @Test func `sends nothing that has no HTTP form`() async throws {
        try await withHTTPTransport(to: "http://127.0.0.1:1") { transport in
            let request = DirectoryRequest(method: "a b", target: .templates(scid: "s"))
            await #expect(throws: TransportError.unsendable(.illegalMethod("a b"))) {
                try await transport.send(request, as: nil)
            }
        }
    }

    @Test func `fails as cancelled when its task is cancelled`() async throws {
        let error = try await ScriptedPeer.silent.run { url in
            let transport = try HTTPClientTransport(baseURL: url)
            let waiting = Task { () -> TransportError? in
                do throws(TransportError) {
                    _ = try await transport.send(request, as: nil)
                    return nil
                } catch {
                    return error
                }
            }
            waiting.cancel()
            let error = await waiting.value
            await transport.shutdown()
            return error
        }
        #expect(error == .cancelled)
    }
}

@Suite struct `The address of a service` {
    @Test(arguments: [
        "http://127.0.0.1:8080", "HTTPS://host", "http://[::1]:80/", "http://h/prefix//",
    ])
    func `may be HTTP with a host, a port and a path`(address: String) async throws {
        try await withHTTPTransport(to: address) { _ in }
    }

    @Test(arguments: [
        ("", "it must begin with http:// or https://"),
        ("127.0.0.1:8080", "it must begin with http:// or https://"),
        ("ftp://host", "it must begin with http:// or https://"),
        ("http://", "it names no host"), ("http:///path", "it names no host"),
        ("http://:80", "it names no host"),
        ("http://host:0", "its port is not a number from 1 to 65535"),
        ("http://host:65536", "its port is not a number from 1 to 65535"),
        ("http://host:", "its port is not a number from 1 to 65535"),
        ("http://host:http", "its port is not a number from 1 to 65535"),
        ("http://user:secret@host", "it must not name a user"),
        ("http://host/?query", "it must have neither query nor fragment"),
        ("http://host#fragment", "it must have neither query nor fragment"),
        ("http://ho st", "it holds a character that no address may hold"),
        ("http://höst", "it holds a character that no address may hold"),
        ("http://host\r\n", "it holds a character that no address may hold"),
    ])
    func `is refused otherwise`(address: String, reason: String) async {
        await #expect(throws: TransportError.illegalAddress(address, reason: reason)) {
            try await withHTTPTransport(to: address) { _ in }
        }
    }
}
