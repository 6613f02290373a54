internal import JSON
internal import Sessions

/// The document of contracts 100 to 103, which predates `membersInfo` (session-directory 4.6).
enum LegacyRendering {
    /// Converts a document that has the names of contract 104.
    static func document(_ document: JSONObject, _ session: Session) -> JSONValue {
        var legacy = JSONObject()
        legacy["constants"] = document["constants"]
        legacy["properties"] = document["properties"]
        legacy["members"] = members(document)
        let reference = session.reference
        legacy["key"] = .string("\(reference.scid)~\(reference.templateName)~\(reference.name)")
        legacy["servers"] = document["servers"]
        return .object(legacy)
    }

    private static func members(_ document: JSONObject) -> JSONValue {
        let counts = document["membersInfo"]?.objectValue ?? [:]
        var members = JSONObject()
        members["first"] = counts["first"]
        members["end"] = counts["next"]
        members["count"] = counts["count"]
        members["accepted"] = counts["accepted"]
        for entry in document["members"]?.objectValue ?? [:] {
            members[entry.name] = member(entry.value)
        }
        return .object(members)
    }

    /// Converts one entry that has the names of contract 104.
    static func member(_ value: JSONValue) -> JSONValue {
        var entry = JSONObject()
        for member in value.objectValue ?? [:] {
            switch member.name {
            case "reserved": entry["pending"] = member.value
            case "constants": entry["constants"] = constants(member.value)
            default: entry[member.name] = member.value
            }
        }
        return .object(entry)
    }

    /// The xuid is a JSON number here (1.16).
    private static func constants(_ value: JSONValue) -> JSONValue {
        guard var bag = value.objectValue, var system = bag["system"]?.objectValue,
            let xuid = system["xuid"]?.stringValue.flatMap(Xuid.init)
        else { return value }
        system["xuid"] = .number(JSONNumber(xuid.rawValue))
        bag["system"] = .object(system)
        return .object(bag)
    }
}
