import Sessions
import Testing

private func request(
    title: String? = nil, users: String? = nil, scope: String? = nil
) -> DirectoryRequest {
    var request = DirectoryRequest.get(.handles)
    request.onBehalfOfTitle = title
    request.onBehalfOfUsers = users
    request.denyScope = scope
    return request
}

@Suite struct `The headers of a server that acts for others` {
    @Test(arguments: [
        Delegation(titleID: "77"), Delegation(deniesManage: true),
        Delegation(
            titleID: "1717986918",
            users: [
                .init(xuid: Xuid(rawValue: 2)),
                .init(xuid: Xuid(rawValue: .max), hasMultiplayerPrivilege: false),
            ], deniesManage: true),
    ])
    func `are read as they were written`(delegation: Delegation) throws {
        var message = DirectoryRequest.get(.handles)
        delegation.apply(to: &message)

        let form = try message.httpForm(as: .server)

        let read = DirectoryRequest(httpForm: form)
        #expect(read.isDelegated)
        #expect(try Delegation(read) == delegation)
    }

    @Test func `stand in the request as the service expects them (2.3)`() throws {
        var message = DirectoryRequest.get(.handles)
        Delegation(
            titleID: "77", users: [.init(xuid: Xuid(rawValue: 5)), .init(xuid: Xuid(rawValue: 6))],
            deniesManage: true
        ).apply(to: &message)

        let headers = try message.httpForm().headers

        #expect(headers["x-xbl-onbehalfof-title"] == "77")
        #expect(headers["X-Xbl-OnBehalfOf-Users"] == "5;priv=multiplayer,6;priv=multiplayer")
        #expect(headers["X-Xbl-Deny-Scope"] == "Multiplayer.Manage")
    }

    @Test func `are missing where there is nothing to say`() throws {
        var message = request(title: "1", users: "2", scope: "x")
        Delegation().apply(to: &message)

        #expect(message == request())
        #expect(!message.isDelegated)
        #expect(try Delegation(message) == Delegation())
    }

    @Test func `may have blanks and other case`() throws {
        let read = try Delegation(
            request(users: " 5 ; priv=Multiplayer ,\t6", scope: "multiplayer.manage"))

        #expect(
            read
                == Delegation(
                    users: [
                        .init(xuid: Xuid(rawValue: 5)),
                        .init(xuid: Xuid(rawValue: 6), hasMultiplayerPrivilege: false),
                    ], deniesManage: true))
    }

    @Test(
        arguments: [
            (request(title: ""), .malformedTitle("")),
            (request(title: "0x1"), .malformedTitle("0x1")),
            (request(users: ""), .malformedUser("")), (request(users: "5, "), .malformedUser("")),
            (request(users: "0"), .malformedUser("0")),
            (request(users: "-5"), .malformedUser("-5")),
            (request(users: "5;priv=chat"), .unknownPrivilege("priv=chat")),
            (request(users: "5;"), .unknownPrivilege("")),
            (request(users: "5,6,05"), .repeatedUser(Xuid(rawValue: 5))),
            (request(scope: "All"), .unknownScope("All")),
        ] as [(DirectoryRequest, DelegationError)])
    func `are refused when they are malformed`(
        message: DirectoryRequest, error: DelegationError
    ) throws {
        #expect(throws: error) { try Delegation(message) }
        #expect(error.description.contains("'X-Xbl-"))
    }
}
