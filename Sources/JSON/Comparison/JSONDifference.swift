/// One place at which two JSON values differ.
public struct JSONDifference: Sendable, Equatable {
    /// Where, in both values. The index of an array's element is that of the later value, or of
    /// the earlier one for an element that is gone.
    public let path: JSONPointer
    /// What stood there; nil when there was nothing.
    public let before: JSONValue?
    /// What stands there now; nil when there is nothing.
    public let after: JSONValue?

    /// Makes a difference; at least one side is there.
    public init(path: JSONPointer, before: JSONValue?, after: JSONValue?) {
        self.path = path
        self.before = before
        self.after = after
    }
}

extension JSONDifference: CustomStringConvertible {
    /// One line: `+ /path value`, `- /path value`, or `~ /path before -> after`, values as
    /// compact JSON text.
    public var description: String {
        switch (before, after) {
        case (let before?, let after?): "~ \(path) \(before.text) -> \(after.text)"
        case (nil, let after?): "+ \(path) \(after.text)"
        case (let before?, nil): "- \(path) \(before.text)"
        case (nil, nil): "  \(path)"
        }
    }
}

extension JSONValue {
    /// Lists where this value differs from an earlier one; empty when they are equal.
    ///
    /// Objects are compared member by member, in the order of this value and then of what is gone;
    /// the order of members makes no difference. Arrays that begin or end alike are compared in
    /// what lies between. A value that changes its type, or exists on one side only, is one
    /// difference with all that is inside it.
    ///
    /// - Complexity: linear in the size of both values, times the depth of arrays inside arrays.
    public func differences(from earlier: JSONValue) -> [JSONDifference] {
        var found: [JSONDifference] = []
        collect(from: earlier, at: .root, into: &found)
        return found
    }

    private func collect(
        from earlier: JSONValue, at path: JSONPointer, into found: inout [JSONDifference]
    ) {
        switch (earlier, self) {
        case (.object(let before), .object(let after)):
            for member in after {
                let path = path.appending(member.name)
                if let old = before[member.name] {
                    member.value.collect(from: old, at: path, into: &found)
                } else {
                    found.append(JSONDifference(path: path, before: nil, after: member.value))
                }
            }
            for member in before where after[member.name] == nil {
                found.append(
                    JSONDifference(
                        path: path.appending(member.name), before: member.value, after: nil))
            }
        case (.array(let before), .array(let after)):
            Self.collect(after[...], from: before[...], at: path, into: &found)
        default:
            if earlier != self {
                found.append(JSONDifference(path: path, before: earlier, after: self))
            }
        }
    }

    private static func collect(
        _ after: ArraySlice<JSONValue>, from before: ArraySlice<JSONValue>, at path: JSONPointer,
        into found: inout [JSONDifference]
    ) {
        var (after, before) = (after, before)
        while let old = before.first, let new = after.first, old == new {
            before.removeFirst()
            after.removeFirst()
        }
        while let old = before.last, let new = after.last, old == new {
            before.removeLast()
            after.removeLast()
        }
        let paired = min(before.count, after.count)
        for (index, old) in zip(after.indices.prefix(paired), before) {
            after[index].collect(from: old, at: path.appending(index), into: &found)
        }
        for index in after.indices.dropFirst(paired) {
            found.append(
                JSONDifference(path: path.appending(index), before: nil, after: after[index]))
        }
        for index in before.indices.dropFirst(paired) {
            found.append(
                JSONDifference(path: path.appending(index), before: before[index], after: nil))
        }
    }
}
