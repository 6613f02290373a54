internal import Sessions

/// The query string of a session query (session-directory 12): names without case, each of the
/// known ones at most once; unknown ones are ignored (12.12).
struct QueryParameters {
    private var values: [String: String] = [:]

    private static let names = [
        "keyword", "xuid", "reservations", "inactive", "private", "visibility", "version", "take",
    ]

    /// Takes the parameters that section 12 knows; what has no value has an empty one.
    init(_ items: [DirectoryRequest.QueryItem]) throws(Rejection) {
        for item in items {
            let name = item.name.lowercased()
            guard Self.names.contains(name) else { continue }
            guard values.updateValue(item.value ?? "", forKey: name) == nil else {
                throw .badRequest(
                    "The query parameter '\(name)' is given more than once.", rule: "12.12")
            }
        }
    }

    /// Whether none of the known parameters is there.
    var isEmpty: Bool { values.isEmpty }

    func has(_ name: String) -> Bool { values[name] != nil }

    /// Text that is not empty.
    func text(_ name: String) throws(Rejection) -> String? {
        guard let value = values[name] else { return nil }
        guard !value.isEmpty else { throw Self.refused(name, "must not be empty") }
        return value
    }

    func xuid(_ name: String) throws(Rejection) -> Xuid? {
        guard let value = values[name] else { return nil }
        guard let xuid = Xuid(value) else { throw Self.refused(name, "must be a decimal number") }
        return xuid
    }

    /// A parameter whose only value is `true` (12.3).
    func flag(_ name: String) throws(Rejection) -> Bool {
        guard let value = values[name] else { return false }
        guard value.lowercased() == "true" else {
            throw Self.refused(name, "must be 'true'", rule: "12.3")
        }
        return true
    }

    /// An integer of decimal digits.
    func integer(
        _ name: String, in range: ClosedRange<Int64>, rule: String
    ) throws(Rejection) -> Int64? {
        guard let value = values[name] else { return nil }
        guard !value.isEmpty, value.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int64(value), range.contains(number)
        else {
            throw Self.refused(
                name, "must be an integer from \(range.lowerBound) to \(range.upperBound)",
                rule: rule)
        }
        return number
    }

    /// `open`, or `private` where private sessions are asked for (12.9).
    func visibility(
        _ name: String, includesPrivate: Bool
    ) throws(Rejection) -> ShownVisibility? {
        guard let value = values[name] else { return nil }
        switch value.lowercased() {
        case "open": return .open
        case "private" where includesPrivate: return .private
        default:
            throw Self.refused(
                name, "must be 'open', or 'private' beside 'private=true'", rule: "12.9")
        }
    }

    private static func refused(
        _ name: String, _ requirement: String, rule: String = "12"
    ) -> Rejection {
        .badRequest("The query parameter '\(name)' \(requirement).", rule: rule)
    }
}
