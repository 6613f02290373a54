import Directory
import JSON
import Sessions
import Testing

/// The bodies of requests about handles (11.2, 11.9).
extension JSONValue {
    /// What the caller does now.
    static func activity(_ target: DirectoryTarget) -> JSONValue {
        handle("activity", target)
    }

    /// An invite of `user`.
    static func invite(
        _ target: DirectoryTarget, _ user: Sender, attributes: JSONValue? = nil
    ) -> JSONValue {
        var body: JSONValue = handle("invite", target)
            .with(["invitedXuid": .string(user.xuid)])
        if let attributes { body = body.with(["inviteAttributes": attributes]) }
        return body
    }

    /// What a session can be found by.
    static func search(_ target: DirectoryTarget, _ attributes: JSONValue = [:]) -> JSONValue {
        handle("search", target).with(["searchAttributes": attributes])
    }

    /// The way from `origin` to `target`.
    static func transfer(_ target: DirectoryTarget, from origin: DirectoryTarget) -> JSONValue {
        handle("transfer", target).with(["originSessionRef": origin.referenceObject])
    }

    /// The question what users are doing.
    static func activities(of users: Sender..., scid: String? = nil) -> JSONValue {
        let xuids = users.map { JSONValue.string($0.xuid) }
        let query: JSONValue = ["type": "activity", "owners": ["xuids": .array(xuids)]]
        return scid.map { query.with(["scid": .string($0)]) } ?? query
    }

    /// The question what the users around one user are doing.
    static func activities(_ moniker: String, of user: Sender) -> JSONValue {
        [
            "type": "activity",
            "owners": ["people": ["moniker": .string(moniker), "monikerXuid": .string(user.xuid)]],
        ]
    }

    /// The question which sessions of template `quick` match.
    static func searchQuery(_ filter: String? = nil, orderBy: String? = nil) -> JSONValue {
        var query: JSONValue = [
            "type": "search", "scid": .string(Scid.s), "templateName": "quick", "global": true,
        ]
        if let filter { query = query.with(["filter": .string(filter)]) }
        if let orderBy { query = query.with(["orderBy": .string(orderBy)]) }
        return query
    }

    /// `act` for a session that can be searched.
    static let searchable: JSONValue = .act.with(.constants(["capabilities": ["searchable": true]]))

    private static func handle(_ type: String, _ target: DirectoryTarget) -> JSONValue {
        ["version": 1, "type": .string(type), "sessionRef": target.referenceObject]
    }
}

extension DirectoryTarget {
    /// The reference object of the session (1.3).
    var referenceObject: JSONValue {
        guard let reference else { preconditionFailure("\(self) lies in no session") }
        return [
            "scid": .string(reference.scid), "templateName": .string(reference.templateName),
            "name": .string(reference.name),
        ]
    }
}

extension Answer {
    /// The id of the handle in the body; empty when there is none.
    var handleID: String { self["id"]?.stringValue ?? "" }

    /// The handle in the body.
    var handle: DirectoryTarget { .handle(id: handleID) }

    /// The session behind the handle in the body.
    var handleSession: DirectoryTarget { .handleSession(id: handleID) }
}

extension World {
    /// Changes who follows and blocks whom.
    func relate(_ change: (inout SocialGraph) -> Void) {
        self.change { directory, _ in change(&directory.people) }
    }
}

extension Sender {
    /// Makes a handle that a test takes as given.
    func givenHandle(
        _ body: JSONValue, at location: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let answer = post(.handles, body, at: location)
        try #require(
            answer.status == 201,
            "what the test takes as given was refused: \(answer.response.failureText)",
            sourceLocation: location)
        return answer
    }
}
