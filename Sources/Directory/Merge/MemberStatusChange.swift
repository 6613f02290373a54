internal import JSON

/// What `active` and `ready` in a request ask for (session-directory 6.7, 7.2).
struct MemberStatusChange {
    private var active: Bool?
    private var ready: Bool?

    /// Reads the two flags of the member that stands at `path`; null means false.
    init(_ system: JSONObject, at path: String) throws(Rejection) {
        active = try Self.flag("active", system, path)
        ready = try Self.flag("ready", system, path)
        guard active != true || ready != true else {
            throw .badRequest(
                "The fields 'active' and 'ready' of a member can't both be true.", rule: "6.7")
        }
    }

    /// The status that follows; the present one when nothing is asked.
    func applied(to status: MemberState.Status) -> MemberState.Status {
        if active == true { return .active }
        if ready == true { return .ready }
        if active == false || ready == false { return .inactive }
        return status == .reserved ? .inactive : status
    }

    private static func flag(
        _ name: String, _ system: JSONObject, _ path: String
    ) throws(Rejection) -> Bool? {
        guard let value = system[name] else { return nil }
        if value.isNull { return false }
        guard let flag = value.boolValue else {
            throw .badRequest(
                "The field '\(path)/properties/system/\(name)' must be a boolean.", rule: "6.7")
        }
        return flag
    }
}
