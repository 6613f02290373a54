/// The templates of a directory, by service config and name (without regard to case, 1.9).
public struct TemplateCatalog: Sendable, Equatable {
    private var templates: [String: SessionTemplate] = [:]

    /// Makes an empty catalog.
    public init() {}

    /// Adds a template; one of the same scid and name is replaced.
    public mutating func add(_ template: SessionTemplate) {
        templates["\(template.scid)~\(template.name)".lowercased()] = template
    }

    /// The fixture templates that ship with the product.
    public static var builtIn: TemplateCatalog { TemplateCatalog() }
}
