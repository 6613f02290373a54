public import Logging

/// A logger whose messages of the level `info` and above can be awaited.
public func makeLogStream() -> (Logger, AsyncStream<String>) {
    let (messages, continuation) = AsyncStream.makeStream(of: String.self)
    return (Logger(label: "test") { _ in LogStreamHandler(continuation: continuation) }, messages)
}

private struct LogStreamHandler: LogHandler {
    let continuation: AsyncStream<String>.Continuation
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { continuation.yield("\(event.message)") }
}
