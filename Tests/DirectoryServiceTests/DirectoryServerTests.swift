import DirectoryRuntime
import DirectoryService
import JSON
import Sessions
import TestSupport
import Testing

private let path =
    "/serviceconfigs/\(Fixtures.scid)/sessiontemplates/quick/sessions/\(Fixtures.session.name)"

/// Sends raw text to a fresh server and reads until it closes the connection.
private func exchange(_ text: String) async throws -> String {
    try await withServer(of: SharedDirectory(Fixtures.directory())) { port in
        try await RawConnection.run(port: port) { connection in
            try await connection.send(text)
            return try await connection.readToEnd()
        }
    }
}

private func request(_ method: String, _ target: String, _ headers: String..., body: String = "")
    -> String
{
    let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
    let lines = ["\(method) \(target) HTTP/1.1", "Host: localhost", "Connection: close"]
    return (lines + headers + length + ["", ""]).joined(separator: "\r\n") + body
}

private let server = "Authorization: XBL3.0 x=-;L0.server"
private let version = "X-Xbl-Contract-Version: 107"

/// The header lines of an answer without those that HTTP itself needs, and its body.
private func parts(_ answer: String) -> (head: [String], body: String) {
    guard let end = answer.firstRange(of: "\r\n\r\n") else { return ([answer], "") }
    let lines = answer[..<end.lowerBound].split(separator: "\r\n").map(String.init)
    return (lines, String(answer[end.upperBound...]))
}

@Suite struct `A directory server` {
    @Test func `answers 401 without a body to a caller without token`() async throws {
        for header in ["X: y", "Authorization: Bearer abc", "Authorization: XBL3.0 x=6;L0.5"] {
            let (head, body) = parts(try await exchange(request("GET", path, version, header)))
            #expect(head.first == "HTTP/1.1 401 Unauthorized")
            #expect(head.contains("Content-Length: 0"))
            #expect(body == "")
        }
    }

    @Test func `logs why it refuses a token`() async throws {
        let (logger, messages) = makeLogStream()
        let directory = SharedDirectory(Fixtures.directory())
        try await withServer(of: directory, logger: logger) { port in
            try await RawConnection.run(port: port) { connection in
                let token = "Authorization: XBL3.0 x=5;L1.e30.bWFj"
                try await connection.send(request("GET", path, version, token))
                _ = try await connection.readToEnd()
            }
        }
        var refusals: [String] = []
        for await message in messages where message.hasPrefix("refused") {
            refusals.append(message)
            break
        }
        #expect(
            refusals == [
                "refused GET \(path) with 401: the token carries a MAC, and MACs are not supported"
            ])
    }

    @Test func `answers unknown paths and methods before it looks at the token`() async throws {
        let unknown = parts(try await exchange(request("GET", "/nowhere")))
        #expect(unknown.head.first == "HTTP/1.1 404 Not Found")
        #expect(unknown.body.hasSuffix("\r\n") && unknown.body.utf8.count > 2)

        for method in ["POST", "DELETE", "OPTIONS", "PATCH"] {
            let (head, body) = parts(try await exchange(request(method, path)))
            #expect(head.first == "HTTP/1.1 405 Method Not Allowed")
            #expect(head.contains("Allow: GET, PUT"))
            #expect(body.hasSuffix("\r\n"))
        }
    }

    @Test func `answers HEAD without a body`() async throws {
        let (head, body) = parts(try await exchange(request("HEAD", path, server, version)))
        #expect(head.first == "HTTP/1.1 405 Method Not Allowed")
        #expect(body == "")
    }

    @Test func `keeps the connection after HEAD and after answers without a body`() async throws {
        let answer = try await exchange(
            "HEAD \(path) HTTP/1.1\r\nHost: h\r\n\r\n"
                + "GET \(path) HTTP/1.1\r\nHost: h\r\n\(server)\r\n\(version)\r\n\r\n"
                + request("GET", "/nowhere"))
        let statuses = answer.split(separator: "\r\n").filter { $0.hasPrefix("HTTP/1.1 ") }
        #expect(
            statuses == [
                "HTTP/1.1 405 Method Not Allowed", "HTTP/1.1 204 No Content",
                "HTTP/1.1 404 Not Found",
            ])
    }

    @Test func `dates its answers by the directory's clock, and once`() async throws {
        let (head, _) = parts(try await exchange(request("GET", path, server, version)))
        #expect(head.filter { $0.hasPrefix("Date:") } == ["Date: Tue, 01 Jan 2030 00:00:00 GMT"])
    }

    @Test func `creates a session from the sample document`() async throws {
        let (head, body) = parts(
            try await exchange(
                request(
                    "PUT", path, server, version, "Content-Type: application/json; charset=utf-8",
                    body: Fixtures.sample.text)))
        #expect(head.first == "HTTP/1.1 201 Created")
        #expect(head.contains("Expires: Tue, 01 Jan 2030 00:00:30 GMT"))
        #expect(head.contains("Content-Location: \(path)"))
        #expect(head.contains("Cache-Control: no-cache"))
        #expect(head.contains { $0.hasPrefix("ETag: \"") })
        #expect(try JSONValue(parsing: body)["membersInfo"]?["count"] == 1)
    }

    @Test func `refuses bodies of other types and broken ones`() async throws {
        let form = parts(
            try await exchange(
                request(
                    "PUT", path, server, version, "Content-Type: application/x-www-form-urlencoded",
                    body: "{}")))
        #expect(form.head.first == "HTTP/1.1 400 Bad Request")
        #expect(
            form.body
                == "The 'Content-Type' of the request body must be 'application/json'.\r\n")

        let broken = parts(
            try await exchange(
                request("PUT", path, server, version, "Content-Type: application/json", body: "{")))
        #expect(broken.head.first == "HTTP/1.1 400 Bad Request")
        #expect(
            broken.body
                == "The request body isn't valid JSON: unexpected end of text at byte 1.\r\n")
    }

    @Test func `refuses a body that says it is too large without waiting for it`() async throws {
        // The announced body never comes, so an answer shows that nobody waits for it.
        let head = "PUT \(path) HTTP/1.1\r\nHost: h\r\n\(server)\r\n\(version)\r\n"
        let answer = try await withServer(of: SharedDirectory(Fixtures.directory())) { port in
            try await RawConnection.run(port: port) { connection in
                try await connection.send(head + "Content-Length: 99999999999\r\n\r\n{")
                return try await connection.read(until: "bytes.\r\n")
            }
        }
        #expect(parts(answer).head.first == "HTTP/1.1 400 Bad Request")
        #expect(parts(answer).head.contains("Connection: close"))
        #expect(parts(answer).body == "The request body is larger than 262144 bytes.\r\n")
    }

    @Test func `stops reading a body that grows too large, and closes`() async throws {
        let head = "PUT \(path) HTTP/1.1\r\nHost: h\r\n\(server)\r\n\(version)\r\n"
        let kibibyte = "400\r\n" + String(repeating: " ", count: 1024) + "\r\n"
        let body = String(repeating: kibibyte, count: 257)
        let answer = try await withServer(of: SharedDirectory(Fixtures.directory())) { port in
            try await RawConnection.run(port: port) { connection in
                try await connection.send(head + "Transfer-Encoding: chunked\r\n\r\n" + body)
                let answer = try await connection.read(until: "bytes.\r\n")
                try await connection.send("0\r\n\r\n")
                return try await answer + connection.readToEnd()
            }
        }
        #expect(parts(answer).head.first == "HTTP/1.1 400 Bad Request")
        #expect(parts(answer).body == "The request body is larger than 262144 bytes.\r\n")
    }

    @Test func `asks for a body that the client holds back`() async throws {
        let answer = try await withServer(of: SharedDirectory(Fixtures.directory())) { port in
            try await RawConnection.run(port: port) { connection in
                try await connection.send(
                    "PUT \(path) HTTP/1.1\r\nHost: h\r\n\(server)\r\n\(version)\r\n"
                        + "Connection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 1\r\nExpect: 100-continue\r\n\r\n")
                let interim = try await connection.read(until: "\r\n\r\n")
                #expect(interim == "HTTP/1.1 100 Continue\r\n\r\n")
                try await connection.send("{")
                return try await connection.readToEnd()
            }
        }
        #expect(parts(answer).head.first == "HTTP/1.1 400 Bad Request")
    }

    @Test(arguments: ["garbage\r\n\r\n", "FROB / HTTP/1.1\r\n\r\n", "get / HTTP/1.1\r\n\r\n"])
    func `answers 400 to what its HTTP parser does not know, and closes`(
        text: String
    ) async throws {
        let answer = try await exchange(text)
        #expect(parts(answer).head.first == "HTTP/1.1 400 Bad Request")
    }
}

