/// Media types as `Content-Type` names them.
enum HTTPMediaType {
    static let json = "application/json"
    static let text = "text/plain; charset=utf-8"

    /// Whether a `Content-Type` names JSON, whatever its parameters are.
    static func isJSON(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        return type.lowercased() == json
    }
}
