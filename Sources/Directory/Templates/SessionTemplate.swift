public import JSON
internal import Sessions

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
    /// The role types as configured (section 15); nil when there are none.
    public let roleTypes: JSONValue?
    /// What is wrong with the configuration; a session of such a template cannot be created.
    public let problem: TemplateError?

    /// The checked constants; nil when there is a ``problem``.
    let checked: SessionConstants?
    /// The checked role types; empty when there is a ``problem``.
    let checkedRoleTypes: RoleTypes

    /// Takes a template as it is; ``problem`` tells what is wrong with it.
    public init(
        scid: String, name: String, contractVersion: Int = 107, constants: JSONValue,
        roleTypes: JSONValue? = nil
    ) {
        self.scid = scid
        self.name = name
        self.contractVersion = contractVersion
        self.constants = constants
        self.roleTypes = roleTypes
        do throws(TemplateError) {
            try Self.check(scid: scid, name: name, contractVersion: contractVersion)
            let constants = try Self.checked(constants, contractVersion: contractVersion)
            checkedRoleTypes = try Self.checked(roleTypes, with: constants)
            checked = constants
            problem = nil
        } catch {
            checked = nil
            checkedRoleTypes = RoleTypes()
            problem = error
        }
    }

    /// Reads a template file: `{"scid"?, "name"?, "contractVersion"?, "constants": {…},
    /// "roleTypes"?: {…}}`.
    ///
    /// - Parameters:
    ///   - defaultName: the name where the file has none, usually the file's own.
    ///   - defaultScid: the service config where the file names none.
    /// - Throws: ``TemplateError`` with the place in the document and the rule.
    public init(
        json: JSONValue, name defaultName: String, scid defaultScid: String
    ) throws(TemplateError) {
        guard case .object(let document) = json else {
            throw TemplateError(path: "", found: "not an object", rule: "6.1.1")
        }
        var (scid, name, version) = (defaultScid, defaultName, 107)
        for member in document {
            switch member.name {
            case "scid": scid = try Self.text(member)
            case "name": name = try Self.text(member)
            case "contractVersion":
                guard let number = member.value.integerValue, (104...107).contains(number) else {
                    throw TemplateError(
                        path: "/contractVersion", found: "not an integer from 104 to 107",
                        rule: "6.1.6")
                }
                version = Int(number)
            case "constants", "roleTypes": break
            default:
                throw TemplateError(
                    path: "/" + member.name, found: "a member that templates do not have",
                    rule: "6.1.1")
            }
        }
        guard let constants = document["constants"] else {
            throw TemplateError(path: "/constants", found: "missing", rule: "6.1.1")
        }
        self.init(
            scid: scid, name: name, contractVersion: version, constants: constants,
            roleTypes: document["roleTypes"])
        if let problem { throw problem }
    }

    public static func == (left: SessionTemplate, right: SessionTemplate) -> Bool {
        left.scid == right.scid && left.name == right.name
            && left.contractVersion == right.contractVersion && left.constants == right.constants
            && left.roleTypes == right.roleTypes
    }

    /// The template as it is read, in the schema of a contract version (3.5.2).
    func document(contractVersion: Int) -> JSONValue {
        guard let checked else { return configured }
        var document: JSONObject = ["constants": checked.document(contractVersion: contractVersion)]
        if !checkedRoleTypes.isEmpty { document["roleTypes"] = checkedRoleTypes.document }
        return .object(document)
    }

    /// What was configured, for a template that is not valid.
    private var configured: JSONValue {
        var document: JSONObject = ["constants": constants]
        if let roleTypes { document["roleTypes"] = roleTypes }
        return .object(document)
    }

    private static func text(_ member: JSONObject.Member) throws(TemplateError) -> String {
        guard let text = member.value.stringValue else {
            throw TemplateError(path: "/" + member.name, found: "not a string", rule: "6.1.6")
        }
        return text
    }

    private static func check(
        scid: String, name: String, contractVersion: Int
    ) throws(TemplateError) {
        guard !scid.isEmpty, !scid.contains("~"), !scid.contains("/") else {
            throw TemplateError(path: "/scid", found: "'\(scid)'", rule: "1.5")
        }
        guard NameRule.isLegal(name, limit: DirectoryOptions().nameLimit) else {
            throw TemplateError(path: "/name", found: "'\(name)'", rule: "1.8")
        }
        guard (104...107).contains(contractVersion) else {
            throw TemplateError(
                path: "/contractVersion", found: String(contractVersion), rule: "6.1.6")
        }
    }

    private static func checked(
        _ constants: JSONValue, contractVersion: Int
    ) throws(TemplateError) -> SessionConstants {
        let bag: PropertyBag
        do {
            bag = try PropertyBag(json: constants, at: "/constants")
        } catch {
            throw TemplateError(path: error.path, found: error.fragment, rule: "6.1.1")
        }
        do {
            return try SessionConstants(
                template: bag.system, custom: bag.custom ?? .object([:]),
                contractVersion: contractVersion, options: DirectoryOptions())
        } catch {
            throw TemplateError(error)
        }
    }

    private static func checked(
        _ roleTypes: JSONValue?, with constants: SessionConstants
    ) throws(TemplateError) -> RoleTypes {
        guard let roleTypes else { return RoleTypes() }
        do throws(ConstantProblem) {
            let checked = try RoleTypes(json: roleTypes, options: DirectoryOptions())
            // A template without capabilities leaves them to the request.
            if constants.system["capabilities"] != nil { try checked.demandLegal(in: constants) }
            return checked
        } catch {
            throw TemplateError(error)
        }
    }
}

extension TemplateError {
    fileprivate init(_ problem: ConstantProblem) {
        self.init(
            path: problem.path, found: "a value that \(problem.requirement)", rule: problem.rule)
    }
}

extension DocumentError {
    fileprivate var fragment: String {
        switch problem {
        case .wrongType(let expected): "a value that must be \(expected)"
        default: "a member that templates do not have"
        }
    }
}
