internal import ArgumentParser
internal import TestRunner

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The file in which a folder keeps which tests failed there last.
enum FailedTestsFile {
    static let path = ".muster/failed-tests.json"

    /// What is kept.
    ///
    /// - Throws: an exit code, after the reason was written.
    static func read() throws(ExitCode) -> FailedTests {
        guard Files.exists(path) else { return FailedTests() }
        do {
            return try FailedTests(parsing: try Terminal.read(path))
        } catch {
            Terminal.writeError(
                "muster: \(path) does not say which tests failed (\(error)); remove it\n")
            throw ExitStatus.unreadableInput.error
        }
    }

    /// Keeps what a run came to. A folder that cannot be written to keeps nothing, as do runs
    /// without failures where nothing was kept before.
    static func keep(_ record: RunRecord) {
        let isKept = Files.exists(path)
        guard isKept || record.failureCount > 0 else { return }
        var tests = (try? read()) ?? FailedTests()
        tests.receive(record)
        mkdir(".muster", 0o777)
        guard let file = fopen(path, "wbe") else { return }
        let bytes = Array(tests.text.utf8)
        bytes.withUnsafeBufferPointer { _ = fwrite($0.baseAddress, 1, $0.count, file) }
        fclose(file)
    }
}
