import Foundation

/// Where the things that the tests read and run lie.
enum Repository {
    /// The folder with `Package.swift`, found from this file.
    static let root: String = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath()
        return file.path.components(separatedBy: "/").dropLast(4).joined(separator: "/")
    }()

    /// The golden runs and what they expect.
    static let cases = root + "/Tests/CommandTests/Cases"

    /// The `muster` that was built with these tests: products lie beside the test program. A
    /// program that was built elsewhere can be named by MUSTER_BINARY.
    static func binary() throws -> String {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = program.deletingLastPathComponent().appending(path: "muster").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        let named = ProcessInfo.processInfo.environment["MUSTER_BINARY"]
        if let named, FileManager.default.isExecutableFile(atPath: named) { return named }
        throw MissingBinary(beside: beside, named: named)
    }

    /// Whether a program is there that tests ask for its opinion; `Scripts/test` installs them.
    static func hasProgram(_ name: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    /// Whether expected texts are to be rewritten with what the program says.
    static let updatesExpected =
        ProcessInfo.processInfo.environment["UPDATE_EXPECTED"].map { $0 == "1" } ?? false
}

/// There is no program to test.
struct MissingBinary: Error, CustomStringConvertible {
    let beside: String
    let named: String?

    var description: String {
        "no program to test: \(beside) is missing (build the product `muster`), and MUSTER_BINARY "
            + (named.map { "names \($0), which cannot be run" } ?? "is not set")
    }
}
