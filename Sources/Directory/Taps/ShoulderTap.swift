public import JSON
public import Sessions

/// The notice that something changed in a session; it does not say what (session-directory 3.7.2).
public struct ShoulderTap: Sendable, Equatable {
    /// When the change was committed.
    public let timestamp: Timestamp
    /// The id that the member gave its subscription.
    public let subscription: GUID
    /// `{scid}~{template}~{name}` in lower case (3.7.3).
    public let resource: String
    /// The session's branch.
    public let branch: GUID
    /// The session's change number after the change.
    public let changeNumber: Int64
    /// What of the subscription the commit changed; the wire does not say it.
    let changes: ChangeTypes

    /// The change types of the subscription that the commit had, by name (6.9); none when the
    /// session ended.
    package var changeTypes: [String] { changes.names }

    /// The wire form: one entry of `shoulderTaps`.
    public var json: JSONValue {
        [
            "timestamp": .string(timestamp.description),
            "subscription": .string(subscription.description), "resourceType": "mpsd/session",
            "resource": .string(resource), "branch": .string(branch.description),
            "changeNumber": .integer(changeNumber),
        ]
    }
}
