internal import ArgumentParser
internal import Scripting

extension Duration {
    /// Reads an option that is a duration.
    static func option(_ text: String) throws -> Duration {
        guard let duration = duration(reading: text), duration > .zero else {
            throw ValidationError("a duration such as 30s, 500ms or 2m is needed, not '\(text)'")
        }
        return duration
    }
}
