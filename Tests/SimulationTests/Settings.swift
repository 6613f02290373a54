import FoundationEssentials

/// How much is simulated; `SIMULATION_SEEDS` and `SIMULATION_STEPS` ask for more.
enum Settings {
    static let seeds: ClosedRange<UInt64> = first...(first + UInt64(number("SEEDS", 10)) - 1)
    static let steps = number("STEPS", 80)

    static let damagedRequests = number("DAMAGED_REQUESTS", 150)
    static let byteStrings = number("BYTE_STRINGS", 4)

    private static let first = UInt64(number("FIRST", 1))

    private static func number(_ name: String, _ usual: Int) -> Int {
        ProcessInfo.processInfo.environment["SIMULATION_" + name].flatMap { Int($0) } ?? usual
    }
}
