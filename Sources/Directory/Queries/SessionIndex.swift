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

    /// Takes note of a session's next state, before it is settled; nil for its end.
    ///
    /// Costs what has changed: members that came or went, and keywords.
    mutating func update(_ key: String, from earlier: Session?, to later: Session?) {
        guard let session = later ?? earlier else { return }
        let xuids = later?.movedXuids ?? session.members.map(\.xuid)
        let oldWords = earlier?.properties.keywords ?? []
        let newWords = later?.properties.keywords ?? []
        guard !xuids.isEmpty || oldWords != newWords else { return }

        let place = SessionPlace(startTime: session.startTime, key: key)
        let template = Self.template(ofSession: key)
        for xuid in Set(xuids) {
            let isThere = later.has(xuid)
            guard isThere != earlier.has(xuid) else { continue }
            SessionPlaces.set(
                place, in: &templates[template, default: TemplateIndex()].users[xuid], to: isThere)
        }
        for word in Set(oldWords).symmetricDifference(newWords) {
            SessionPlaces.set(
                place, in: &templates[template, default: TemplateIndex()].keywords[word],
                to: newWords.contains(word))
        }
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

extension Session? {
    fileprivate func has(_ xuid: Xuid) -> Bool { self?.position(of: xuid) != nil }
}
