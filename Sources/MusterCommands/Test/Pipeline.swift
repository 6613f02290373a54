#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What the machine and its environment say about a run.
enum Pipeline {
    /// Whether this is a pipeline, as the variable `CI` says.
    static var isRunning: Bool {
        let value = ConfigurationOptions.variable("CI") ?? ""
        return !value.isEmpty && value != "false" && value != "0"
    }

    /// How many processors there are for this process.
    static var processorCount: Int { max(1, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))) }

    /// The values of environment variables whose names say that they are secret.
    static var secrets: [String] {
        var secrets: [String] = []
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1)
            if parts.count == 2, isSecret(parts[0].uppercased()), parts[1].utf8.count >= 4 {
                secrets.append(String(parts[1]))
            }
            entry += 1
        }
        return secrets
    }

    private static func isSecret(_ name: String) -> Bool {
        ["TOKEN", "SECRET", "PASSWORD", "PASSWD", "API_KEY", "APIKEY", "PRIVATE_KEY", "CREDENTIAL"]
            .contains { name.contains($0) }
    }
}
