internal import JSON

/// How one JSON document becomes another, as a JSON value that is small when little has changed.
///
/// It is one of these:
///
/// - `{"is": value}`: the document is this value now;
/// - `{"in": {name: delta, …}, "new": {name: value, …}, "gone": [name, …]}`: members of an object
///   have changed, were added at its end, or are gone; each part may be missing;
/// - `{"at": [[index, delta], …], "length": n, "more": [value, …]}`: elements of an array have
///   changed, it was cut to `n` elements, and then others were added; each part may be missing.
enum DocumentDelta {
    /// The delta from one document to another; nil when it would not give that document to the
    /// byte, or would be no smaller.
    static func between(_ before: JSONValue, _ after: JSONValue) -> String? {
        let delta = delta(before, after)
        let (text, whole) = (delta.text, after.text)
        guard text.utf8.count < whole.utf8.count, applied(delta, to: before)?.text == whole else {
            return nil
        }
        return text
    }

    /// The document that a delta makes of another; nil when it does not fit that.
    static func applied(_ delta: JSONValue, to before: JSONValue) -> JSONValue? {
        if let value = delta["is"] { return value }
        switch before {
        case .object(var object):
            let gone = Set((delta["gone"]?.arrayValue ?? []).compactMap(\.stringValue))
            for member in delta["in"]?.objectValue ?? [:] {
                guard let old = object[member.name], let new = applied(member.value, to: old) else {
                    return nil
                }
                object[member.name] = new
            }
            object.removeAll { gone.contains($0.name) }
            for member in delta["new"]?.objectValue ?? [:] { object[member.name] = member.value }
            return .object(object)
        case .array(var elements):
            for change in delta["at"]?.arrayValue ?? [] {
                guard let index = change[0]?.integerValue.flatMap({ Int(exactly: $0) }),
                    let step = change[1], elements.indices.contains(index),
                    let new = applied(step, to: elements[index])
                else { return nil }
                elements[index] = new
            }
            if let length = delta["length"]?.integerValue.flatMap({ Int(exactly: $0) }) {
                guard (0...elements.count).contains(length) else { return nil }
                elements.removeLast(elements.count - length)
            }
            return .array(elements + (delta["more"]?.arrayValue ?? []))
        default:
            return nil
        }
    }

    private static func delta(_ before: JSONValue, _ after: JSONValue) -> JSONValue {
        switch (before, after) {
        case (.object(let old), .object(let new)): delta(old, new)
        case (.array(let old), .array(let new)): delta(old, new)
        default: ["is": after]
        }
    }

    private static func delta(_ old: JSONObject, _ new: JSONObject) -> JSONValue {
        var (changed, added) = (JSONObject(), JSONObject())
        for member in new {
            guard let before = old[member.name] else {
                added[member.name] = member.value
                continue
            }
            if before != member.value { changed[member.name] = delta(before, member.value) }
        }
        let gone = old.filter { new[$0.name] == nil }.map { JSONValue.string($0.name) }
        var parts = JSONObject()
        if !changed.isEmpty { parts["in"] = .object(changed) }
        if !added.isEmpty { parts["new"] = .object(added) }
        if !gone.isEmpty { parts["gone"] = .array(gone) }
        return .object(parts)
    }

    private static func delta(_ old: [JSONValue], _ new: [JSONValue]) -> JSONValue {
        let changed = zip(old, new).enumerated().filter { $0.element.0 != $0.element.1 }
            .map { index, pair -> JSONValue in
                [.integer(Int64(index)), delta(pair.0, pair.1)]
            }
        var parts = JSONObject()
        if !changed.isEmpty { parts["at"] = .array(changed) }
        if new.count < old.count { parts["length"] = .integer(Int64(new.count)) }
        if new.count > old.count { parts["more"] = .array(Array(new[old.count...])) }
        return .object(parts)
    }
}
