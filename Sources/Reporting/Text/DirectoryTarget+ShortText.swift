internal import Sessions

extension DirectoryTarget {
    /// The target as a person would name it.
    var shortText: String {
        switch self {
        case .session(let reference): "\(reference.templateName)/\(reference.name)"
        case .properties(let reference):
            "\(reference.templateName)/\(reference.name)/properties"
        case .memberMe(let reference): "\(reference.templateName)/\(reference.name)/members/me"
        case .member(let reference, let index):
            "\(reference.templateName)/\(reference.name)/members/\(index)"
        case .server(let reference, let name):
            "\(reference.templateName)/\(reference.name)/servers/\(name)"
        case .sessions(let scid, let name): "the sessions of \(name ?? scid)"
        case .batch(let scid, let name): "the sessions of \(name ?? scid), for many users"
        case .handles, .handle, .handleSession, .handleQuery: String(httpPath.dropFirst())
        case .templates(let scid): "the templates of \(scid)"
        case .template(_, let name): "the template \(name)"
        case .unknown(let path): path
        }
    }
}
