internal import Lua

/// Reads durations as scripts and the command line write them: `"1.5s"`, `"500ms"`, `"2m"`, `"1h"`,
/// `"10d"`; a bare number counts seconds.
public func duration(reading text: some StringProtocol) -> Duration? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(String(digits)), number.isFinite else { return nil }
    let unit: Double
    switch text.dropFirst(digits.count) {
    case "ms": unit = 0.001
    case "", "s": unit = 1
    case "m", "min": unit = 60
    case "h": unit = 3600
    case "d": unit = 86400
    default: return nil
    }
    return duration(seconds: number * unit)
}

/// A duration of some seconds; nil below zero or beyond 10 000 years.
func duration(seconds: Double) -> Duration? {
    guard seconds >= 0, seconds < 3.2e11 else { return nil }
    let whole = seconds.rounded(.down)
    return .seconds(Int64(whole)) + .nanoseconds(Int64(((seconds - whole) * 1e9).rounded()))
}

extension Duration {
    /// The whole milliseconds.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// The shortest usual form, such as `1.5s` or `250ms`.
    public var shortText: String {
        let (seconds, attoseconds) = components
        let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
        if milliseconds < 1000 { return trimmed(milliseconds) + "ms" }
        return trimmed(milliseconds / 1000) + "s"
    }

    private func trimmed(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? String(Int64(rounded)) : rounded.description
    }
}

/// What a parameter that takes a duration accepts.
let durationType = LuaType.named(
    "duration",
    doc: "A span of time: text such as \"30s\", \"500ms\", \"2m\", \"1h\" or \"10d\", or seconds.",
    .either([.string, .number]))

extension LuaCall {
    /// Parameter `position` as a duration.
    func duration(_ position: Int) throws(LuaFault) -> Duration {
        if let text = string(position), let value = Scripting.duration(reading: text) {
            return value
        }
        if let seconds = number(position), let value = Scripting.duration(seconds: seconds) {
            return value
        }
        // The sign of a NaN depends on the machine.
        let found =
            string(position).map { "'\($0)'" }
            ?? number(position).map { $0.isNaN ? "nan" : "\($0)" } ?? "?"
        throw LuaFault(
            argument: position,
            "a duration such as \"30s\" or \"500ms\", or seconds, expected, got \(found)")
    }
}
