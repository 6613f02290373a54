import JSON
import Sessions

/// One step of a workload: a value of its own, so that any part of a workload can be replayed.
package struct Operation: Sendable {
    /// How long after the step before, in milliseconds.
    var wait: Int64 = 0
    var sender: Sender
    var method: String
    var place: Place
    var body: DirectoryRequest.Body = .none
    var ifMatch: [Tag] = []
    var ifNoneMatch: [Tag] = []
    var contractVersion: String? = "107"
    var asksNoCommit = false
    var query: [DirectoryRequest.QueryItem] = []

    /// What the request is about; sessions are numbered within the scenario.
    enum Place: Sendable, Hashable {
        case session(Int)
        case properties(Int)
        case me(Int)
        case member(Int, String)
        case server(Int, String)
        /// A handle and the session behind it, counted from the one made last; those that have
        /// ended do not count.
        case handle(Int)
        case handleSession(Int)
        case elsewhere(DirectoryTarget)

        /// The session's number in the scenario.
        var session: Int? {
            switch self {
            case .session(let number), .properties(let number), .me(let number),
                .member(let number, _), .server(let number, _):
                number
            case .handle, .handleSession, .elsewhere: nil
            }
        }
    }

    /// An etag, told by its place in the history of the session that the step is about.
    enum Tag: String, Sendable {
        case star, current, unquoted, weak, earlier, unknown
    }

    /// Who sends the request.
    enum Sender: String, Sendable, CaseIterable {
        case alpha, alphaElsewhere, alpha2, beta, gamma, delta, nameless, unprivileged, phone,
            server, nobody

        /// The sender's claims; nil for a sender without a token.
        var caller: Caller? {
            switch self {
            case .nobody: nil
            case .server: .server
            case .alpha: Self.user(1, gamertag: "alpha", device: "D1")
            case .alphaElsewhere: Self.user(1, gamertag: "alpha", device: "D7", title: "777")
            case .alpha2: Self.user(2, gamertag: "alpha2", device: "D1")
            case .beta: Self.user(3, gamertag: "beta", device: "D2")
            case .gamma: Self.user(4, gamertag: "gamma", device: "D3")
            case .delta: Self.user(5, gamertag: "delta", device: "D4", title: "1234")
            case .nameless: Self.user(6, gamertag: nil, device: "D2")
            case .unprivileged: Self.user(7, gamertag: "child", device: "D5", privileges: [1])
            case .phone: Self.user(8, gamertag: "phone", device: "D6", type: "Android")
            }
        }

        private static func user(
            _ xuid: UInt64, gamertag: String?, device: String, title: String = "8397267",
            type: String? = nil, privileges: Set<Int>? = nil
        ) -> Caller {
            Caller(
                user: UserClaims(
                    xuid: Xuid(rawValue: xuid), gamertag: gamertag, privileges: privileges),
                titleID: title, deviceID: device, deviceType: type)
        }
    }
}

extension Operation: CustomStringConvertible {
    package var description: String {
        var text = "+\(wait) ms  \(sender.rawValue): \(method) \(placeText)"
        if asksNoCommit { text += "?nocommit=true" }
        if !query.isEmpty {
            text += "?" + query.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: "&")
        }
        if contractVersion != "107" { text += " (contract \(contractVersion ?? "missing"))" }
        if !ifMatch.isEmpty {
            text += " If-Match: " + ifMatch.map(\.rawValue).joined(separator: ", ")
        }
        if !ifNoneMatch.isEmpty {
            text += " If-None-Match: " + ifNoneMatch.map(\.rawValue).joined(separator: ", ")
        }
        switch body {
        case .none: break
        case .json(let value): text += "\n    " + value.text.prefix(2000)
        case .unreadable: text += "\n    (no JSON)"
        }
        return text
    }

    private var placeText: String {
        switch place {
        case .session(let number): "session \(number)"
        case .properties(let number): "session \(number)/properties"
        case .me(let number): "session \(number)/members/me"
        case .member(let number, let index): "session \(number)/members/\(index)"
        case .server(let number, let name): "session \(number)/servers/\(name)"
        case .handle(let number): "handle \(number)"
        case .handleSession(let number): "handle \(number)/session"
        case .elsewhere(let target): target.httpPath
        }
    }
}
