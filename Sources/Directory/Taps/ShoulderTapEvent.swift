public import JSON
public import Sessions

/// What a connection is sent when sessions have changed (session-directory 3.7.2).
public struct ShoulderTapEvent: Sendable, Equatable {
    /// The event's own id, fresh for each.
    public let ncid: GUID
    /// The changes; the directory makes one event for each.
    public let shoulderTaps: [ShoulderTap]

    /// The wire form.
    public var json: JSONValue {
        [
            "ncid": .string(ncid.description), "shoulderTaps": .array(shoulderTaps.map(\.json)),
        ]
    }
}
