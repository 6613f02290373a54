public import JSON

/// An object with at most two inner parts, `system` and `custom` (session-directory 5.1).
public struct PropertyBag: Sendable, Equatable {
    /// The part with a schema; empty when it was not given.
    public var system: JSONObject
    /// The title's own part: any JSON value; nil when it was not given. `null` empties it.
    public var custom: JSONValue?

    /// Makes a bag.
    public init(system: JSONObject = [:], custom: JSONValue? = nil) {
        self.system = system
        self.custom = custom
    }

    /// Whether the bag says nothing at all.
    public var isEmpty: Bool { system.isEmpty && custom == nil }

    /// Reads a bag; `path` is where it stands, for the error.
    ///
    /// - Throws: ``DocumentError`` for `null`, another type, or a member that is neither part.
    public init(
        json: JSONValue, at path: @autoclosure () -> String
    ) throws(DocumentError) {
        guard case .object(let object) = json else {
            throw DocumentError(
                path: path(), problem: .wrongType(expected: "an object"), rule: "5.1")
        }
        system = [:]
        custom = nil
        for member in object {
            switch member.name {
            case "system":
                guard case .object(let system) = member.value else {
                    throw DocumentError(
                        path: path() + "/system", problem: .wrongType(expected: "an object"),
                        rule: "5.1")
                }
                self.system = system
            case "custom":
                custom = member.value
            default:
                throw DocumentError(
                    path: path() + "/" + member.name, problem: .unknownMember, rule: "5.1")
            }
        }
    }

    /// The bag as a document has it; parts that were not given are left out.
    public var json: JSONValue {
        var object = JSONObject()
        if !system.isEmpty { object["system"] = .object(system) }
        if let custom { object["custom"] = custom }
        return .object(object)
    }
}
