internal import Sessions

/// Judges the values in a path (session-directory 2.7, step 5).
struct PathValues {
    let templates: TemplateCatalog
    let options: DirectoryOptions

    /// Refuses unknown service configs and templates, and illegal names; returns the template.
    func template(_ reference: SessionReference) throws(Rejection) -> SessionTemplate {
        let template = try template(scid: reference.scid, name: reference.templateName)
        try demandName(reference.name, kind: "session name")
        return template
    }

    /// Refuses unknown service configs and templates (3.5.3).
    func template(scid: String, name: String) throws(Rejection) -> SessionTemplate {
        try demandServiceConfig(scid)
        try demandName(name, kind: "template name")
        guard let template = templates.template(scid: scid, name: name) else {
            throw .text(
                404, "The requested session template '\(name)' wasn't found.", rule: "3.5.3")
        }
        return template
    }

    /// Refuses an unknown service config (3.5.3).
    func demandServiceConfig(_ scid: String) throws(Rejection) {
        guard templates.hasServiceConfig(scid) else {
            throw .text(404, KnownText.unknownServiceConfig, rule: "3.5.3")
        }
    }

    /// Refuses a query for an unknown service config or template (12.13).
    func demandScope(_ scope: QueryScope) throws(Rejection) {
        guard let name = scope.templateName else { return try demandServiceConfig(scope.scid) }
        _ = try template(scid: scope.scid, name: name)
    }

    /// Refuses illegal values below the session (1.8, 3.4.6).
    func demandElement(_ target: DirectoryTarget) throws(Rejection) {
        switch target {
        case .member(_, let index): _ = try RequestBody.memberIndex(index)
        case .server(_, let name): try demandName(name, kind: "server name", allowsSpaces: true)
        default: break
        }
    }

    private func demandName(
        _ name: String, kind: String, allowsSpaces: Bool = false
    ) throws(Rejection) {
        guard NameRule.isLegal(name, limit: options.nameLimit, allowsSpaces: allowsSpaces) else {
            throw .text(404, "The request URI contains an illegal \(kind).", rule: "1.14")
        }
    }
}
