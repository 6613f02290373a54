internal import Sessions

/// Which sessions have a user or a keyword, so that queries need not look at the others
/// (session-directory section 12).
struct SessionIndex: Sendable {
    /// By the part of the session's key that names the template.
    private var templates: [String: TemplateIndex] = [:]

    /// The sessions of one template.
    private struct TemplateIndex: Sendable {
        /// By user who is a member, in whatever status.
        var users: [Xuid: SessionPlaces] = [:]
        /// By keyword in lower case.
        var keywords: [String: SessionPlaces] = [:]
    }

    /// Takes note of a session's next state before it is settled.
    ///
    /// Costs what has changed: members that came or went, and keywords.
    mutating func update(_ key: String, to session: Session) {
        let (old, new) = (session.settledKeywords, session.properties.keywords)
        if session.movedXuids.isEmpty, old == new { return }
        let place = SessionPlace(startTime: session.startTime, key: key)
        let template = Self.template(ofSession: key)
        for xuid in session.movedXuids {
            setUser(xuid, place, template, to: session.position(of: xuid) != nil)
        }
        for word in Set(old).symmetricDifference(new) {
            setKeyword(word, place, template, to: new.contains(word))
        }
    }

    /// Forgets a session that ends.
    mutating func remove(_ key: String, _ session: Session) {
        let place = SessionPlace(startTime: session.startTime, key: key)
        let template = Self.template(ofSession: key)
        for member in session.members { setUser(member.xuid, place, template, to: false) }
        for word in session.properties.keywords { setKeyword(word, place, template, to: false) }
    }

    private mutating func setUser(
        _ xuid: Xuid, _ place: SessionPlace, _ template: String, to isThere: Bool
    ) {
        SessionPlaces.set(
            place, in: &templates[template, default: TemplateIndex()].users[xuid], to: isThere)
    }

    private mutating func setKeyword(
        _ word: String, _ place: SessionPlace, _ template: String, to isThere: Bool
    ) {
        SessionPlaces.set(
            place, in: &templates[template, default: TemplateIndex()].keywords[word], to: isThere)
    }

    /// The sessions of some templates that have a user, in the order of 12.8.
    func sessions(of xuid: Xuid, templates keys: [String]) -> MergedPlaces {
        MergedPlaces(keys.compactMap { templates[$0]?.users[xuid] })
    }

    /// The sessions of some templates that have a keyword, given in lower case.
    func sessions(keyword: String, templates keys: [String]) -> MergedPlaces {
        MergedPlaces(keys.compactMap { templates[$0]?.keywords[keyword] })
    }

    /// The part of a session's key before its name, which has no `~` (1.8).
    private static func template(ofSession key: String) -> String {
        let end = key.utf8.lastIndex(of: UInt8(ascii: "~")) ?? key.endIndex
        return String(key[..<end])
    }
}

extension SessionIndex: Equatable {
    /// Always equal: the index follows from the sessions.
    static func == (left: SessionIndex, right: SessionIndex) -> Bool { true }
}
