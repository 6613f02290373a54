import Sessions
import Testing

@Suite struct `Fuzz targets` {
    /// What fuzzing has found, so that it stays found.
    private static let failures: [[UInt8]] = [
        // A timeout under its old and its new name.
        [
            48, 114, 48, 46, 240, 243, 108, 218, 253, 212, 130, 200, 10, 192, 9, 180, 137, 234, 68,
            243, 160, 12, 151, 68, 233, 217, 156, 200, 227, 187, 76, 53, 43, 122, 14, 247, 148, 205,
            218, 50, 108, 75, 31, 253, 0, 187, 96, 66, 24, 231, 250, 239, 60, 15, 83, 86, 183, 124,
        ]
    ]

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
