internal import CLuaShim

extension LuaState {
    /// Counts from now on how often each line of a chunk runs, in all coroutines and finalizers.
    ///
    /// Chunks that began to run before are not counted, nor is text that the state's own code
    /// loads under no file's name (`@name`). A line costs Lua about ten times as much then; a
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

    /// The lines of a chunk of Lua text that hold code, as lines that never ran. Nothing is run.
    ///
    /// For files that nothing ran, or of which a part was left out when it did; see
    /// ``load(_:name:)-([UInt8],_)``.
    ///
    /// - Throws: ``LuaError`` of kind ``LuaError/Kind/syntax`` for a text that is no Lua.
    public func linesNotRun(of text: [UInt8], name: String) throws(LuaError) -> LineCoverage {
        let function = try load(text, name: name)
        let stack = stack
        function.reference.push(on: stack)
        defer { stack.pop() }
        var chunk = clua_chunk()
        defer { clua_free_chunk(&chunk) }
        guard clua_find_lines(stack.L, &chunk) else {
            throw LuaError(kind: .memory, message: "not enough memory to find lines")
        }
        return LineCoverage(files: [name: hits(of: chunk)])
    }

    /// Without the mark in front.
    private func name(of chunk: clua_chunk) -> String {
        guard chunk.name_length > 0 else { return "" }
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
