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
            case is CancellationError:
                .cancelled
            case let error as HTTPClientError:
                Self.meaning(of: error, url: url, timeout: timeout)
            case is NIOTooManyBytesError:
                .answerTooLarge(url: url, limitBytes: limitBytes)
            case HTTPParserError.invalidEOFState:
                .connectionLost(url: url, reason: Self.closed)
            case is HTTPParserError:
                .malformedAnswer(url: url, reason: String(describing: error))
            case let error as IOError:
                Self.meaning(of: error, url: url)
            case let error as NIOConnectionError:
                .unreachable(url: url, reason: Self.reason(of: error))
            default:
                .connectionLost(url: url, reason: String(describing: error))
            }
    }

    private static let closed = "the service closed it"

    private static func meaning(of error: IOError, url: String) -> TransportError {
        switch error.errnoCode {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL:
            .unreachable(url: url, reason: reason(of: error))
        default:
            .connectionLost(url: url, reason: reason(of: error))
        }
    }

    private static func meaning(
        of error: HTTPClientError, url: String, timeout: Duration
    ) -> TransportError {
        switch error {
        case .cancelled, .alreadyShutdown:
            .cancelled
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            .timedOut(url: url, limit: timeout)
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            .unreachable(url: url, reason: "no connection within \(timeout)")
        case .remoteConnectionClosed:
            .connectionLost(url: url, reason: Self.closed)
        default:
            .connectionLost(url: url, reason: error.shortDescription)
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
