public import Directory
public import Transport

/// The directory that a script talks to.
public enum ServiceConnection {
    /// A directory of its own, in process, with these templates.
    case local(TemplateCatalog)
    /// A directory elsewhere; `address` names it in messages.
    case remote(any DirectoryTransport & Sendable, address: String)
}
