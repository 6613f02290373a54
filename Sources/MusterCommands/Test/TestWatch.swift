#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Looks again and again whether files have changed, and has tests run that may say something else
/// now.
struct TestWatch {
    let paths: [String]
    private var seen: [String: Stamp]

    /// What tells one state of a file from another.
    private struct Stamp: Hashable {
        let seconds: Int
        let nanoseconds: Int
        let size: Int
        let inode: UInt64

        init(_ status: stat) {
            #if canImport(Darwin)
            let time = status.st_mtimespec
            #else
            let time = status.st_mtim
            #endif
            seconds = Int(time.tv_sec)
            nanoseconds = Int(time.tv_nsec)
            size = Int(status.st_size)
            inode = UInt64(status.st_ino)
        }
    }

    /// Begins with the files as they are.
    ///
    /// - Parameter paths: The files and folders that the run was asked for.
    init(_ paths: [String]) {
        self.paths = paths
        seen = Self.stamps(below: paths)
    }

    /// How often files are looked at.
    private static let stepMicroseconds: UInt32 = 200_000

    /// Waits until something has changed, and answers which files of tests are to be run: those that
    /// changed when nothing else did, else all.
    ///
    /// - Parameter isOver: Ends the wait.
    /// - Returns: nil when the wait was ended.
    mutating func next(until isOver: () -> Bool) -> [String]? {
        while !isOver() {
            usleep(Self.stepMicroseconds)
            let now = Self.stamps(below: paths)
            guard now != seen else { continue }
            let changed = Set(now.keys).union(seen.keys).filter { now[$0] != seen[$0] }
            seen = now
            guard let files = try? TestFiles.found(at: paths) else { continue }
            let tests = files.filter(changed.contains)
            return changed.isSubset(of: files) && !tests.isEmpty ? tests : files
        }
        return nil
    }

    /// The files that tests are made of, and their states: what is asked for, and all scripts and
    /// documents in this folder and below it, hidden ones left out.
    private static func stamps(below paths: [String]) -> [String: Stamp] {
        var found: [String: Stamp] = [:]
        for path in ["."] + paths.map(TestFiles.plain) { collect(path, into: &found) }
        return found
    }

    /// Beyond so many files no others are looked at.
    private static let fileLimit = 20_000

    private static func collect(_ path: String, into found: inout [String: Stamp]) {
        guard found.count < fileLimit else { return }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            found[path] = Stamp(status)
            return
        }
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") || name == ".muster.lua" else { continue }
            let inner = path == "." ? name : "\(path)/\(name)"
            guard lstat(inner, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                collect(inner, into: &found)
            } else if name.hasSuffix(".lua") || name.hasSuffix(".json") {
                found[inner] = Stamp(status)
            }
        }
    }
}
