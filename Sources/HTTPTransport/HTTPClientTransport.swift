import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import Sessions
public import Transport

/// The way to a directory over HTTP.
///
/// Connections are kept and shared by all tasks. Redirects are not followed, and a request is sent
/// once: whether to send it again is for the caller to decide. Requests are not signed yet (auth 3).
public final class HTTPClientTransport: DirectoryTransport, Sendable {
    private let address: ServiceAddress
    private let timeout: Duration
    private let answerLimitBytes: Int
    private let client: HTTPClient

    /// Makes a transport; no connection is opened before the first request.
    ///
    /// It must be shut down with ``shutdown()`` before it is released.
    ///
    /// - Parameters:
    ///   - baseURL: `http` or `https`, a host, optionally a port and a path.
    ///   - timeout: how long a request may take until the head of its answer is there, and again
    ///     how long the answer may pause afterwards.
    ///   - answerLimitBytes: the size above which the body of an answer is refused.
    /// - Throws: ``TransportError/illegalAddress(_:reason:)``.
    public init(
        baseURL: String, timeout: Duration = .seconds(30),
        answerLimitBytes: Int = 64 * 1024 * 1024
    ) throws(TransportError) {
        address = try ServiceAddress(baseURL)
        self.timeout = timeout
        self.answerLimitBytes = answerLimitBytes
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(timeout), read: TimeAmount(timeout)))
        // A service that is not there is reported at once.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    public func send(
        _ request: DirectoryRequest, as caller: Caller?
    ) async throws(TransportError) -> DirectoryResponse {
        let form: HTTPRequestForm
        do { form = try request.httpForm(as: caller) } catch { throw .unsendable(error) }
        let url = address.base + form.target
        let answer: HTTPResponseForm
        do {
            answer = try await exchange(form, url: url)
        } catch {
            throw TransportError(error, url: url, timeout: timeout, limitBytes: answerLimitBytes)
        }
        do {
            return try DirectoryResponse(httpForm: answer)
        } catch {
            throw .malformedAnswer(url: url, reason: String(describing: error))
        }
    }

    /// Closes all connections; requests under way fail as cancelled.
    public func shutdown() async {
        // Fails only when the client is shut down already.
        try? await client.shutdown()
    }

    private func exchange(_ form: HTTPRequestForm, url: String) async throws -> HTTPResponseForm {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: form.method)
        for field in form.headers.fields {
            request.headers.add(name: field.name, value: field.value)
        }
        if !form.body.isEmpty { request.body = .bytes(form.body) }
        let response = try await client.execute(request, timeout: TimeAmount(timeout))
        var answer = HTTPResponseForm(status: Int(response.status.code))
        for (name, value) in response.headers { answer.headers.append(name, value) }
        let body = try await response.body.collect(upTo: answerLimitBytes)
        answer.body = Array(body.readableBytesView)
        return answer
    }
}
