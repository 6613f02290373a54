#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Looks for files of tests.
enum TestFiles {
    /// How the names of files of tests end; a file that is named itself may have any name.
    static let endings = [
        "_spec.lua", "-spec.lua", ".spec.lua", "_test.lua", "-test.lua", ".test.lua",
    ]

    /// The files that paths name, each once: a file itself, or all files of tests in a folder and
    /// those in it, in the order of their names, hidden ones left out.
    ///
    /// - Throws: ``UnreadableFile`` for a path that leads nowhere, or to a folder that cannot be read.
    static func found(at paths: [String]) throws(UnreadableFile) -> [String] {
        var files: [String] = []
        var seen: Set<String> = []
        for path in paths {
            for file in try found(in: plain(path)) where seen.insert(file).inserted {
                files.append(file)
            }
        }
        return files
    }

    /// A path without `./` before it and slashes after it.
    static func plain(_ path: String) -> String {
        var path = path[...]
        while path.hasPrefix("./"), path.count > 2 { path = path.dropFirst(2) }
        while path.hasSuffix("/"), path.count > 1 { path = path.dropLast() }
        return String(path)
    }

    private static func found(in path: String) throws(UnreadableFile) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw unreadable(path) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        guard let folder = opendir(path) else { throw unreadable(path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var files: [String] = []
        for name in names {
            let inner = path == "." ? name : path == "/" ? "/\(name)" : "\(path)/\(name)"
            var status = stat()
            // A link to a folder could lead back here.
            guard lstat(inner, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                files += try found(in: inner)
            } else if endings.contains(where: name.hasSuffix) {
                files.append(inner)
            }
        }
        return files
    }

    private static func unreadable(_ path: String) -> UnreadableFile {
        UnreadableFile(path: path, reason: String(cString: strerror(errno)))
    }
}