@Suite struct `A directory server that shall stop` {
    private static let head =
        "PUT \(path) HTTP/1.1\r\nHost: h\r\n\(server)\r\n\(version)\r\n"
        + "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"

    @Test func `answers what is under way first`() async throws {
        let directory = SharedDirectory(Fixtures.directory())
        let (answers, deliver) = AsyncStream.makeStream(of: String.self)
        let (stops, stop) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let port = try await withServer(of: directory) { port in
                group.addTask {
                    try await RawConnection.run(port: port) { connection in
                        try await connection.send(Self.head)
                        _ = try await connection.read(until: "\r\n\r\n")
                        stop.yield()
                        try await connection.send("{}")
                        deliver.yield(try await connection.readToEnd())
                        deliver.finish()
                    }
                }
                // The server stops as soon as this returns, with the request half read.
                for await _ in stops { break }
                return port
            }
            #expect(port > 0)
            try await group.waitForAll()
        }
        for await answer in answers {
            #expect(parts(answer).head.first?.hasPrefix("HTTP/1.1 2") == true)
        }
    }

    @Test func `does not wait for ever`() async throws {
        let directory = SharedDirectory(Fixtures.directory())
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (stops, stop) = AsyncStream.makeStream(of: Void.self)
            try await withServer(of: directory, shutdownGrace: .milliseconds(20)) { port in
                group.addTask {
                    try await RawConnection.run(port: port) { connection in
                        try await connection.send(Self.head)
                        _ = try await connection.read(until: "\r\n\r\n")
                        stop.yield()
                        _ = try? await connection.readToEnd()
                    }
                }
                for await _ in stops { break }
            }
            try await group.waitForAll()
        }
    }

    @Test func `never starts when its task is cancelled already`() async throws {
        let server = DirectoryServer(
            directory: SharedDirectory(Fixtures.directory()), port: 0, logger: quietLogger)
        let running = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await server.run()
        }
        try await running.value
    }
}

@Suite struct `A directory server that cannot listen` {
    @Test func `says which address and why`() async throws {
        try await withServer(of: SharedDirectory(Fixtures.directory())) { port in
            let second = DirectoryServer(
                directory: SharedDirectory(Fixtures.directory()), port: port, logger: quietLogger)
            let error = DirectoryServiceError.couldNotListen(
                host: "127.0.0.1", port: port, reason: "address already in use")
            await #expect(throws: error) { try await second.run() }
            #expect(
                String(describing: error)
                    == "could not listen on 127.0.0.1 port \(port): address already in use")
        }
    }
}
