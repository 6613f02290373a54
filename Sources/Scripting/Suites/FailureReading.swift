internal import Lua
internal import TestRunner

/// How failures in Lua are told to reports.
struct FailureReading {
    let file: TestFile
    let host: ScriptHost

    /// The chunk that is the host's own.
    var ownChunk: String { host.following.name }

    /// Whether an error is an assertion that does not hold.
    func isAssertion(_ error: LuaError) -> Bool { Assertions.isFailure(error, in: host) }

    /// A failure by an error.
    func failure(_ error: LuaError) -> Failure {
        let error = error.placed(outside: ownChunk)
        var message = error.message
        let place = error.location.map { "\($0): " } ?? ""
        if !place.isEmpty, message.hasPrefix(place) {
            message = String(message.dropFirst(place.count))
        }
        var frames = (error.frames + error.passages.flatMap(\.frames))
            .filter { $0.location.map { $0.chunk != ownChunk } ?? ($0.name != nil) }
        // The calls of an assertion itself say nothing that its message does not.
        if error.underlying is ExpectationError {
            frames = Array(frames.drop { $0.location == nil })
        }
        return failure(message, at: error.location, frames.map { "\($0)" })
    }

    /// A failure that no error tells of.
    func failure(
        _ message: String, at location: LuaLocation?, _ traceback: [String] = []
    ) -> Failure {
        Failure(
            message: message, location: location.map(ScriptLocation.init),
            // One line says nothing that the location does not.
            traceback: traceback.count > 1 ? traceback : [], excerpt: excerpt(location))
    }

    /// The line with its neighbours, where it is one of the file's.
    private func excerpt(_ location: LuaLocation?) -> [Failure.ExcerptLine] {
        guard let location, location.chunk == file.name else { return [] }
        let lines = file.source.split(separator: 10, omittingEmptySubsequences: false)
        return (location.line - 1...location.line + 1).compactMap { number in
            guard lines.indices.contains(number - 1),
                number != lines.count || !lines[number - 1].isEmpty
            else { return nil }
            let line = lines[number - 1]
            let text = line.last == 13 ? line.dropLast() : line
            return Failure.ExcerptLine(number: number, text: String(showing: text))
        }
    }
}

extension ScriptLocation {
    /// The place that Lua names.
    init(_ location: LuaLocation) { self.init(file: location.chunk, line: location.line) }
}

extension Attempt.Wait {
    /// A task that waits; the parts of a test are run as statements are.
    init(_ waiter: DeadlockReport.Waiter) {
        self.init(
            task: waiter.task == "the statement" ? "the test" : waiter.task, reason: waiter.what,
            location: waiter.since.map(ScriptLocation.init))
    }
}
