import DirectoryRuntime
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Sessions

/// Answers every HTTP request from a directory.
struct DirectoryResponder: Sendable {
    let directory: SharedDirectory
    let logger: Logger

    /// Ends a connection whose request has a body that is not worth reading to its end.
    private struct BodyAbandoned: Error {}

    /// Bytes of a refused body that are still taken in, so that a client that sends first and reads
    /// afterwards sees the answer and not a reset connection.
    private static let drainLimitBytes = 8 * HTTPRequestForm.bodyLimitBytes

    /// Runs where Hummingbird's own functions run, to which the writer and the body are bound.
    @concurrent
    func respond(to request: Request, _ writer: consuming ResponseWriter) async throws {
        let isTooLarge = Self.declaredLength(request) > HTTPRequestForm.bodyLimitBytes
        if !isTooLarge, request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        var chunks = request.body.makeAsyncIterator()
        var form = HTTPRequestForm(
            method: request.method.rawValue, target: request.head.path ?? "/",
            headers: Self.headers(of: request))
        if isTooLarge {
            // One byte above the limit is refused like all that follow.
            form.body = Array(repeating: 0, count: HTTPRequestForm.bodyLimitBytes + 1)
        }
        while form.body.count <= HTTPRequestForm.bodyLimitBytes, let chunk = try await chunks.next()
        {
            form.body.append(contentsOf: chunk.readableBytesView)
        }
        let isRefused = form.body.count > HTTPRequestForm.bodyLimitBytes
        let answer = await answer(form)
        let head = Self.head(of: answer, closing: isRefused)
        let isHead = request.method == .head || answer.body.isEmpty
        try await writer.write(
            response: head,
            body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
        if isRefused { try await Self.drain(&chunks) }
    }

    private func answer(_ form: HTTPRequestForm) async -> HTTPResponseForm {
        let response = await directory.answer(
            DirectoryRequest(httpForm: form), authorization: form.headers["Authorization"])
        if response.status == 401 { await explainRefusal(of: form) }
        do {
            return try response.httpForm()
        } catch {
            logger.error("the directory's answer cannot be written: \(error)")
            return HTTPResponseForm(status: 500)
        }
    }

    /// Logs why a token was refused, which the answer does not tell (auth 1.2).
    private func explainRefusal(of form: HTTPRequestForm) async {
        let now = await directory.now
        do throws(AuthorizationError) {
            _ = try Caller(authorization: form.headers["Authorization"], now: now)
        } catch {
            logger.info("refused \(form.method) \(form.target) with 401: \(error)")
        }
    }

    private static func declaredLength(_ request: Request) -> Int {
        request.headers[.contentLength].flatMap { Int($0) } ?? 0
    }

    private static func headers(of request: Request) -> HTTPHeaderFields {
        var headers = HTTPHeaderFields()
        for field in request.headers { headers.append(field.name.rawName, field.value) }
        return headers
    }

    private static func head(of answer: HTTPResponseForm, closing: Bool) -> HTTPResponse {
        var head = HTTPResponse(status: HTTPResponse.Status(code: answer.status))
        for field in answer.headers.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            head.headerFields.append(HTTPField(name: name, value: field.value))
        }
        if answer.status != 204 && answer.status != 304 {
            head.headerFields[.contentLength] = String(answer.body.count)
        }
        if closing { head.headerFields[.connection] = "close" }
        return head
    }

    /// Reads on for a while, then gives the connection up.
    @concurrent
    private static func drain(_ chunks: inout RequestBody.AsyncIterator) async throws {
        var drained = 0
        while let chunk = try await chunks.next() {
            drained += chunk.readableBytes
            guard drained <= drainLimitBytes else { throw BodyAbandoned() }
        }
        throw BodyAbandoned()
    }
}
