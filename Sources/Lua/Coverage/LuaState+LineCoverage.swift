internal import CLua
internal import CLuaShim

extension LuaState {
    /// Counts from now on how often each line of a chunk runs, in all coroutines and finalizers.
    ///
    /// Chunks that began to run before are not counted, nor is text that the state's own code
    /// loads under no file's name (`@name`). Lua spends several times as long on each line; a
    /// state that does not count pays nothing. ``instructionBudget`` and ``interrupt()`` go on
    /// working.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/memory`` when memory is not to be had.
    public func countLines() throws(LuaError) {
        guard clua_count_lines(handle.pointer) else {
            throw LuaError(kind: .memory, message: "not enough memory to count lines")
        }
    }

    /// Runs `body`; chunks that begin to run in it are not counted, then or later.
    ///
    /// For code that is part of the host.
    public func withoutCountingLines<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let lines = clua_state_of(handle.pointer).pointee.lines else { return try body() }
        lines.pointee.paused += 1
        // They stay where they are until the state is freed.
        defer { lines.pointee.paused -= 1 }
        return try body()
    }

    /// What was counted since ``countLines()``; nil when nothing is.
    ///
    /// A chunk that runs several times counts on, by the lines of its text when it first ran.
    public var lineCoverage: LineCoverage? {
        guard let lines = clua_state_of(handle.pointer).pointee.lines else { return nil }
        var files: [String: [Int: Int]] = [:]
        for chunk in UnsafeBufferPointer(start: lines.pointee.chunks, count: lines.pointee.count) {
            files[name(of: chunk)] = hits(of: chunk)
        }
        return LineCoverage(files: files)
    }

    /// Without the mark in front.
    private func name(of chunk: clua_chunk) -> String {
        let bytes = UnsafeRawBufferPointer(start: chunk.name, count: chunk.name_length)
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    private func hits(of chunk: clua_chunk) -> [Int: Int] {
        guard let hasCode = chunk.has_code, let hits = chunk.hits else { return [:] }
        var lines: [Int: Int] = [:]
        for line in 0..<chunk.line_count where hasCode[line] {
            lines[line] = Int(clamping: hits[line])
        }
        return lines
    }
}
