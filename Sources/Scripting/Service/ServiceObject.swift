internal import Directory
internal import DirectoryRuntime
internal import JSON
internal import Lua
internal import Sessions
internal import Transport

/// A directory as scripts see it: where users, references and templates come from.
final class ServiceObject {
    enum Route {
        case local(InProcessTransport)
        case remote(any DirectoryTransport & Sendable, address: String)
    }

    /// The service configuration of references that name none: the fixtures' own
    /// (session-directory 16.1).
    static let defaultScid = "8d050174-412b-4d51-a29b-d55a34edfdb7"

    let route: Route
    private var usersMade: UInt64 = 0
    /// Whether the users that scripts make are remembered, for completion.
    var remembersUsers = false
    /// Those users, each once.
    private(set) var users: [Caller] = []

    init(_ connection: ServiceConnection, clock: ScriptClock, seed: UInt64) {
        switch connection {
        case .local(let templates):
            let directory = SessionDirectory(templates: templates)
            route = .local(
                InProcessTransport(LocalDirectory(directory, clock: clock, seed: seed)))
        case .remote(let transport, let address):
            route = .remote(transport, address: address)
        }
    }

    var address: String {
        switch route {
        case .local: "local"
        case .remote(_, let address): address
        }
    }

    /// Takes note of a user that a script has made.
    func note(_ user: UserObject) {
        guard remembersUsers, !users.contains(user.caller) else { return }
        users.append(user.caller)
    }

    /// An id for a user that a script did not name, in a range of its own.
    func nextXuid() -> Xuid {
        usersMade += 1
        return Xuid(rawValue: 2_814_660_000_100_000 + usersMade)
    }
}

let serviceClass = LuaClass<ServiceObject>(
    "service", doc: "A session directory that scripts talk to.",
    methods: [
        .init(
            "user",
            [
                Parameter(
                    "claims", .either([.string, UserObject.claims]),
                    doc: "The user's xuid, or what the token says.")
            ], returns: "user", doc: "Makes a user from a xuid or a table of claims.",
            section: "0.4",
            example: """
                local stacy = service:user "5500461"
                local omar = service:user { xuid = "5500462", gamertag = "omar" }
                assert(stacy.xuid == "5500461" and omar.gamertag == "omar")
                """
        ) { service, call in
            let user = try UserObject(reading: call, for: service)
            service.note(user)
            call.push(user, as: userClass)
        },
        .init(
            "users", [ServiceObject.countOfUsers, ServiceObject.mostUsers], returns: "user[]",
            doc: "Makes several users with ids of their own, as a list. With two numbers, as many "
                + "as the first says, and under exploration up to the second.",
            example: """
                for _, player in ipairs(service:users(8)) do print(player.xuid) end
                assert(#service:users(2, 5) == 2)  -- 2 to 5 of them under exploration
                """
        ) { service, call in
            let count = try ServiceObject.countOfUsers(in: call)
            call.push { stack in
                let users = (0..<count).map { _ in UserObject(caller: .user(service.nextXuid())) }
                for user in users { service.note(user) }
                stack.push(list: users, as: userClass)
                return 1
            }
        },
        .init(
            "server", returns: "user", doc: "Makes a service principal, which may do anything.",
            section: "0.4"
        ) { _, call in call.push(UserObject(caller: .server), as: userClass) },
        .init(
            "reference",
            [
                Parameter("template", .string, doc: "The name of the session template."),
                .optional("name", .string, doc: "The session's name; a fresh one when left out."),
            ], overloads: [[Parameter("names", SessionReferenceObject.names)]],
            returns: "reference",
            doc: "Names a session of a template: with a fresh name, or with the one given.",
            section: "1",
            example: """
                local lobby = service:reference("quick", "lobby")
                local same = service:reference { template = "quick", name = "lobby" }
                assert(lobby == same)
                """
        ) { _, call in
            call.push(try SessionReferenceObject(reading: call), as: referenceClass)
        },
        .init(
            "templates",
            [
                .optional(
                    "scid", .string, doc: "The service configuration; the run's own if left out.")
            ],
            returns: "string[]",
            doc: "Lists the names of the templates of a service configuration.", section: "3.5",
            example: """
                for _, name in ipairs(service:templates()) do print(name) end
                """
        ) { _, call in
            let scid = call.string(1) ?? ServiceObject.defaultScid
            let server = UserObject(caller: .server)
            try call.host.exchange(.get(.templates(scid: scid)), as: server, in: &call) {
                response, stack in
                guard response.status == 200, let names = response.json?["results"] else {
                    throw ServiceError(response, attempted: "list the templates of \(scid)")
                }
                try stack.push(json: names)
                return 1
            }
        },
        FaultObject.method,
    ] + ServiceObject.furtherMethods,
    fields: [
        .init("address", "string", doc: "Where the directory is: local, or its URL.") {
            $1.push($0.address)
        },
        .init("clock", "clock", doc: "The clock of the run.") { _, call in
            call.push(call.host.clock, as: clockClass)
        },
        .init("network", "network", doc: "What messages to and from a local directory meet.") {
            _, call in
            call.push(try call.host.localCourier(for: "network"), as: networkClass)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Where the directory is.") { call in
            call.push("service (\(try call.object(1, of: serviceClass).address))")
        }
    ])
