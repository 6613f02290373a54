public import Lua

extension LineCoverage {
    /// The coverage in the form of LCOV's tracefiles, sorted by path and line.
    ///
    /// Left out are texts that are no files, such as `(standard input)`, files without code, and
    /// names with line breaks, which the form cannot say.
    ///
    /// - Parameter sourceRoot: the folder that paths are relative to; empty to leave them so.
    public func lcov(sourceRoot: String = "") -> String {
        let root = sourceRoot.isEmpty || sourceRoot.hasSuffix("/") ? sourceRoot : sourceRoot + "/"
        let named = files.filter { Self.isFile($0.key) && !$0.value.isEmpty }
        return named.sorted { $0.key < $1.key }.map { name, lines in
            let path = name.hasPrefix("/") ? name : root + name.trimmingStep
            let hits = lines.sorted { $0.key < $1.key }.map { "DA:\($0.key),\($0.value)\n" }
            return "TN:\nSF:\(path)\n" + hits.joined() + "LF:\(lines.count)\n"
                + "LH:\(lines.values.count { $0 > 0 })\nend_of_record\n"
        }.joined()
    }

    private static func isFile(_ name: String) -> Bool {
        let isNote = name.hasPrefix("(") && name.hasSuffix(")")
        return !isNote && !name.isEmpty && !name.contains { $0.isNewline }
    }
}

extension String {
    /// Without `./` in front.
    fileprivate var trimmingStep: Substring {
        var rest = self[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        return rest
    }
}
