import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import Transport

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension TransportError {
    /// Says what an error of the HTTP client means for the request to `url`.
    init(_ error: any Error, url: String, timeout: Duration, limitBytes: Int) {
        self =
            switch error {
            case is CancellationError, HTTPClientError.cancelled, HTTPClientError.alreadyShutdown:
                .cancelled
            case HTTPClientError.deadlineExceeded, HTTPClientError.readTimeout,
                HTTPClientError.writeTimeout:
                .timedOut(url: url, limit: timeout)
            case HTTPClientError.connectTimeout, HTTPClientError.tlsHandshakeTimeout,
                HTTPClientError.getConnectionFromPoolTimeout:
                .unreachable(url: url, reason: "no connection within \(timeout)")
            case is NIOTooManyBytesError:
                .answerTooLarge(url: url, limitBytes: limitBytes)
            case is HTTPParserError:
                .malformedAnswer(url: url, reason: String(describing: error))
            case HTTPClientError.remoteConnectionClosed:
                .connectionLost(url: url, reason: "the service closed it")
            case let error as IOError:
                .connectionLost(url: url, reason: Self.reason(of: error))
            case let error as NIOConnectionError:
                .unreachable(url: url, reason: Self.reason(of: error))
            default:
                .unreachable(url: url, reason: String(describing: error))
            }
    }

    private static func reason(of error: NIOConnectionError) -> String {
        if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
            return "the host \(error.host) is not known"
        }
        // Of several addresses of one host, the last one tried speaks for all.
        guard let last = error.connectionErrors.last?.error else { return "no connection" }
        return (last as? IOError).map(reason(of:)) ?? String(describing: last)
    }

    private static func reason(of error: IOError) -> String {
        String(cString: strerror(error.errnoCode)).lowercased()
    }
}
