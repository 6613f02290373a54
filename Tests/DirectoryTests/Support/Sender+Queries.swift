import JSON
import Sessions
import Testing

/// Queries for sessions (session-directory section 12).
extension Sender {
    /// Asks for the sessions of a service config, or of one of its templates.
    @discardableResult
    func query(
        _ parameters: [(name: String, value: String)], scid: String = Scid.s,
        template: String? = nil, contract: Int = 107,
        at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        send(
            DirectoryRequest(
                method: "GET", target: .sessions(scid: scid, templateName: template),
                query: parameters.map { .init(name: $0.name, value: $0.value) },
                contractVersion: String(contract)),
            at: location)
    }

    /// Asks for the sessions of many users.
    @discardableResult
    func batch(
        _ body: JSONValue, _ parameters: [(name: String, value: String)] = [],
        scid: String = Scid.s, template: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        send(
            DirectoryRequest(
                method: "POST", target: .batch(scid: scid, templateName: template),
                query: parameters.map { .init(name: $0.name, value: $0.value) },
                body: .json(body)),
            at: location)
    }
}

extension Answer {
    /// The items of a query's answer; empty when there are none.
    var results: [JSONValue] { json?["results"]?.arrayValue ?? [] }

    /// The names of the sessions that a query lists, in order.
    var listedNames: [String] {
        results.compactMap { $0["sessionRef"]?["name"]?.stringValue }
    }
}
