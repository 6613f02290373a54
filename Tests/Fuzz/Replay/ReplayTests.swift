import Foundation
import FuzzTargets
import Testing

/// An input that is kept in the repository.
struct KeptInput: Sendable, CustomTestStringConvertible {
    let target: String
    let path: String
    var testDescription: String { path }

    static let all: [KeptInput] = FuzzTargets.all.flatMap { target in
        ["Corpus", "Found"].flatMap { folder in
            files("\(folder)/\(target.name)").map { KeptInput(target: target.name, path: $0) }
        }
    }

    fileprivate static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func files(_ folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: folder).path)
        return (names ?? []).sorted().filter { !$0.hasPrefix(".") }.map { "\(folder)/\($0)" }
    }

    func read() throws -> [UInt8] {
        Array(try Data(contentsOf: Self.root.appending(path: path)))
    }
}

@Suite struct `An input that a fuzzer began with or found` {
    @Test(arguments: KeptInput.all) func `does no harm`(input: KeptInput) throws {
        let type = try #require(FuzzTargets.all.first { $0.name == input.target })
        try type.init().take(try input.read()) { note in
            #expect((0..<FuzzTargets.noteLimit).contains(note))
        }
    }

    @Test func `is there for every target, and every folder has a target`() throws {
        let names = FuzzTargets.all.map { $0.name }
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(KeptInput.all.contains { $0.path.hasPrefix("Corpus/\(name)/") })
        }
        for folder in ["Corpus", "Found"] {
            let folders = try FileManager.default.contentsOfDirectory(
                atPath: KeptInput.root.appending(path: folder).path)
            #expect(folders.filter { !$0.hasPrefix(".") && !names.contains($0) } == [])
        }
    }
}
