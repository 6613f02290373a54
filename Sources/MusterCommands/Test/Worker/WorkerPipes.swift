#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The pipes between a worker and the process that started it, as the worker knows them.
enum WorkerPipes {
    /// Where requests come from.
    static let requests: CInt = 3
    /// Where answers go.
    static let answers: CInt = 4

    /// Has the worker end when the process that started it does, whatever it is doing.
    static func endWithParent() {
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        // A thread of its own, since it waits for ever: of those of a queue there may be only one.
        let code = pthread_create(&thread, nil, { _ in WorkerPipes.waitForParent() }, nil)
        precondition(code == 0, "a worker has room for a thread")
    }

    private static func waitForParent() -> Never {
        // A pipe that nobody reads is in error; until then nothing is waited for.
        var entry = pollfd(fd: answers, events: 0, revents: 0)
        while waitForEvent(&entry) < 0, errno == EINTR {}
        ExitStatus.success.exitNow()
    }

    private static func waitForEvent(_ entry: inout pollfd) -> CInt { poll(&entry, 1, -1) }

    /// Writes all of a text; false when nobody reads it any more.
    static func write(_ text: String, to descriptor: CInt) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                #if canImport(Darwin)
                let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
                #elseif canImport(Musl)
                let count = Musl.write(descriptor, rest.baseAddress, rest.count)
                #else
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                #endif
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }
}

/// Reads lines from a descriptor, waiting for them.
struct LineReader {
    let descriptor: CInt
    private var buffer: [UInt8] = []

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// The next line without its end; nil at the end of the stream.
    mutating func next() -> [UInt8]? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                defer { buffer.removeSubrange(...end) }
                return Array(buffer[..<end])
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            buffer.append(contentsOf: chunk[..<count])
        }
    }
}
