/// The members of a JSON object, in order.
///
/// Names are unique, and compare byte for byte. A name that is set again keeps its place; a new
/// name is appended. Two objects are equal when they have equal members, in whatever order.
public struct JSONObject: Sendable {
    /// One member: a name and its value.
    public struct Member: Sendable, Equatable {
        /// The member's name.
        public let name: String
        /// The member's value.
        public var value: JSONValue

        /// Makes a member.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        public static func == (left: Member, right: Member) -> Bool {
            left.name.hasSameBytes(as: right.name) && left.value == right.value
        }
    }

    /// The members in order.
    public private(set) var members: [Member] = []

    /// Where each name stands; kept only when scanning would be slower.
    private var positions: [JSONText: Int] = [:]

    private static let scanLimit = 16

    /// Makes an object without members.
    public init() {}

    /// Makes an object from members; where a name repeats, the last value wins.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        for (name, value) in members { self[name] = value }
    }

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The names in order.
    public var names: [String] { members.map(\.name) }

    /// The value called `name`. Setting nil removes the member.
    ///
    /// Removing takes time in proportion to the number of members; use ``removeAll(where:)`` to
    /// remove several.
    public subscript(name: String) -> JSONValue? {
        get {
            guard let position = position(of: name) else { return nil }
            return members[position].value
        }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(name, at: position)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Appends a member whose name the object does not have, without comparing it to the others.
    ///
    /// - Parameters:
    ///   - name: the member's name; that it is new is checked in debug builds only.
    ///   - value: the member's value.
    public mutating func append(new name: String, _ value: JSONValue) {
        assert(position(of: name) == nil, "the object has a member called '\(name)'")
        append(name, value)
    }

    /// Makes room for `count` members.
    public mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    /// Removes the members that `isUnwanted` chooses; the others keep their order.
    ///
    /// The work is linear in the number of members.
    public mutating func removeAll(where isUnwanted: (Member) throws -> Bool) rethrows {
        defer { reindex() }
        try members.removeAll(where: isUnwanted)
    }

    private func position(of name: String) -> Int? {
        if members.count > Self.scanLimit { return positions[JSONText(string: name)] }
        return members.firstIndex { $0.name.hasSameBytes(as: name) }
    }

    private mutating func append(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
        if members.count > Self.scanLimit + 1 {
            positions[JSONText(string: name)] = members.count - 1
        } else if members.count == Self.scanLimit + 1 {
            reindex()
        }
    }

    private mutating func remove(_ name: String, at position: Int) {
        members.remove(at: position)
        guard members.count > Self.scanLimit else { return positions.removeAll() }
        positions[JSONText(string: name)] = nil
        // The names need not be hashed again: only where they stand has changed.
        for entry in positions.values.indices where positions.values[entry] > position {
            positions.values[entry] -= 1
        }
    }

    private mutating func reindex() {
        positions.removeAll(keepingCapacity: true)
        guard members.count > Self.scanLimit else { return }
        for (position, member) in members.enumerated() {
            positions[JSONText(string: member.name)] = position
        }
    }
}

extension JSONObject: Equatable {
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        return left.members.allSatisfy { right[$0.name] == $0.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}

extension JSONObject: Sequence {
    public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}
