internal import JSON

/// The schema of how matchmaking stands, as a server or a member with `clientMatchmaking` writes it
/// (session-directory 6.5, 6.8).
enum MatchmakingStatus {
    /// The names that have a schema.
    static let names = ["status", "statusDetails", "typicalWait", "targetSessionRef"]

    private static let statuses = ["searching", "expired", "found", "failed", "canceled"]

    /// What a value that is not null must be, when it is not; nil when it is legal.
    static func requirement(_ name: String, _ value: JSONValue) -> String? {
        switch name {
        case "status":
            let isKnown = statuses.contains(value.stringValue?.lowercased() ?? "")
            return isKnown ? nil : "must be one of \(statuses.joined(separator: ", "))"
        case "statusDetails":
            return value.stringValue == nil ? "must be a string" : nil
        case "typicalWait":
            let isLegal = (value.integerValue ?? -1) >= 0
            return isLegal ? nil : "must be a number of seconds, 0 or more"
        case "targetSessionRef":
            return isReference(value) ? nil : "must have a 'scid', a 'templateName' and a 'name'"
        default:
            return "is unknown"
        }
    }

    /// Whether a value is a reference object: three strings, none empty (1.3, 1.13).
    private static func isReference(_ value: JSONValue) -> Bool {
        guard let object = value.objectValue else { return false }
        return object.count == 3
            && ["scid", "templateName", "name"].allSatisfy { name in
                object[name]?.stringValue?.isEmpty == false
            }
    }
}
