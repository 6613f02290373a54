internal import JSON

/// The merge of `custom` parts (session-directory 5.2).
enum BagMerge {
    /// Replaces each name given as a whole and keeps the others; null removes a name.
    ///
    /// If either side is no object the new value replaces the old; null empties the part.
    static func merged(_ change: JSONValue, into custom: JSONValue) -> JSONValue {
        guard case .object(let names) = change else {
            return change.isNull ? .object([:]) : change
        }
        guard case .object(var merged) = custom else { return .object(names.withoutNulls) }
        for member in names {
            merged[member.name] = member.value.isNull ? JSONValue?.none : member.value
        }
        return .object(merged)
    }

    /// Merges and refuses a result beyond the size limit (13.1); `field` names the part.
    static func merge(
        _ change: JSONValue, into custom: inout JSONValue, limitBytes: Int,
        field: @autoclosure () -> String
    ) throws(Rejection) {
        custom = merged(change, into: custom)
        guard custom.exceeds(byteCount: limitBytes) else { return }
        throw .badRequest(
            "The field '\(field())' has more than \(limitBytes) bytes.", rule: "13.1")
    }
}
