/// The templates of a directory, by service config and name (without regard to case, 1.9).
public struct TemplateCatalog: Sendable, Equatable {
    /// The templates of each service config by lower-case name.
    private var configs: [String: [String: SessionTemplate]] = [:]

    /// Makes an empty catalog.
    public init() {}

    /// Adds a template; one of the same scid and name is replaced.
    ///
    /// A template with a ``SessionTemplate/problem`` is taken too; creating a session of it is
    /// refused with 400 and the problem.
    public mutating func add(_ template: SessionTemplate) {
        configs[template.scid.lowercased(), default: [:]][template.name.lowercased()] = template
    }

    /// All templates, ordered by scid and name.
    public var all: [SessionTemplate] {
        configs.values.flatMap(\.values).sorted { ($0.scid, $0.name) < ($1.scid, $1.name) }
    }

    /// Whether a service config of that id exists.
    func hasServiceConfig(_ scid: String) -> Bool { configs[scid.lowercased()] != nil }

    /// The template of that scid and name; nil when either is unknown.
    func template(scid: String, name: String) -> SessionTemplate? {
        configs[scid.lowercased()]?[name.lowercased()]
    }

    /// The names of one service config's templates, sorted (3.5.1).
    func names(scid: String) -> [String] {
        configs[scid.lowercased()]?.values.map(\.name).sorted() ?? []
    }
}
