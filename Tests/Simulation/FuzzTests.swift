import Sessions
import Testing

@Suite struct `Fuzz targets` {
    /// What fuzzing has found, so that it stays found.
    private static let failures: [[UInt8]] = []

    @Test func `take requests that are damaged`() {
        var mutation = RequestMutation(seed: Settings.seeds.lowerBound)
        for _ in 0..<Settings.damagedRequests {
            let bytes = mutation.next()
            guard let problem = FuzzTargets.request(bytes) else { continue }
            Issue.record("\(problem)\n\(String(decoding: bytes, as: UTF8.self))\n\(bytes)")
            return
        }
    }

    @Test func `take any bytes as operations`() {
        var random = SeededRandom(seed: Settings.seeds.lowerBound)
        for _ in 0..<Settings.byteStrings {
            let bytes = (0..<600).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            guard let problem = FuzzTargets.operations(bytes) else { continue }
            Issue.record("\(problem)\n\(bytes)")
            return
        }
    }

    @Test(arguments: failures)
    func `have no failure of the past`(bytes: [UInt8]) {
        #expect(FuzzTargets.request(bytes) == nil)
        #expect(FuzzTargets.operations(bytes) == nil)
    }
}
