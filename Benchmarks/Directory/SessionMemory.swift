import BenchmarkPeers
import JSON
import Sessions

#if canImport(Glibc)
import Glibc
#endif

/// What a stored session takes of the memory of the process, against the text of its document.
extension Benchmark {
    static let sessionMemory: [Benchmark] = [(1, 20_000), (10, 4000), (100, 400)].map {
        members, sessions in
        Benchmark(
            "memory of a session, \(members) members", againstTextBytes: "its JSON text",
            budget: 8
        ) {
            let before = try residentBytes()
            let traffic = Traffic()
            for number in 0..<sessions {
                try traffic.fill(
                    Traffic.session("quick", number), members: members,
                    firstUser: number * members)
            }
            let after = try residentBytes()
            let text =
                try traffic.send(
                    .get(Traffic.session("quick", 0)), from: Traffic.user(0))?.bytes.count ?? 0
            return Sizes(ours: Double(after - before) / Double(sessions), peer: Double(text))
        }
    }

    /// The resident set of the process, without what it has freed.
    private static func residentBytes() throws -> Int {
        #if canImport(Glibc)
        peer_trim_memory()
        let file = open("/proc/self/statm", O_RDONLY)
        guard file >= 0 else { throw Unavailable(reason: "the resident set cannot be read") }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
        let words = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .split(separator: " ")
        guard words.count > 1, let pages = Int(words[1]) else {
            throw Unavailable(reason: "the resident set cannot be read")
        }
        return pages * sysconf(Int32(_SC_PAGESIZE))
        #else
        throw Unavailable(reason: "the resident set is read on Linux only")
        #endif
    }
}
