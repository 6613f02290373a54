extension JSONValue {
    /// Merges changes into this object, one level deep, and returns the result.
    ///
    /// Each name in `changes` is replaced as a whole: nested objects are not merged, and nested
    /// nulls are data. A name whose value is null is removed, whether or not it was there. Names
    /// that are not mentioned stay, in their place; new ones follow. A value that is no object
    /// counts as an empty one; changes that are no object take the value's place.
    public func merged(shallow changes: JSONValue) -> JSONValue {
        guard case .object(let changes) = changes else { return changes }
        var result = objectValue ?? JSONObject()
        result.merge(shallow: changes)
        return .object(result)
    }
}

extension JSONObject {
    /// Merges changes into this object, one level deep; see ``JSONValue/merged(shallow:)``.
    ///
    /// The work is linear in the number of members of both.
    public mutating func merge(shallow changes: JSONObject) {
        var removesAny = false
        for change in changes {
            if !change.value.isNull {
                self[change.name] = change.value
            } else if self[change.name] != nil {
                removesAny = true
            }
        }
        if removesAny { removeAll { changes[$0.name]?.isNull == true } }
    }
}
