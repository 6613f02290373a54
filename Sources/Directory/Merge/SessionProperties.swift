internal import JSON
internal import Sessions

/// The mutable properties of a session (session-directory 6.5).
struct SessionProperties: Sendable, Equatable {
    /// `properties.system` as rendered; `turn` is always there, but in large sessions (4.5.1).
    private(set) var system: JSONObject = [:]
    /// `properties.custom`.
    var custom: JSONValue = .object([:])

    private(set) var turn: [Int] = []
    private(set) var isClosed = false
    private(set) var isLocked = false
    private(set) var joinRestriction: Restriction = .none
    private(set) var readRestriction: Restriction = .none
    /// The device token of the host, in lower case.
    private(set) var host: String?
    /// The keywords in lower case (1.15), each once.
    private(set) var keywords: [String] = []

    /// What a restriction is where nobody set it: `local` with `userAuthorizationStyle` (6.3).
    private let defaultRestriction: Restriction
    /// Whether `turn` is shown where nobody set it: not in large sessions, which have none (14.4).
    private let showsTurn: Bool

    /// The properties of a new session.
    init(_ capabilities: Capabilities) {
        defaultRestriction = capabilities.contains(.userAuthorizationStyle) ? .local : .none
        showsTurn = !capabilities.contains(.large)
        set("turn", nil)
        set("joinRestriction", nil)
        set("readRestriction", nil)
    }

    /// Sets or removes one name to its checked value and the value's typed reading.
    mutating func set(_ name: String, _ value: JSONValue?) {
        switch name {
        case "turn": turn = Self.indices(value)
        case "closed": isClosed = value == true
        case "locked": isLocked = value == true
        case "joinRestriction": joinRestriction = restriction(value)
        case "readRestriction": readRestriction = restriction(value)
        case "host": host = value?.stringValue
        case "keywords": keywords = Self.words(value)
        default: break
        }
        system[name] = value ?? shownDefault(name)
    }

    /// Takes the index of a removed member out of `turn` and `owners` (5.8, step 8).
    mutating func forget(memberIndex: Int) {
        if turn.contains(memberIndex) {
            set("turn", Self.array(turn.filter { $0 != memberIndex }))
        }
        let owners = owners
        if owners.contains(memberIndex) { setOwners(owners.filter { $0 != memberIndex }) }
    }

    /// The indices of the members who own the session; empty without owners (6.10).
    var owners: [Int] { Self.indices(system["owners"]) }

    /// Makes members owners; without any the name is absent.
    mutating func setOwners(_ indices: [Int]) {
        set("owners", indices.isEmpty ? JSONValue?.none : Self.array(indices))
    }

    private static func indices(_ value: JSONValue?) -> [Int] {
        value?.arrayValue?.compactMap { $0.integerValue.map(Int.init) } ?? []
    }

    private static func array(_ indices: [Int]) -> JSONValue {
        .array(indices.map { .integer(Int64($0)) })
    }

    /// The document's form.
    var document: JSONValue {
        var bag = JSONObject()
        bag.reserveCapacity(2)
        bag.append(new: "system", .object(system))
        bag.append(new: "custom", custom)
        return .object(bag)
    }

    private static func words(_ value: JSONValue?) -> [String] {
        var words: [String] = []
        for word in value?.arrayValue ?? [] {
            guard let word = word.stringValue?.lowercased(), !words.contains(word) else { continue }
            words.append(word)
        }
        return words
    }

    private func restriction(_ value: JSONValue?) -> Restriction {
        value?.stringValue.flatMap(Restriction.init(rawValue:)) ?? defaultRestriction
    }

    /// What is rendered where nothing is set (4.5.1, 4.5.4).
    private func shownDefault(_ name: String) -> JSONValue? {
        switch name {
        case "turn": showsTurn ? [] : JSONValue?.none
        case "joinRestriction", "readRestriction":
            defaultRestriction == .none
                ? JSONValue?.none : .string(defaultRestriction.rawValue)
        default: JSONValue?.none
        }
    }
}
