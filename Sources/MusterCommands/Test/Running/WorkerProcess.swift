internal import JSON
internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A process that runs tests, as the process that started it sees it.
///
/// It does one thing at a time; what it prints meanwhile is kept, as belonging to that.
final class WorkerProcess {
    private let id: pid_t
    private let requests: CInt
    private(set) var streams: [Stream]
    private var hasEnded = false

    /// A pipe from the process.
    struct Stream {
        let descriptor: CInt
        var buffer = OutputBuffer()
        var isOpen = true
    }

    /// Which pipe is which in ``streams``.
    enum Channel: Int, CaseIterable {
        case answers, output, error
    }

    /// Starts a process.
    ///
    /// - Throws: ``WorkerFailure`` when it cannot be started.
    init(_ settings: WorkerSettings) throws(WorkerFailure) {
        let request = try Pipe()
        let pipes = [try Pipe(), try Pipe(), try Pipe()]
        defer {
            close(request.read)
            for pipe in pipes { close(pipe.write) }
        }
        requests = request.write
        streams = pipes.map { Stream(descriptor: $0.read) }
        for stream in streams {
            _ = fcntl(stream.descriptor, F_SETFL, O_NONBLOCK)
        }
        id = try Self.start([
            (request.read, WorkerPipes.requests), (pipes[0].write, WorkerPipes.answers),
            (pipes[1].write, STDOUT_FILENO), (pipes[2].write, STDERR_FILENO),
        ])
        streams[Channel.answers.rawValue].buffer.limitBytes = nil
        send(.settings(settings))
    }

    deinit { end() }

    /// Asks for something; a process that is gone is noticed when its answer does not come.
    func send(_ request: WorkerRequest) {
        for channel in [Channel.output, .error] { streams[channel.rawValue].buffer.reset() }
        _ = WorkerPipes.write(request.json.text + "\n", to: requests)
    }

    /// What is asked of the system, to learn where something has arrived: one entry for each of
    /// ``streams``. Answers come first: when one is there, so is what was printed before it.
    ///
    /// - Parameter isExpected: Whether something may arrive; otherwise the system does not look.
    func entries(isExpected: Bool) -> [pollfd] {
        streams.map { stream in
            let descriptor = isExpected && stream.isOpen ? stream.descriptor : -1
            return pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        }
    }

    /// Reads what has arrived.
    ///
    /// - Parameter entries: The ``entries(isExpected:)``, with what the system says of them.
    /// - Returns: the next answer, if it is whole; what was printed before it has been read, too.
    func receive(_ entries: ArraySlice<pollfd>) -> Arrival? {
        for (index, entry) in entries.enumerated() where entry.revents != 0 { drain(index) }
        if let line = streams[Channel.answers.rawValue].buffer.takeLine() {
            guard
                let answer = (try? JSONValue(parsing: line, limits: .loosest)).flatMap(
                    WorkerAnswer.init(json:))
            else {
                return .lost(
                    "it answered with \(String(decoding: line.prefix(200), as: UTF8.self))")
            }
            return .answer(answer)
        }
        guard !streams[Channel.answers.rawValue].isOpen else { return nil }
        return .lost(waitForEnd())
    }

    /// What a worker sends.
    enum Arrival {
        case answer(WorkerAnswer)
        /// It is gone; how it ended, as a fragment.
        case lost(String)
    }

    /// What was printed since the last request: standard output first.
    var output: [Attempt.OutputLine] {
        streams[Channel.output.rawValue].buffer.lines.map { Attempt.OutputLine($0) }
            + streams[Channel.error.rawValue].buffer.lines.map {
                Attempt.OutputLine($0, stream: .error)
            }
    }

    /// Ends the process, whatever it is doing.
    func end() {
        guard !hasEnded else { return }
        kill(id, SIGKILL)
        _ = waitForEnd()
    }

    private func drain(_ index: Int) {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { chunk in
            while streams[index].isOpen {
                let count = read(streams[index].descriptor, chunk.baseAddress, chunk.count)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN { return }
                guard count > 0 else {
                    streams[index].isOpen = false
                    return
                }
                streams[index].buffer.append(chunk[..<count])
                if count < chunk.count { return }
            }
        }
    }

    /// Waits until the process is gone; answers how it ended.
    private func waitForEnd() -> String {
        guard !hasEnded else { return "it is gone" }
        var status: CInt = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
        close(requests)
        for stream in streams { close(stream.descriptor) }
        let signal = status & 0x7f
        guard signal != 0 else { return "it exited with \((status >> 8) & 0xff)" }
        return "it was ended by signal \(signal) (\(String(cString: strsignal(signal))))"
    }
}
