#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Looking for files, and making new ones.
enum Files {
    /// Whether there is something at `path`, a link that leads nowhere too.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Makes a file that is not there yet, and the folders on the way to it.
    ///
    /// - Throws: ``UnwritableFile``; what was made until then stays.
    static func create(_ path: String, holding text: String) throws(UnwritableFile) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for count in 1..<max(1, parts.count) {
            let folder = parts[..<count].joined(separator: "/")
            guard folder.isEmpty || mkdir(folder, 0o777) == 0 || errno == EEXIST else {
                throw UnwritableFile(path: folder, reason: String(cString: strerror(errno)))
            }
        }
        // Refuses a file that somebody else made since it was looked for.
        guard let file = fopen(path, "wxb") else {
            throw UnwritableFile(path: path, reason: String(cString: strerror(errno)))
        }
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, file) }
        guard fclose(file) == 0, count == bytes.count else {
            throw UnwritableFile(path: path, reason: String(cString: strerror(errno)))
        }
    }

    /// The nearest file of this name in the folder of the process or one above it; nil when there
    /// is none.
    static func nearest(_ name: String) -> String? {
        guard let buffer = getcwd(nil, 0) else { return nil }
        defer { free(buffer) }
        var folder = String(cString: buffer)[...]
        while true {
            let path = "\(folder == "/" ? "" : folder)/\(name)"
            if access(path, F_OK) == 0 { return path }
            guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
            folder = slash == folder.startIndex ? "/" : folder[..<slash]
        }
    }
}

/// A file or folder that cannot be made, and why.
struct UnwritableFile: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "could not write \(path): \(reason)" }
}
