import Sessions
import Simulation
import Testing

@Suite struct `The directory` {
    @Test func `takes requests that are damaged`() {
        var mutation = RequestMutation(seed: Settings.seeds.lowerBound)
        for _ in 0..<Settings.damagedRequests {
            let bytes = mutation.next()
            guard let problem = DirectoryFuzzing.request(bytes) else { continue }
            Issue.record("\(problem)\n\(String(decoding: bytes, as: UTF8.self))\n\(bytes)")
            return
        }
    }

    @Test func `agrees with the model on any bytes as operations`() {
        var random = SeededRandom(seed: Settings.seeds.lowerBound)
        for _ in 0..<Settings.byteStrings {
            let bytes = (0..<600).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            guard let problem = DirectoryFuzzing.operations(bytes) else { continue }
            Issue.record("\(problem)\n\(bytes)")
            return
        }
    }
}
