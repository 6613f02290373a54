public import JSON

/// A configured template: a session document limited to constants (session-directory 6.1).
public struct SessionTemplate: Sendable, Equatable {
    /// The service configuration id that the template belongs to.
    public let scid: String
    /// The template's name.
    public let name: String
    /// The contract version whose schema and defaults the constants follow (2.2).
    public let contractVersion: Int
    /// The constants as configured: `{"system": {…}, "custom": {…}}`.
    public let constants: JSONValue

    /// Takes a template as it is.
    public init(scid: String, name: String, contractVersion: Int = 107, constants: JSONValue) {
        self.scid = scid
        self.name = name
        self.contractVersion = contractVersion
        self.constants = constants
    }

    /// Reads a template file.
    public init(
        json: JSONValue, name defaultName: String, scid defaultScid: String
    ) throws(TemplateError) {
        self.init(scid: defaultScid, name: defaultName, constants: json["constants"] ?? [:])
    }
}
