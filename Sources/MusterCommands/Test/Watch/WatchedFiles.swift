#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The files that tests are made of, as they were at one look, by their names from the root of the
/// file system.
///
/// A change right after another may leave a file with the same size and, since clocks of file
/// systems are coarse, the same times. So a file that has changed lately is read, too.
struct WatchedFiles {
    private var states: [String: State] = [:]
    /// The folders that were looked into.
    private var folders: Set<String> = []
    /// The files at the look before, while this one goes on.
    private var former: [String: State]?
    private let time: Time

    private struct State {
        let stamp: Stamp
        /// Whether the last change is so long ago that another would show in the times.
        let isSettled: Bool
        /// What was in it, as a number; nil when it was not or could not be read.
        let content: Int?
    }

    private struct Time: Hashable {
        var seconds: Int
        var nanoseconds: Int

        init(_ time: timespec) {
            seconds = Int(time.tv_sec)
            nanoseconds = Int(time.tv_nsec)
        }
    }

    /// What the system tells of a file.
    private struct Stamp: Hashable {
        /// When it was written to, as far as its writer lets it say so.
        let modified: Time
        /// When anything about it changed.
        let changed: Time
        let size: Int
        let inode: UInt64

        init(_ status: stat) {
            #if canImport(Darwin)
            modified = Time(status.st_mtimespec)
            changed = Time(status.st_ctimespec)
            #else
            modified = Time(status.st_mtim)
            changed = Time(status.st_ctim)
            #endif
            size = Int(status.st_size)
            inode = UInt64(status.st_ino)
        }
    }

    /// Looks for the first time: at what is asked for, and at all scripts and documents in this
    /// folder and below it, hidden ones left out.
    ///
    /// - Parameters:
    ///   - paths: Files, and folders that are treated as this one is.
    ///   - ignored: The names of files that do not count.
    init(below paths: [String], except ignored: Set<String>) {
        self.init(below: paths, except: ignored, after: nil)
    }

    /// Looks again.
    func again(below paths: [String], except ignored: Set<String>) -> WatchedFiles {
        WatchedFiles(below: paths, except: ignored, after: states)
    }

    private init(below paths: [String], except ignored: Set<String>, after former: [String: State]?)
    {
        self.former = former
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        time = Time(now)
        for path in ["."] + paths { collect(root: path) }
        for name in ignored { states[name] = nil }
        self.former = nil
    }

    /// The files that are there in one look alone, or that are not the same in both.
    ///
    /// - Parameter ignoresTimes: Whether a file is the same when it was written again as it was.
    func names(differingFrom other: WatchedFiles, ignoringTimes ignoresTimes: Bool = false)
        -> Set<String>
    {
        Set(states.keys).union(other.states.keys).filter { name in
            guard let state = states[name], let before = other.states[name] else { return true }
            guard let content = state.content, let contentBefore = before.content else {
                return state.stamp != before.stamp
            }
            return content != contentBefore
                || !ignoresTimes && state.stamp.modified != before.stamp.modified
        }
    }

    /// The name of a file that is given by any path to it.
    static func name(_ path: String) -> String {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { path[...$0] } ?? "."
        guard let name = realpath(String(folder), nil) else { return path }
        defer { free(name) }
        return inner(
            path[(slash.map(path.index(after:)) ?? path.startIndex)...], of: String(cString: name))
    }

    private static func inner(_ name: some StringProtocol, of folder: String) -> String {
        folder == "/" ? "/\(name)" : "\(folder)/\(name)"
    }

    private mutating func collect(root path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            return note(Self.name(TestFiles.plain(path)), status)
        }
        guard let name = realpath(path, nil) else { return }
        defer { free(name) }
        collect(String(cString: name))
    }

    /// Beyond so many files no others are looked at.
    private static let fileLimit = 20_000

    private mutating func collect(_ path: String) {
        guard states.count < Self.fileLimit, folders.insert(path).inserted,
            let folder = opendir(path)
        else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") || name == ".muster.lua" else { continue }
            let inner = Self.inner(name, of: path)
            var status = stat()
            // A link to a folder could lead back here; one to a file stands for the file.
            guard lstat(inner, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                collect(inner)
            } else if name.hasSuffix(".lua") || name.hasSuffix(".json"), stat(inner, &status) == 0 {
                note(inner, status)
            }
        }
    }

    /// How long times of files may stay the same while files change: two seconds on the coarsest
    /// file system.
    private static let settlingSeconds = 3

    private mutating func note(_ name: String, _ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return }
        let stamp = Stamp(status)
        let isSettled = stamp.changed.seconds + Self.settlingSeconds < time.seconds
        let before = former?[name]
        if let before, before.stamp == stamp, before.isSettled {
            states[name] = before
        } else {
            // At first only what may have the same times after its next change needs to be known.
            let isRead = former != nil || !isSettled
            states[name] = State(
                stamp: stamp, isSettled: isSettled,
                content: isRead ? Self.content(of: name, size: stamp.size) : nil)
        }
    }

    /// Files above this size are known by their times alone.
    private static let readLimitBytes = 16 << 20

    private static func content(of name: String, size: Int) -> Int? {
        guard size <= readLimitBytes, let bytes = try? Terminal.read(name) else { return nil }
        var hasher = Hasher()
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
