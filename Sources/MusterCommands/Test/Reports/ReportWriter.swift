internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Writes reports where they go.
final class ReportWriter {
    private var files: [ReportDestination: UnsafeMutablePointer<FILE>] = [:]
    /// The first report that could not be written; the run goes on without it.
    private(set) var problem: UnwritableFile?

    /// Begins the files, so that a place that cannot be written to is known before tests run.
    ///
    /// - Throws: ``UnwritableFile``.
    func open(_ destinations: [ReportDestination]) throws(UnwritableFile) {
        for destination in destinations where files[destination] == nil {
            let (path, mode): (String, String)
            switch destination {
            case .standardOutput, .standardError: continue
            case .file(let name): (path, mode) = (name, "wbe")
            case .appending(let name): (path, mode) = (name, "abe")
            }
            guard let file = fopen(path, mode) else {
                throw UnwritableFile(path: path, reason: String(cString: strerror(errno)))
            }
            files[destination] = file
        }
    }

    func write(_ outputs: [ReportSet.Output]) {
        for output in outputs { write(output.text, to: output.destination) }
        if !outputs.isEmpty { Terminal.flushOutput() }
    }

    func write(_ text: String, to destination: ReportDestination) {
        guard !text.isEmpty else { return }
        let bytes = Array(text.utf8)
        switch destination {
        case .standardOutput: Terminal.writeOutput(bytes)
        case .standardError: Terminal.writeError(text)
        case .file(let path), .appending(let path):
            guard let file = files[destination] else { return }
            let count = bytes.withUnsafeBufferPointer {
                fwrite($0.baseAddress, 1, $0.count, file)
            }
            if count < bytes.count { note(path) }
        }
    }

    /// Ends the files.
    func close() {
        for (destination, file) in files {
            guard fclose(file) != 0 else { continue }
            if case .file(let path) = destination { note(path) }
        }
        files = [:]
    }

    private func note(_ path: String) {
        problem = problem ?? UnwritableFile(path: path, reason: String(cString: strerror(errno)))
    }
}
