/// Which tests are wanted, by name, tag and path.
///
/// A test is selected when it matches one of the names, has one of the tags and lies under one of
/// the paths, where a list without elements asks for nothing, and when nothing excludes it.
public struct TestFilter: Hashable, Sendable {
    /// Patterns for ``TestID/fullName``.
    public var names: [NamePattern]
    /// Patterns for full names that are not wanted.
    public var excludedNames: [NamePattern]
    /// Tags of which a test has to have one.
    public var tags: [String]
    /// Tags that a test must not have.
    public var excludedTags: [String]
    /// Files, folders (all below them), or patterns with `*` or `?` for whole paths.
    public var paths: [String]
    /// Files, folders or patterns of which the file may be none.
    public var excludedPaths: [String]

    /// Makes a filter; without arguments it selects all.
    ///
    /// - Parameters:
    ///   - names: Patterns of which the full name has to match one.
    ///   - excludedNames: Patterns of which the full name may match none.
    ///   - tags: Tags of which a test has to have one.
    ///   - excludedTags: Tags of which a test may have none.
    ///   - paths: Files, folders or patterns of which the file has to match one.
    ///   - excludedPaths: Files, folders or patterns of which the file may match none.
    public init(
        names: [NamePattern] = [], excludedNames: [NamePattern] = [], tags: [String] = [],
        excludedTags: [String] = [], paths: [String] = [], excludedPaths: [String] = []
    ) {
        self.names = names
        self.excludedNames = excludedNames
        self.tags = tags
        self.excludedTags = excludedTags
        self.paths = paths
        self.excludedPaths = excludedPaths
    }

    /// Whether a test is wanted.
    public func selects(_ test: DiscoveredTest) -> Bool {
        let name = test.id.fullName
        return (names.isEmpty || names.contains { $0.matches(name) })
            && !excludedNames.contains { $0.matches(name) }
            && (tags.isEmpty || tags.contains { test.tags.contains($0) })
            && !excludedTags.contains { test.tags.contains($0) }
            && (paths.isEmpty || paths.contains { Self.path($0, holds: test.id.file) })
            && !excludedPaths.contains { Self.path($0, holds: test.id.file) }
    }

    private static func path(_ path: String, holds file: String) -> Bool {
        if path.contains("*") || path.contains("?") { return NamePattern(path).matches(file) }
        var folder = path[...]
        while folder.hasPrefix("./") { folder = folder.dropFirst(2) }
        while folder.hasSuffix("/") { folder = folder.dropLast() }
        return folder.isEmpty || folder == "." || file == folder || file.hasPrefix(folder + "/")
    }

    /// The filter in words, one for each thing it asks for, as reports show it.
    public var descriptions: [String] {
        names.map { "name \($0.text)" } + excludedNames.map { "not name \($0.text)" }
            + tags.map { "tag \($0)" } + excludedTags.map { "not tag \($0)" }
            + paths.map { "path \($0)" } + excludedPaths.map { "not path \($0)" }
    }
}
