#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Where `require` finds modules as files: module `a.b` is `a/b.lua` or `a/b/init.lua` below it.
public struct LuaSearchRoot {
    /// The name of the root, which stands before the path of a file in messages.
    public let name: String
    let read: (String) throws -> [UInt8]?

    /// Makes a root of whatever `read` reads.
    ///
    /// - Parameters:
    ///   - name: the name in messages, usually the folder's path.
    ///   - read: gives the bytes of a file, or nil when there is none. Its argument is a relative
    ///     path of plain names with `/` between them; `.` and `..` are never among them. What it
    ///     throws is raised by `require`.
    public init(_ name: String, read: @escaping (_ path: String) throws -> [UInt8]?) {
        self.name = name
        self.read = read
    }

    /// Makes a root of a folder.
    ///
    /// A symbolic link is followed only to a file below the folder; one that leads out of it raises
    /// an error. The folder is read at every search, so files may come and go.
    public static func folder(_ path: String) -> LuaSearchRoot {
        LuaSearchRoot(path) { try Folder(path).read($0) }
    }
}

/// Reads files below a folder.
private struct Folder {
    let path: String

    init(_ path: String) { self.path = path }

    func read(_ file: String) throws(LuaFault) -> [UInt8]? {
        guard let root = Self.resolved(path), let target = Self.resolved("\(path)/\(file)") else {
            return nil
        }
        guard target.hasPrefix(root.hasSuffix("/") ? root : root + "/") else {
            throw LuaFault("'\(path)/\(file)' leads out of '\(path)'")
        }
        // The target has no links any more; should one be put there meanwhile, it is not followed.
        let descriptor = open(target, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw LuaFault("cannot read '\(path)/\(file)'") }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Self.readPortion(descriptor, &portion)
            guard count >= 0 else { throw LuaFault("cannot read '\(path)/\(file)'") }
            if count == 0 { return bytes }
            bytes += portion[..<count]
        }
    }

    private static func readPortion(_ descriptor: CInt, _ portion: inout [UInt8]) -> Int {
        while true {
            let count = portion.withUnsafeMutableBytes {
                #if canImport(Glibc)
                Glibc.read(descriptor, $0.baseAddress, $0.count)
                #elseif canImport(Musl)
                Musl.read(descriptor, $0.baseAddress, $0.count)
                #else
                Darwin.read(descriptor, $0.baseAddress, $0.count)
                #endif
            }
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// The path without symbolic links; nil when there is no such file.
    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
