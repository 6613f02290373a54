#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The file in which prompts keep what was entered, several at once without locks.
///
/// Only the owner can read it. A statement is appended by one write, so that those of others stay
/// whole. When the file has grown to twice what is kept, `load()` writes it anew beside it and puts
/// it in its place; what others append meanwhile is carried over.
public struct HistoryFile: Sendable {
    /// Where the file is.
    public let path: String
    /// How many statements are kept.
    public let limit: Int
    /// The bytes that were read, and the file that they are of.
    private var offset = 0
    private var inode: UInt64 = 0
    /// What this prompt has appended and not seen in the file yet.
    private var own: [String] = []
    private var newest: String?

    /// Names a file, which is made when the first statement is appended.
    public init(path: String, limit: Int = History.defaultLimit) {
        precondition(limit > 0, "a history that holds something")
        self.path = path
        self.limit = limit
    }

    /// Reads all that was entered before, oldest first; nothing if there is no file.
    public mutating func load() throws(LineEditorError) -> [String] {
        guard let number = try open(O_RDONLY) else { return [] }
        defer { close(number) }
        let bytes = try readAll(number)
        let lines = HistoryFormat.lines(bytes)
        offset = 0
        remember(number, read: bytes)
        own = []
        let entries = Self.entries(lines)
        newest = entries.last
        if lines.count > limit * 2 { try compact(number, bytes, lines) }
        return entries.suffix(limit)
    }

    /// Appends a statement; one that is too long is left out.
    public mutating func append(_ entry: String) throws(LineEditorError) {
        guard let line = HistoryFormat.line(of: entry) else { return }
        guard let number = try open(O_RDWR | O_APPEND | O_CREAT) else { return }
        defer { close(number) }
        // A line that was not written whole must not swallow this one.
        let end = lseek(number, 0, SEEK_END)
        var last: UInt8 = 0x0A
        if end > 0 { _ = pread(number, &last, 1, end - 1) }
        try Descriptor(number: number).write((last == 0x0A ? line : "\n" + line).utf8)
        own.append(entry)
    }

    /// Reads what other prompts have appended since the last call, or since `load()`.
    public mutating func readNew() throws(LineEditorError) -> [String] {
        guard let number = try open(O_RDONLY) else { return [] }
        defer { close(number) }
        var status = stat()
        fstat(number, &status)
        // All is new in a file that was not there before.
        let isSame =
            inode == 0 || (UInt64(status.st_ino) == inode && Int(status.st_size) >= offset)
        let bytes = try readAll(number, from: isSame ? offset : 0)
        var entries = Self.entries(HistoryFormat.lines(bytes))
        if !isSame {
            // Written anew: what is new comes after what was read last.
            let known = newest.flatMap { entries.lastIndex(of: $0) }
            entries.removeFirst(known.map { $0 + 1 } ?? entries.count)
            offset = 0
        }
        remember(number, read: bytes)
        if let last = entries.last { newest = last }
        return entries.filter { entry in
            guard let index = own.firstIndex(of: entry) else { return true }
            own.remove(at: index)
            return false
        }
    }

    private mutating func remember(_ number: Int32, read bytes: [UInt8]) {
        var status = stat()
        fstat(number, &status)
        inode = UInt64(status.st_ino)
        // A line that is being written is read again when it is whole.
        offset += (bytes.lastIndex(of: 0x0A) ?? -1) + 1
    }

    private mutating func compact(
        _ old: Int32, _ bytes: [UInt8], _ lines: [HistoryFormat.Line]
    ) throws(LineEditorError) {
        let temporary = "\(path).\(getpid())"
        let number = systemOpen(temporary, O_RDWR | O_CREAT | O_TRUNC)
        guard number >= 0 else { throw .system(call: "open", code: errno) }
        defer { close(number) }
        let kept = HistoryFormat.file(HistoryFormat.compacted(lines, limit: limit))
        let whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
        do {
            try Descriptor(number: number).write(kept)
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            unlink(temporary)
            throw .system(call: "rename", code: errno)
        }
        // What was appended to the file that is gone now.
        let late = try readAll(old, from: whole)
        if !late.isEmpty { try appendBytes(late) }
        offset = 0
        remember(number, read: kept)
    }

    private func appendBytes(_ bytes: [UInt8]) throws(LineEditorError) {
        guard let number = try open(O_WRONLY | O_APPEND | O_CREAT) else { return }
        defer { close(number) }
        try Descriptor(number: number).write(bytes)
    }

    /// The open file, or nil if there is none to read.
    private func open(_ flags: Int32) throws(LineEditorError) -> Int32? {
        let number = systemOpen(path, flags)
        if number >= 0 { return number }
        if errno == ENOENT, flags & O_CREAT == 0 { return nil }
        throw .system(call: "open", code: errno)
    }

    private func readAll(
        _ number: Int32, from start: Int = 0
    ) throws(LineEditorError) -> [UInt8] {
        lseek(number, off_t(start), SEEK_SET)
        var bytes: [UInt8] = []
        while true {
            let part = try Descriptor(number: number).read(1 << 16)
            if part.isEmpty { return bytes }
            bytes += part
        }
    }

    private static func entries(_ lines: [HistoryFormat.Line]) -> [String] {
        lines.compactMap { line in
            if case .entry(let entry) = line { entry } else { nil }
        }
    }
}

private func systemOpen(_ path: String, _ flags: Int32) -> Int32 {
    open(path, flags | O_CLOEXEC, 0o600)
}
