/// What variables stand for at this moment, and what is in play.
///
/// It is asked at every key, so that an answer must come at once, and it must be found without
/// running code of the user: tables are read without metamethods, objects by their class.
public protocol LiveScope {
    /// The names of variables: the locals that the prompt keeps, then the globals.
    var names: [String] { get }
    /// What stands at a path: a variable, then the keys of tables and the fields of objects; nil
    /// when nothing does, or when it cannot be told without running code.
    func value(at path: [LiveKey]) -> LiveValue?
    /// The names of the session templates.
    var templates: [String] { get }
    /// The users in play.
    var users: [LiveUser] { get }
    /// The names of custom properties that sessions have been seen with.
    var customNames: [String] { get }
    /// The names of the sessions that there are.
    var sessionNames: [String] { get }
    /// The modules that `require` finds.
    var modules: [String] { get }
}

extension LiveScope {
    /// The module that every script begins with.
    public var modules: [String] { ["muster"] }
}

/// A step of a path: a name or an index.
public enum LiveKey: Hashable, Sendable {
    /// A string key, a field of an object, or, first of all, a variable.
    case name(String)
    /// An integer key.
    case index(Int64)
}

/// A user that a run knows.
public struct LiveUser: Hashable, Sendable {
    /// The user's id.
    public let xuid: String
    /// The user's name; nil when that is not known.
    public let gamertag: String?

    /// A user of this id and name.
    public init(xuid: String, gamertag: String?) {
        self.xuid = xuid
        self.gamertag = gamertag
    }
}
