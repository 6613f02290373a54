/// How a write treats a session that exists or does not (session-directory 2.3, write modes).
public enum WriteMode: Sendable, Hashable {
    /// `If-None-Match: *`: fails when the session exists.
    case createNew
    /// `If-Match: *`: fails when there is no session.
    case updateExisting
    /// No header: whatever the state is.
    case updateOrCreate
    /// `If-Match: <etag>`; without an etag `If-None-Match: *`.
    case synchronizedUpdate(etag: String?)

    /// Sets the precondition headers of `request` and clears those the mode does not send.
    public func apply(to request: inout DirectoryRequest) {
        request.ifMatch = nil
        request.ifNoneMatch = nil
        switch self {
        case .createNew, .synchronizedUpdate(etag: nil): request.ifNoneMatch = "*"
        case .updateExisting: request.ifMatch = "*"
        case .synchronizedUpdate(let etag?): request.ifMatch = etag
        case .updateOrCreate: break
        }
    }
}
