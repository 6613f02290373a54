internal import DirectoryRuntime
internal import JSON
internal import Lua
internal import Sessions

/// A user's connection to the real-time service of a local directory (session-directory 3.7, 7.5).
final class ConnectionObject: JSONRepresentableObject {
    /// How the connection is, as far as its own client knows.
    enum State: String {
        case open, lost, stopped
    }

    let user: UserObject
    private(set) var id: GUID
    private(set) var state = State.open
    let taps: TapQueue
    private let xuid: Xuid
    private let directory: LocalDirectory
    private let delivery: TapDelivery

    /// Opens a connection.
    ///
    /// - Throws: ``LuaFault`` when there are too many, for a server, or for a directory elsewhere.
    init(of user: UserObject, _ host: ScriptHost) throws(LuaFault) {
        directory = try host.localDirectory(for: "connect")
        xuid = try user.ownXuid()
        guard let id = directory.connect(xuid) else { throw Self.tooMany }
        self.id = id
        self.user = user
        taps = TapQueue(host.scheduler)
        delivery = host.taps
        delivery.deliver(to: id, of: xuid, named: user.label, taps)
    }

    private static let tooMany = LuaFault("the directory has no room for another connection")

    /// The id, which a member's `connection` takes.
    var json: JSONValue { .string(id.description) }

    /// Loses the connection; nothing happens to one that is not open.
    func disconnect() {
        guard state == .open else { return }
        directory.disconnect(id)
        delivery.drop(id)
        state = .lost
    }

    /// Connects again; the id is the same as long as the directory waited for it.
    ///
    /// - Throws: ``LuaFault`` when there are too many connections.
    func reconnect() throws(LuaFault) {
        guard state != .open else { return }
        guard let id = directory.connect(xuid, resuming: state == .lost ? id : nil) else {
            throw Self.tooMany
        }
        self.id = id
        state = .open
        taps.begin()
        delivery.deliver(to: id, of: xuid, named: user.label, taps)
    }

    /// Ends the connection without grace.
    func stop() {
        guard state != .stopped else { return }
        delivery.drop(id)
        directory.endConnection(id)
        state = .stopped
        taps.end()
    }
}

let connectionClass = LuaClass<ConnectionObject>(
    "connection", doc: "A user's connection to the real-time service of a local directory.",
    section: "3.7",
    example: """
        local lobby = service:reference "lobby"
        local line = stacy:connect()
        stacy:create(lobby, muster.request():join { active = true, connection = line })
        line:disconnect()
        muster.sleep "30s"  -- nobody reconnects in time, and the last member goes
        assert(stacy:get(lobby) == nil)
        """,
    methods: [
        .init(
            "next_tap", returns: "shoulder_tap?",
            doc: "Takes the oldest shoulder tap, waiting for one; nil once the connection is "
                + "stopped.",
            section: "3.7.2"
        ) { connection, call in try connection.taps.take(in: &call) },
        .init(
            "disconnect",
            doc: "Loses the connection: its members become inactive unless it is back in 30 s.",
            section: "7.5.3"
        ) { connection, _ in connection.disconnect() },
        .init(
            "reconnect", returns: "boolean",
            doc: "Connects again. Answers whether the id is still the same; a new one has to be "
                + "written to the sessions.",
            section: "7.5.5"
        ) { connection, call in
            let id = connection.id
            try connection.reconnect()
            call.push(connection.id == id)
        },
        .init(
            "stop", doc: "Ends the connection: its members become inactive at once.",
            section: "7.5.3"
        ) { connection, _ in connection.stop() },
    ],
    fields: [
        .init("id", "string", doc: "The id, for the member's connection.") {
            $1.push($0.id.description)
        },
        .init("state", "\"open\"|\"lost\"|\"stopped\"", doc: "What became of it.") {
            $1.push($0.state.rawValue)
        },
        .init("user", "user", doc: "Whose connection it is.") { connection, call in
            call.push(connection.user, as: userClass)
        },
    ],
    metamethods: [
        HostFunction(
            "__call", returns: "shoulder_tap?",
            doc: "Takes a tap, so that a loop can run over a connection: for tap in line do."
        ) { call in try call.object(1, of: connectionClass).taps.take(in: &call) },
        HostFunction("__tostring", returns: "string", doc: "The user, the state and the id.") {
            call in
            let connection = try call.object(1, of: connectionClass)
            call.push("\(connection.state) connection of \(connection.user.label) \(connection.id)")
        },
    ])
