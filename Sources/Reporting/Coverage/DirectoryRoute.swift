internal import Directory
internal import Sessions

/// One URI of the directory (session-directory 3.1).
enum DirectoryRoute: CaseIterable {
    case session, properties, memberMe, member, server
    case sessions, templateSessions, batch, templateBatch
    case templates, template
    case handles, handle, handleSession, handleQuery

    /// The route of a target; nil for a path that none has.
    init?(_ target: DirectoryTarget) {
        switch target {
        case .session: self = .session
        case .properties: self = .properties
        case .memberMe: self = .memberMe
        case .member: self = .member
        case .server: self = .server
        case .sessions(_, let template): self = template == nil ? .sessions : .templateSessions
        case .batch(_, let template): self = template == nil ? .batch : .templateBatch
        case .templates: self = .templates
        case .template: self = .template
        case .handles: self = .handles
        case .handle: self = .handle
        case .handleSession: self = .handleSession
        case .handleQuery: self = .handleQuery
        case .unknown: return nil
        }
    }

    /// The path, with names in braces for its values.
    var pattern: String {
        target.httpPath.replacing("%7B", with: "{").replacing("%7D", with: "}")
    }

    /// The methods that it offers.
    var methods: [String] { ProtocolVocabulary.methods(of: target) }

    /// How a method of it can end well, or by the state of the session: refusals that every route
    /// can give are none of it (2.6, 3.2 to 3.6, 11).
    func outcomes(of method: String) -> [Int] {
        switch (self, method) {
        case (.session, "GET"): [200, 204, 304]
        case (.session, _): [200, 201, 204, 409, 412]
        case (.handleSession, "GET"): [200, 304]
        case (.handleSession, _): [200, 204, 409, 412]
        case (.properties, "GET"): [200]
        case (.memberMe, "GET"), (.member, "GET"), (.server, "GET"): [200, 204]
        case (.properties, _), (.memberMe, "PUT"), (.server, "PUT"): [200, 412]
        case (.memberMe, _), (.member, _), (.server, _): [204, 412]
        case (.handles, _): [201]
        case (.handle, "DELETE"): [204]
        case (.sessions, _), (.templateSessions, _), (.batch, _), (.templateBatch, _),
            (.templates, _), (.template, _), (.handle, _), (.handleQuery, _):
            [200]
        }
    }

    /// A target of the route.
    private var target: DirectoryTarget {
        let reference = SessionReference(scid: "{scid}", templateName: "{template}", name: "{name}")
        return switch self {
        case .session: .session(reference)
        case .properties: .properties(reference)
        case .memberMe: .memberMe(reference)
        case .member: .member(reference, index: "{index}")
        case .server: .server(reference, name: "{server}")
        case .sessions: .sessions(scid: "{scid}", templateName: nil)
        case .templateSessions: .sessions(scid: "{scid}", templateName: "{template}")
        case .batch: .batch(scid: "{scid}", templateName: nil)
        case .templateBatch: .batch(scid: "{scid}", templateName: "{template}")
        case .templates: .templates(scid: "{scid}")
        case .template: .template(scid: "{scid}", name: "{template}")
        case .handles: .handles
        case .handle: .handle(id: "{id}")
        case .handleSession: .handleSession(id: "{id}")
        case .handleQuery: .handleQuery
        }
    }
}
