internal import JSON
internal import Lua
internal import TestRunner

/// What a file says of a test or a block beside its name.
struct SuiteOptions {
    /// Its own tags.
    var tags: [String] = []
    /// How much real time an attempt may take.
    var timeout: Duration?
    /// How often a failed test is run again.
    var retries: Int?
    /// The seed to run under, instead of the run's.
    var seed: UInt64?
    /// Why it is not run.
    var skipReason: String?
    /// Whether nothing else is to run.
    var isOnly = false
    /// What may be left behind.
    var toleratesLeaks = false

    /// These options, and those of the block around for what these do not say.
    func inside(_ outer: SuiteOptions) -> SuiteOptions {
        var result = self
        result.tags = outer.tags + tags
        result.timeout = timeout ?? outer.timeout
        result.retries = retries ?? outer.retries
        result.seed = seed ?? outer.seed
        result.skipReason = outer.skipReason ?? skipReason
        result.isOnly = isOnly || outer.isOnly
        result.toleratesLeaks = toleratesLeaks || outer.toleratesLeaks
        return result
    }

    /// Adds the words of a name that begin with `#`, as busted has it.
    mutating func addTags(of name: String) {
        guard name.utf8.contains(UInt8(ascii: "#")) else { return }
        for word in name.split(whereSeparator: \.isWhitespace) where word.first == "#" {
            let tag = word.dropFirst().prefix { $0.isLetter || $0.isNumber || "_-".contains($0) }
            if !tag.isEmpty { tags.append(String(tag)) }
        }
    }
}

extension SuiteOptions {
    /// The table that `describe` and `it` take.
    static let type = LuaType.named(
        "test_options", doc: "What `describe` and `it` can be told beside a name.",
        .record([
            .optional(
                "tags", .either([.string, .list(.string)]),
                doc: "Words to choose tests by; #words in the name are tags, too."),
            .optional(
                "timeout", durationType, doc: "How much real time an attempt may take."),
            .optional("retries", .integer, doc: "How often a failed test is run again."),
            .optional("seed", .integer, doc: "Runs under this seed, whatever the run's is."),
            .optional(
                "skip", .either([.boolean, .string]), doc: "Does not run; text says why."),
            .optional("only", .boolean, doc: "Runs, and nothing that is not marked so."),
            .optional(
                "leaks", .boolean,
                doc: "With true, tasks, connections and sessions may be left behind."),
        ]))

    /// Reads the table at a parameter, which was found to be of ``type``.
    init(_ call: borrowing LuaCall, _ position: Int) throws {
        let table = try TableArgument(call, position)
        tags = table["tags"]?.arrayValue?.compactMap(\.stringValue) ?? []
        if let tag = table.string("tags") { tags = [tag] }
        if let value = table["timeout"] {
            let limit =
                value.stringValue.flatMap { duration(reading: $0) }
                ?? value.numberValue.flatMap { Double($0.text) }.flatMap { duration(seconds: $0) }
            guard let limit, limit > .zero else {
                throw table.fault("timeout", "a duration such as \"30s\" or \"500ms\"")
            }
            timeout = limit
        }
        if let count = table["retries"]?.integerValue {
            guard (0...100).contains(count) else {
                throw table.fault("retries", "an integer from 0 to 100")
            }
            retries = Int(count)
        }
        seed = table["seed"]?.integerValue.map { UInt64(bitPattern: $0) }
        if let reason = table.string("skip") {
            skipReason = reason
        } else if table["skip"]?.boolValue == true {
            skipReason = ""
        }
        isOnly = table["only"]?.boolValue == true
        toleratesLeaks = table["leaks"]?.boolValue == true
    }
}
