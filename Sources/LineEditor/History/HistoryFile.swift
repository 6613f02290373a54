#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The file in which prompts keep what was entered, several at once.
///
/// Only the owner can read it. A statement is appended by one write, so that those of others stay
/// whole, and one that was cut off by the end of its process spoils no other. When the file has grown to
/// twice what is kept, `load()` writes it anew beside it and puts it in its place, while a lock keeps
/// others from appending to the old one. Who cannot have the lock for a while goes on without.
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
        if lines.count > limit * 2 { try compact() }
        return entries.suffix(limit)
    }

    /// Appends a statement; one that is too long is left out.
    public mutating func append(_ entry: String) throws(LineEditorError) {
        guard let line = HistoryFormat.line(of: entry) else { return }
        let number = try openLocked(O_RDWR | O_APPEND | O_CREAT)
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

    private mutating func compact() throws(LineEditorError) {
        // A link to the file stays one.
        let path = resolved
        let old = try openLocked(O_RDWR)
        defer { close(old) }
        let bytes = try readAll(old)
        let lines = HistoryFormat.lines(bytes)
        // Somebody else was first.
        guard lines.count > limit * 2 else { return }
        let temporary = "\(path).\(getpid())"
        unlink(temporary)
        let number = systemOpen(temporary, O_RDWR | O_CREAT | O_EXCL)
        guard number >= 0 else { throw .system(call: "open", code: errno) }
        defer { close(number) }
        // A last line that is not whole stays as it is.
        let rest = bytes[(bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)...]
        let kept = HistoryFormat.file(HistoryFormat.compacted(lines, limit: limit)) + rest
        do {
            try Descriptor(number: number).write(kept)
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw .system(call: "rename", code: code)
        }
        offset = 0
        remember(number, read: kept)
    }

    /// The path without symbolic links.
    private var resolved: String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The open file, which nobody else changes until it is closed.
    private func openLocked(_ flags: Int32) throws(LineEditorError) -> Int32 {
        var number = systemOpen(path, flags)
        // It may be put in another's place while its lock is waited for.
        for _ in 0..<Self.lockTries where number >= 0 {
            let isLocked = flock(number, LOCK_EX | LOCK_NB) == 0
            if isLocked, isPresent(number) { return number }
            if !isLocked {
                // Locks are not to be had everywhere, and their owner may be stopped.
                guard errno == EWOULDBLOCK else { return number }
                _ = poll(nil, 0, Self.lockWaitMilliseconds)
            } else {
                close(number)
                number = systemOpen(path, flags)
            }
        }
        guard number >= 0 else { throw .system(call: "open", code: errno) }
        return number
    }

    private static let lockTries = 100
    private static let lockWaitMilliseconds: Int32 = 5

    /// Whether an open file is the one that the path leads to.
    private func isPresent(_ number: Int32) -> Bool {
        var (opened, found) = (stat(), stat())
        return fstat(number, &opened) == 0 && stat(path, &found) == 0
            && opened.st_ino == found.st_ino && opened.st_dev == found.st_dev
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
