public import Sessions

/// What one request led to.
public struct Outcome: Sendable, Equatable {
    /// The answer for the caller.
    public var response: DirectoryResponse
    /// What happened to stored state, in order; empty when nothing was committed.
    public var effects: [DirectoryEffect]

    /// Makes an outcome.
    public init(response: DirectoryResponse, effects: [DirectoryEffect] = []) {
        self.response = response
        self.effects = effects
    }
}

/// A thing that a request or a timer did to the directory, for those who persist or announce it.
public enum DirectoryEffect: Sendable, Equatable {
    /// A session has a new state: one commit (5.9.1).
    case committed(SessionReference, branch: GUID, changeNumber: Int64)
    /// A session has ended (section 10).
    case deleted(SessionReference)
    /// A client is to be told, over the connection with this id; follows the commit it tells of
    /// (3.7.5).
    case tapped(connection: GUID, ShoulderTapEvent)
    /// A handle was made (section 11).
    case handleCreated(GUID)
    /// A handle was deleted, replaced or has expired, or its session has ended (section 11).
    case handleDeleted(GUID)
}
