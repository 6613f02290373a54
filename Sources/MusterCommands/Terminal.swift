internal import ArgumentParser
internal import LineEditor
internal import Scripting

// The C streams are variables there, though nobody sets them.
#if canImport(Glibc)
@preconcurrency internal import Glibc
#elseif canImport(Musl)
@preconcurrency internal import Musl
#elseif canImport(Darwin)
@preconcurrency internal import Darwin
#endif

/// Where results and messages go.
enum Terminal {
    /// Writes bytes to standard output, in the buffer that Lua's `io.write` shares.
    static func writeOutput(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { _ = fwrite($0.baseAddress, 1, $0.count, stdout) }
    }

    static func flushOutput() { fflush(stdout) }

    /// Writes text to standard error, after all output so far.
    static func writeError(_ text: String) {
        fflush(stdout)
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { _ = fwrite($0.baseAddress, 1, $0.count, stderr) }
    }

    static var isInputTerminal: Bool { isatty(STDIN_FILENO) != 0 }
    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) != 0 }
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) != 0 }

    /// The columns of the terminal that standard output is; when it is none, what COLUMNS says,
    /// else 80.
    static var columns: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return getenv("COLUMNS").flatMap { Int(String(cString: $0)) }.flatMap { $0 > 0 ? $0 : nil }
            ?? 80
    }

    /// How values and failures are laid out in a terminal.
    static func style(width: Int, isColored: Bool) -> InspectionStyle {
        InspectionStyle(width: width, isColored: isColored) { CharacterWidth.columns(of: $0) }
    }

    /// Reads a whole file, or standard input for `-`.
    ///
    /// - Throws: ``UnreadableFile``.
    static func read(_ path: String) throws(UnreadableFile) -> [UInt8] {
        let file = path == "-" ? stdin : fopen(path, "rb")
        guard let file else { throw UnreadableFile(path: path, reason: reason(errno)) }
        defer { if path != "-" { fclose(file) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
            bytes.append(contentsOf: chunk[..<count])
            guard count > 0 else { break }
        }
        guard ferror(file) == 0 else { throw UnreadableFile(path: path, reason: reason(errno)) }
        return bytes
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// A file that cannot be read, and why.
struct UnreadableFile: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "could not read \(path): \(reason)" }
}

/// Whether output is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never

    /// Colour only on a terminal that can show it and without `NO_COLOR`, unless it was asked for.
    func isEnabled(on isTerminal: Bool) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            isTerminal && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
                && getenv("TERM").map { String(cString: $0) } != "dumb"
        }
    }
}
