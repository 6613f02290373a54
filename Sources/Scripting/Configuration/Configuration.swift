internal import Lua

/// Settings of a run, from one of the places that have a say: the command line, the environment of
/// the process, or a file such as `.muster.lua`. What a place does not mention is nil.
public struct Configuration: Sendable, Hashable {
    /// `local`, or the URL of a directory that is served.
    public var service: String?
    /// The paths of session templates for a local directory.
    public var templates: [String]?
    /// Decides every identifier and random number.
    public var seed: UInt64?
    /// Which time scripts keep with a local directory.
    public var time: ScriptClock.Mode?
    /// How much real time a run may take; above zero.
    public var timeout: Duration?

    /// Makes settings that mention nothing.
    public init() {}

    /// These settings, and those of `other` for what these do not mention.
    public func over(_ other: Configuration) -> Configuration {
        var result = self
        result.service = service ?? other.service
        result.templates = templates ?? other.templates
        result.seed = seed ?? other.seed
        result.time = time ?? other.time
        result.timeout = timeout ?? other.timeout
        return result
    }
}

extension Configuration {
    /// The name of the file that is looked for.
    public static let fileName = ".muster.lua"

    /// The table that such a file returns.
    static let type = LuaType.named(
        "configuration",
        doc: "What a file .muster.lua returns; options and environment variables go before it.",
        .record([
            .optional(
                "service", .string,
                doc: "\"local\", the default, or the URL of a directory that is served."),
            .optional(
                "templates", .list(.string),
                doc: "Files of session templates, as paths from the folder of the file."),
            .optional(
                "seed", .integer,
                doc: "Decides every identifier and random number; from 0 up, 1 by default."),
            .optional(
                "time",
                .oneOf([
                    LuaChoice("virtual", doc: "Jumps to the next thing that can happen."),
                    LuaChoice("real", doc: "Passes as it does."),
                ]), doc: "The time of local runs; virtual by default."),
            .optional("timeout", durationType, doc: "How much real time a run may take."),
        ]))
}

/// Settings that cannot be taken, and where they stand.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, or the variable of the environment.
    public let place: String
    /// What is wrong there: a lower-case fragment.
    public let problem: String

    /// Place and problem.
    public var description: String { "\(place): \(problem)" }
}
