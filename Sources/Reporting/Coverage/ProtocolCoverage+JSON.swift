public import JSON

extension ProtocolCoverage {
    private static let version: Int64 = 1

    /// What was met and missed, as a value that keeps all of it.
    ///
    /// `{version, covered, total, kinds: {<kind>: {covered, total, counts, missed, outside}}}`;
    /// counts are in the order of the specification.
    public var json: JSONValue {
        var kinds = JSONObject()
        var (covered, total) = (0, 0)
        for kind in Kind.allCases {
            let met = self.covered(kind)
            covered += met.count
            total += kind.universe.count
            kinds[kind.rawValue] = [
                "covered": .integer(Int64(met.count)),
                "total": .integer(Int64(kind.universe.count)),
                "counts": counted(kind, met),
                "missed": .array(missed(kind).map { .string($0) }),
                "outside": counted(kind, outside(kind)),
            ]
        }
        return [
            "version": .integer(Self.version), "covered": .integer(Int64(covered)),
            "total": .integer(Int64(total)), "kinds": .object(kinds),
        ]
    }

    /// The counts alone, for a way between processes that is used often.
    public var countsJSON: JSONValue {
        var kinds = JSONObject()
        for kind in Kind.allCases where counts[kind]?.isEmpty == false {
            kinds[kind.rawValue] = [
                "counts": counted(kind, covered(kind)), "outside": counted(kind, outside(kind)),
            ]
        }
        return ["version": .integer(Self.version), "kinds": .object(kinds)]
    }

    /// Reads what ``json`` or ``countsJSON`` wrote; nil for anything else, and for another version.
    ///
    /// Only the counts are read: what could be met is what this version of the program knows.
    public init?(json: JSONValue) {
        guard json["version"]?.integerValue == Self.version,
            let kinds = json["kinds"]?.objectValue
        else { return nil }
        self.init()
        for entry in kinds {
            guard let kind = Kind(rawValue: entry.name),
                let counts = entry.value["counts"]?.objectValue,
                let outside = entry.value["outside"]?.objectValue
            else { return nil }
            for (item, count) in (counts.members + outside.members).map({ ($0.name, $0.value) }) {
                guard let count = count.integerValue, count > 0 else { return nil }
                add(kind, item, Int(count))
            }
        }
    }

    private func counted(_ kind: Kind, _ items: [String]) -> JSONValue {
        .object(JSONObject(items.map { ($0, .integer(Int64(count(kind, $0)))) }))
    }
}
