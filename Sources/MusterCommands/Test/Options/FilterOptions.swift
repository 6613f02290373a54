internal import ArgumentParser
internal import TestRunner

/// Options that say which tests are run.
struct FilterOptions: ParsableArguments {
    @Option(
        name: [.customShort("f"), .long],
        help: ArgumentHelp(
            "Run tests whose name has this text in it; a pattern with * and ? or =NAME is of the "
                + "whole name. tag:WORD is about tags, path:PATTERN about files, and ! before "
                + "any of them leaves out. May be repeated.", valueName: "filter"))
    var filter: [String] = []

    @Option(
        help: ArgumentHelp("Run only one of so many parts, such as 2/4.", valueName: "i/n"),
        transform: Self.shard)
    var shard: Shard?

    @Flag(help: "Mix the order of the tests by the seed.")
    var shuffle = false

    @Flag(help: "Run only the tests that failed when they last ran here.")
    var rerunFailed = false

    private static func shard(_ text: String) throws -> Shard {
        do { return try Shard(text) } catch {
            throw ValidationError("a part such as 1/4 is needed, from 1 to the number of parts")
        }
    }

    /// The filter that the options name.
    var testFilter: TestFilter {
        var filter = TestFilter()
        for text in self.filter {
            let isExcluded = text.hasPrefix("!")
            let rest = isExcluded ? String(text.dropFirst()) : text
            switch (Self.word("tag:", in: rest), Self.word("path:", in: rest), isExcluded) {
            case (let tag?, _, false): filter.tags.append(tag)
            case (let tag?, _, true): filter.excludedTags.append(tag)
            case (_, let path?, false): filter.paths.append(path)
            case (_, let path?, true): filter.excludedPaths.append(path)
            case (nil, nil, let isExcluded):
                let pattern = NamePattern(Self.word("name:", in: rest) ?? rest)
                if isExcluded {
                    filter.excludedNames.append(pattern)
                } else {
                    filter.names.append(pattern)
                }
            }
        }
        return filter
    }

    private static func word(_ prefix: String, in text: String) -> String? {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }
}
