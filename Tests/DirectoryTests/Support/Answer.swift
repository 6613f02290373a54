import JSON
import Sessions

/// One answer of the directory, with what a test asks of it.
struct Answer {
    let response: DirectoryResponse

    var status: Int { response.status }
    var etag: String? { response.etag }

    /// Whether there is no body at all.
    var isBare: Bool { response.body == .none }

    /// The message, when the body is `text/plain`.
    var text: String? {
        guard case .text(let text) = response.body else { return nil }
        return text
    }

    /// The body, when it is JSON.
    var json: JSONValue? {
        guard case .json(let value) = response.body else { return nil }
        return value
    }

    /// The body, when it is a session of contract 104 or later.
    var session: JSONValue? {
        guard let json, json.at("membersInfo") != .none else { return nil }
        return json
    }

    /// The value in the body at a path such as `members/0/constants/system/xuid`.
    subscript(path: String) -> JSONValue? { json?.at(path) }

    /// Whether the body is JSON that has something at `path`, be it null.
    func has(_ path: String) -> Bool { self[path] != .none }

    /// The names in the object at `path`, sorted; nil when there is no object.
    func names(_ path: String) -> [String]? { self[path]?.objectValue?.names.sorted() }
}

extension JSONValue {
    /// The value at a path of names that are separated by slashes.
    func at(_ path: String) -> JSONValue? {
        path.split(separator: "/").reduce(Optional(self)) { $0?[String($1)] }
    }
}
