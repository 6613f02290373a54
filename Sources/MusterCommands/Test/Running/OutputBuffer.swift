internal import TestRunner

/// What a process has written and nobody has read yet.
struct OutputBuffer {
    /// How many bytes are kept; nil for all.
    var limitBytes: Int? = 1 << 20
    private var bytes: [UInt8] = []
    private var droppedBytes = 0
    /// Where the search for the end of a line goes on.
    private var searched = 0

    mutating func append(_ more: Slice<UnsafeMutableRawBufferPointer>) {
        let room = limitBytes.map { max(0, $0 - bytes.count) } ?? more.count
        bytes.append(contentsOf: more.prefix(room))
        droppedBytes += max(0, more.count - room)
    }

    mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        droppedBytes = 0
        searched = 0
    }

    /// The first line without its end, if it is whole.
    mutating func takeLine() -> [UInt8]? {
        guard let end = bytes[searched...].firstIndex(of: 10) else {
            searched = bytes.count
            return nil
        }
        let line = Array(bytes[..<end])
        bytes.removeSubrange(...end)
        searched = 0
        return line
    }

    /// All of it as lines, with a word about what was not kept.
    var lines: [String] {
        guard !bytes.isEmpty || droppedBytes > 0 else { return [] }
        var lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
            .map { String(showing: $0.last == 13 ? $0.dropLast() : $0) }
        if bytes.last == 10 { lines.removeLast() }
        if droppedBytes > 0 { lines.append("… (\(droppedBytes) more bytes were not kept)") }
        return lines
    }
}
