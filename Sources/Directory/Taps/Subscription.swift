internal import JSON
internal import Sessions

/// What a member wants to be told of, and under which name (session-directory 6.7).
struct Subscription: Sendable, Equatable {
    /// Made up by the client; taps echo it (3.7.4).
    let id: GUID
    let changeTypes: ChangeTypes

    /// The document's form.
    var document: JSONValue {
        [
            "id": .string(id.description),
            "changeTypes": .array(changeTypes.names.map { .string($0) }),
        ]
    }
}
