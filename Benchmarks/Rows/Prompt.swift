#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Benchmark {
    /// From the start of the process to a prompt that waits for keys, against a run of one `print`.
    static let startOfPrompt = Benchmark("prompt", against: "muster run", budget: 3) {
        let program = try muster()
        let script = try TemporaryFile(text: "print 'hello'\n")
        return Sides(
            ours: { times in
                for _ in 0..<times { try TerminalChild([program]).wait(for: ";2m> ") }
            },
            peer: { times in for _ in 0..<times { try run([program, "run", script.path]) } })
    }

    /// From a key to its letter on the screen, each key some time after the one before, as when a
    /// person types.
    static let keyToPaint = Benchmark("key", againstLatencyOf: "lua5.4", budget: 10) { samples in
        let ours = try TerminalChild([try muster()])
        try ours.wait(for: ";2m> ")
        let peer = try TerminalChild(["lua5.4"])
        try peer.wait(for: "> ")
        var found = Latencies()
        for sample in 0..<samples {
            let key = ["l", "o", "b", "b", "y", " ", "=", "1", "+"][sample % 9]
            found.ours.append(try latency(of: key, at: ours))
            found.peer.append(try latency(of: key, at: peer))
            guard sample % 36 == 35 else { continue }
            // The line stays short: Ctrl-U.
            for child in [ours, peer] { _ = try latency(of: "\u{15}", at: child) }
        }
        return found
    }

    private static func latency(of key: String, at child: TerminalChild) throws -> Double {
        // Longer than the time between two repaints.
        usleep(20_000)
        let clock = ContinuousClock()
        let elapsed = try clock.measure {
            child.type(key)
            try child.read()
        }
        return elapsed / .nanoseconds(1)
    }
}
