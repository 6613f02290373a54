import Directory
import JSON
import Reporting
@testable import Scripting
import Sessions
import Testing

/// Every answer that is listed for a route can be had from the directory.
@Suite struct `The answers of routes` {
    private final class Talk {
        var directory = SessionDirectory()
        var coverage = ProtocolCoverage()
        var count: UInt64 = 0

        @discardableResult func callAsFunction(
            _ method: String, _ target: DirectoryTarget, _ body: JSONValue? = nil,
            by caller: Caller = .a, _ change: (inout DirectoryRequest) -> Void = { _ in }
        ) -> DirectoryResponse {
            count += 1
            var request = DirectoryRequest(
                method: method, target: target, body: body.map { .json($0) } ?? .none)
            change(&request)
            let outcome = directory.handle(
                request, from: caller, at: Self.start, entropy: Entropy(count, count))
            let exchange = ScriptEvent.Exchange(
                number: Int(count), caller: "", request: request, time: Self.start, location: nil)
            coverage.receive(.answered(exchange, outcome.response))
            return outcome.response
        }

        private static let start = Timestamp("2030-01-01T00:00:00Z")!  // a literal that is a time

        /// With an etag that no session has.
        func outdated(_ request: inout DirectoryRequest) { request.ifMatch = "\"0\"" }
    }

    private static let scid = "8d050174-412b-4d51-a29b-d55a34edfdb7"
    private let reference = SessionReference(scid: Self.scid, templateName: "vis", name: "one")
    private let act: JSONValue = ["members": ["me": ["properties": ["system": ["active": true]]]]]
    private let conflict: JSONValue = ["constants": ["system": ["visibility": "private"]]]
    private let leave: JSONValue = ["members": ["me": nil]]

    @Test func `are all reached`() {
        let talk = Talk()
        session(talk)
        elements(talk)
        queries(talk)
        handles(talk)
        #expect(talk.coverage.missed(.answers) == [])
        #expect(talk.coverage.missed(.routes) == [])
        #expect(talk.coverage.outside(.routes) == [])
    }

    private func session(_ talk: Talk) {
        let target = DirectoryTarget.session(reference)
        talk("GET", target)
        let etag = talk("PUT", target, act).etag
        talk("PUT", target, act)
        talk("GET", target)
        talk("GET", target) { $0.ifNoneMatch = etag }
        talk("PUT", target, act, talk.outdated)
        talk("PUT", target, conflict)
        talk("PUT", target, leave)
        talk("PUT", target, act)
    }

    private func elements(_ talk: Talk) {
        let properties = DirectoryTarget.properties(reference)
        talk("GET", properties)
        talk("PUT", properties, ["custom": ["a": 1]])
        talk("PUT", properties, [:], talk.outdated)
        let me = DirectoryTarget.memberMe(reference)
        talk("GET", me)
        talk("GET", me, by: .c)
        talk("PUT", me, ["properties": ["custom": ["a": 1]]])
        talk("PUT", me, [:], talk.outdated)
        talk("DELETE", me, nil, talk.outdated)
        for index in ["0", "9"] { talk("GET", .member(reference, index: index)) }
        talk("DELETE", .member(reference, index: "9"), by: .server)
        talk("DELETE", .member(reference, index: "9"), by: .server, talk.outdated)
        let server = DirectoryTarget.server(reference, name: "matchmaking")
        talk("GET", server)
        talk("PUT", server, ["properties": ["system": ["status": "found"]]], by: .server)
        talk("PUT", server, [:], by: .server, talk.outdated)
        talk("GET", server)
        talk("DELETE", server, by: .server, talk.outdated)
        talk("DELETE", server, by: .server)
        talk("DELETE", me)
        talk("PUT", .session(reference), act)
    }

    private func queries(_ talk: Talk) {
        for template in [nil, "vis"] {
            talk("GET", .sessions(scid: Self.scid, templateName: template)) {
                $0.query = [.init(name: "xuid", value: "1")]
            }
            talk(
                "POST", .batch(scid: Self.scid, templateName: template), ["xuids": ["1"]],
                by: .server)
        }
        talk("GET", .templates(scid: Self.scid))
        talk("GET", .template(scid: Self.scid, name: "vis"))
    }

    private func handles(_ talk: Talk) {
        let body: JSONValue = [
            "version": 1, "type": "activity",
            "sessionRef": [
                "scid": .string(Self.scid), "templateName": "vis", "name": "one",
            ],
        ]
        talk("POST", .handleQuery, ["type": "activity", "owners": ["xuids": ["1"]]])
        let first = id(talk("POST", .handles, body))
        talk("GET", .handle(id: first))
        let etag = talk("GET", .handleSession(id: first)).etag
        talk("GET", .handleSession(id: first)) { $0.ifNoneMatch = etag }
        talk("PUT", .handleSession(id: first), act)
        talk("PUT", .handleSession(id: first), act, talk.outdated)
        talk("PUT", .handleSession(id: first), conflict)
        talk("DELETE", .handle(id: first))
        let second = id(talk("POST", .handles, body))
        talk("PUT", .handleSession(id: second), leave)
    }

    private func id(_ response: DirectoryResponse) -> String {
        guard case .json(let body) = response.body else { return "" }
        return body["id"]?.stringValue ?? ""
    }
}

extension Caller {
    fileprivate static let a = Caller(
        user: UserClaims(xuid: Xuid(rawValue: 1), gamertag: "a"), titleID: "8397267",
        deviceID: "D1")
    fileprivate static let c = Caller(
        user: UserClaims(xuid: Xuid(rawValue: 3), gamertag: "c"), titleID: "8397267",
        deviceID: "D3")
}
