/// A configuration error in a template (session-directory 6.1.7).
public struct TemplateError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the template document, such as `/constants/system/visibility`.
    public let path: String
    /// What was found there, as a lower-case fragment.
    public let found: String
    /// The section of the specification that the finding violates.
    public let rule: String

    /// Makes an error.
    public init(path: String, found: String, rule: String) {
        self.path = path
        self.found = found
        self.rule = rule
    }

    /// The path, the finding and the rule in one line.
    public var description: String { (path.isEmpty ? "" : "\(path): ") + "\(found) (\(rule))" }
}
