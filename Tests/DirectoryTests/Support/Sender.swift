import JSON
import Sessions
import Testing

/// Someone who sends requests to the directory of a world.
struct Sender {
    let world: World
    var caller: Caller?
    /// For whom a server sends.
    var delegation: Delegation?

    /// The xuid, as requests write it; empty for a sender who is no user.
    var xuid: String { caller?.user.map { String(describing: $0.xuid) } ?? "" }

    /// The user who sends; a sender who is no user ends the run.
    var userID: Xuid {
        guard let user = caller?.user else { preconditionFailure("the sender is no user") }
        return user.xuid
    }

    /// The same sender without any privilege.
    var withoutPrivileges: Sender {
        var sender = self
        sender.caller?.user?.privileges = []
        return sender
    }

    /// The same sender, a server, acting for users that may play with others.
    func acting(
        for users: Sender..., title: String? = nil, deniesManage: Bool = false
    ) -> Sender {
        var sender = self
        sender.delegation = Delegation(
            titleID: title,
            users: users.compactMap { user in
                user.caller?.user.map {
                    .init(xuid: $0.xuid, hasMultiplayerPrivilege: $0.hasMultiplayerPrivilege)
                }
            }, deniesManage: deniesManage)
        return sender
    }

    @discardableResult
    func get(
        _ target: DirectoryTarget, contract: Int? = 107, ifNoneMatch: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        send(
            DirectoryRequest(
                method: "GET", target: target, contractVersion: contract.map { String($0) },
                ifNoneMatch: ifNoneMatch),
            at: location)
    }

    @discardableResult
    func put(
        _ target: DirectoryTarget, _ body: JSONValue, contract: Int? = 107,
        ifMatch: String? = nil, ifNoneMatch: String? = nil, nocommit: Bool = false,
        at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        send(
            DirectoryRequest(
                method: "PUT", target: target,
                query: nocommit ? [.init(name: "nocommit", value: "true")] : [],
                contractVersion: contract.map { String($0) },
                ifMatch: ifMatch, ifNoneMatch: ifNoneMatch, body: .json(body)),
            at: location)
    }

    /// Sends a body to a target that makes something of it; `include` asks for more (11.9.3).
    @discardableResult
    func post(
        _ target: DirectoryTarget, _ body: JSONValue, include: String? = nil,
        at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        var request = DirectoryRequest.post(target, body)
        if let include { request.query = [.init(name: "include", value: include)] }
        return send(request, at: location)
    }

    @discardableResult
    func delete(
        _ target: DirectoryTarget, at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        send(DirectoryRequest(method: "DELETE", target: target), at: location)
    }

    /// Writes what a case takes as given; a refusal ends the test.
    @discardableResult
    func given(
        _ target: DirectoryTarget, _ body: JSONValue,
        at location: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let answer = put(target, body, at: location)
        try #require(
            answer.status == 200 || answer.status == 201,
            "what the case takes as given was refused: \(answer.response.failureText)",
            sourceLocation: location)
        return answer
    }

    @discardableResult
    func send(
        _ request: DirectoryRequest, at location: SourceLocation = #_sourceLocation
    ) -> Answer {
        var request = request
        delegation?.apply(to: &request)
        return world.send(request, from: caller, at: location)
    }
}
