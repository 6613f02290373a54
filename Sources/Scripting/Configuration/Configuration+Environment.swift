extension Configuration {
    /// Reads the variables `MUSTER_SERVICE`, `MUSTER_TEMPLATES` (paths separated by colons),
    /// `MUSTER_SEED`, `MUSTER_TIME` and `MUSTER_TIMEOUT`. One that is empty counts as not there.
    ///
    /// - Throws: ``ConfigurationError`` that names the variable.
    public init(
        environment variable: (_ name: String) -> String?
    ) throws(ConfigurationError) {
        func read<Value>(
            _ name: String, _ expected: String, _ value: (String) -> Value?
        ) throws(ConfigurationError) -> Value? {
            guard let text = variable(name), !text.isEmpty else { return nil }
            guard let value = value(text) else {
                throw ConfigurationError(
                    place: name, problem: "\(expected) expected, got '\(text)'")
            }
            return value
        }
        service = try read("MUSTER_SERVICE", "text") { $0 }
        templates = try read("MUSTER_TEMPLATES", "paths") {
            $0.split(separator: ":").map(String.init)
        }
        seed = try read("MUSTER_SEED", "a number from 0 up") { UInt64($0) }
        time = try read("MUSTER_TIME", "virtual or real") { ScriptClock.Mode(rawValue: $0) }
        timeout = try read("MUSTER_TIMEOUT", "a duration such as 30s, 500ms or 2m") {
            duration(reading: $0).flatMap { $0 > .zero ? $0 : nil }
        }
    }
}
