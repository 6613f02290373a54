internal import ArgumentParser
internal import Scripting
internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The file in which the folder of a project keeps which tests failed there last. A project is where
/// its settings are, or its folder `.muster`; elsewhere nothing is kept.
enum FailedTestsFile {
    private static let folder = ".muster"
    static let path = folder + "/failed-tests.json"

    private static var isProject: Bool {
        Files.exists(folder) || Files.exists(Configuration.fileName)
    }

    /// What is kept.
    ///
    /// - Throws: an exit code, after the reason was written.
    static func read() throws(ExitCode) -> FailedTests {
        guard isProject else {
            Terminal.writeError(
                "muster: which tests failed is kept only beside \(Configuration.fileName), which is "
                    + "not here; an empty one will do\n")
            throw ExitStatus.misuse.error
        }
        guard Files.exists(path) else { return FailedTests() }
        do {
            return try FailedTests(parsing: try Terminal.read(path))
        } catch {
            Terminal.writeError(
                "muster: \(path) does not say which tests failed (\(error)); remove it\n")
            throw ExitStatus.unreadableInput.error
        }
    }

    /// Keeps what a run came to. A folder that cannot be written to keeps nothing.
    static func keep(_ record: RunRecord) {
        guard isProject, Files.exists(path) || record.failureCount > 0 else { return }
        var tests = (try? read()) ?? FailedTests()
        tests.receive(record)
        mkdir(folder, 0o777)
        guard let file = fopen(path, "wbe") else { return }
        let bytes = Array(tests.text.utf8)
        bytes.withUnsafeBufferPointer { _ = fwrite($0.baseAddress, 1, $0.count, file) }
        fclose(file)
    }
}
