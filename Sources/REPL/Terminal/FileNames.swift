internal import LineEditor

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The names of files that a path which is being typed may mean.
enum FileNames {
    /// The candidates for the last part of a path, which ends at the cursor: folders first, then
    /// files, each by name. Names that begin with a point are left out unless one is typed.
    ///
    /// - Returns: nil when there is nothing to say.
    static func completions(of path: String, cursor: Int) -> Completions? {
        if path == "~" {
            return Completions(range: (cursor - 1)..<cursor, candidates: [.init("~/")])
        }
        let place = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let folder = String(path[..<place])
        let typed = String(path[place...])
        let root = TextFile.expanded(folder.isEmpty ? "." : folder)
        let found = entries(of: root).filter { name in
            name.hasPrefix(typed) && (typed.hasPrefix(".") || !name.hasPrefix("."))
        }
        let folders = Set(found.filter { isFolder(root + "/" + $0) })
        let names =
            found.filter(folders.contains).sorted().map { $0 + "/" }
            + found.filter { !folders.contains($0) }.sorted()
        guard !names.isEmpty else { return nil }
        return Completions(
            range: (cursor - typed.count)..<cursor,
            candidates: names.prefix(limit).map { .init($0) })
    }

    /// A menu of more helps nobody.
    private static let limit = 1_000

    private static func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(
                    to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)
                ) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
