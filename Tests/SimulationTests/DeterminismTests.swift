import Foundation
import Simulation
import Testing

@Suite struct `A run` {
    /// Two processes hash with different seeds, so whatever depends on the order of a dictionary
    /// or a set shows here. This test starts itself once more and lets the child print its digest.
    @Test func `gives the same bytes in another process`() throws {
        let own = Self.digest
        guard ProcessInfo.processInfo.environment[Self.childMark] == nil else {
            return print("\(Self.lead)\(own)\(Self.tail)")
        }
        let child = try Self.outputOfChild()
        let found = child.components(separatedBy: Self.lead).dropFirst().first?
            .components(separatedBy: Self.tail).first
        #expect(found == String(own), "the child says: \(child)")
    }

    private static let childMark = "SIMULATION_CHILD"
    private static let lead = "<digest "
    private static let tail = " tsegid>"

    /// Everything that the directory answered in some workloads.
    private static var digest: UInt64 {
        var digest = Digest()
        for seed in UInt64(1)...4 {
            var run = Run(Scenario(seed: seed))
            for operation in Workload.operations(seed: seed, count: 80) {
                _ = run.step(operation)
            }
            withUnsafeBytes(of: run.digest.value.bigEndian) { digest.add($0) }
        }
        return digest.value
    }

    private static func outputOfChild() throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--testing-library", "swift-testing",
            "--filter", "gives the same bytes in another process",
        ]
        var environment = ProcessInfo.processInfo.environment
        environment[childMark] = "yes"
        environment["SWIFT_DETERMINISTIC_HASHING"] = nil
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
