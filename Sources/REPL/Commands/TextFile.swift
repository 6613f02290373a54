#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Files that a person names at the prompt.
enum TextFile {
    /// Reads a whole file.
    static func read(_ path: String) throws(CommandError) -> String {
        guard let file = fopen(expanded(path), "rb") else { throw fault("read", path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
            bytes.append(contentsOf: chunk[..<count])
            guard count > 0 else { break }
            guard bytes.count <= Self.bytesLimit else {
                throw CommandError("could not read \(path): it is longer than 64 MiB")
            }
        }
        guard ferror(file) == 0 else { throw fault("read", path) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Makes a file that is not there yet.
    static func create(_ path: String, holding text: String) throws(CommandError) {
        guard let file = fopen(expanded(path), "wxb") else { throw fault("write", path) }
        let bytes = Array(text.utf8)
        let count = bytes.withUnsafeBufferPointer { fwrite($0.baseAddress, 1, $0.count, file) }
        guard fclose(file) == 0, count == bytes.count else { throw fault("write", path) }
    }

    private static let bytesLimit = 64 << 20

    private static func fault(_ action: String, _ path: String) -> CommandError {
        let hint = errno == EEXIST ? "; choose another name, or remove it first" : ""
        return CommandError(
            "could not \(action) \(path): \(String(cString: strerror(errno)))\(hint)")
    }

    /// The path with the folder of the user in place of `~`.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }
}
