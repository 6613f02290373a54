internal import JSON

/// A participant that is no user, keyed by name (session-directory 6.8).
struct Server: Sendable, Equatable {
    /// The name as spelled when the server was added.
    let name: String
    /// `{"constants": {…}, "properties": {…}}`; inner bags exist when they were given (4.1).
    var document: JSONObject
}
