/// The name of a module as the path of a file: `a.b` is `a/b`.
///
/// A name cannot leave the folder it is looked up in: between its points stand names, not empty and
/// without separators or control characters, so that there is no `..` and nothing absolute.
struct ModuleName {
    /// The path without an ending.
    let path: String

    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy(Self.isName) else { return nil }
        path = parts.joined(separator: "/")
    }

    /// The files that may hold the module, the first that exists counts.
    var files: [String] { ["\(path).lua", "\(path)/init.lua"] }

    private static func isName(_ part: Substring) -> Bool {
        // U+FFFD stands for bytes that are not UTF-8.
        !part.isEmpty
            && part.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0xFFFD
                    && !["/", "\\", ":"].contains($0)
            }
    }
}
