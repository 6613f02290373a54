public import JSON
public import Lua

extension LineCoverage {
    private static var version: Int64 { 1 }

    /// The coverage as a value that keeps all of it: `{version, files: {<name>: {<line>: hits}}}`,
    /// sorted.
    public var json: JSONValue {
        var files = JSONObject()
        for (name, lines) in self.files.sorted(by: { $0.key < $1.key }) {
            files[name] = .object(
                JSONObject(
                    lines.sorted { $0.key < $1.key }.map {
                        ("\($0.key)", .integer(Int64($0.value)))
                    }
                ))
        }
        return ["version": .integer(Self.version), "files": .object(files)]
    }

    /// Reads what ``json`` wrote; nil for anything else, and for another version.
    public init?(json: JSONValue) {
        guard json["version"]?.integerValue == Self.version,
            let entries = json["files"]?.objectValue
        else { return nil }
        var files: [String: [Int: Int]] = [:]
        for entry in entries {
            guard let lines = entry.value.objectValue else { return nil }
            var counts: [Int: Int] = [:]
            for line in lines {
                guard let number = Int(line.name), number > 0,
                    let hits = line.value.integerValue, hits >= 0
                else { return nil }
                counts[number] = Int(hits)
            }
            files[entry.name] = counts
        }
        self.init(files: files)
    }
}
