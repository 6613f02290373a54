import Directory
import JSON
import Sessions
import Testing

extension JSONValue {
    /// The caller becomes active over a connection.
    static func act(over connection: GUID) -> JSONValue {
        status(["active": true, "connection": .string(connection.description)])
    }

    /// The caller wants to be told of changes.
    static func subscribe(_ types: JSONValue, as id: String = Self.subscription) -> JSONValue {
        status(["subscription": ["id": .string(id), "changeTypes": types]])
    }

    /// The subscription id of the tests, as a client may write it.
    static let subscription = "C0FFEE00-1111-4222-8333-444455556666"
}

extension Sender {
    /// Opens a connection of this user to the real-time service.
    func connect(resuming lost: GUID? = nil) -> GUID {
        guard let id = tryConnecting(resuming: lost) else {
            preconditionFailure("\(xuid) got no connection")
        }
        return id
    }

    /// Opens a connection unless there are too many.
    func tryConnecting(resuming lost: GUID? = nil) -> GUID? {
        guard let user = caller?.user?.xuid else { preconditionFailure("only users connect") }
        return world.change { [now = world.now] directory, entropy in
            directory.connect(user, resuming: lost, at: now, entropy: entropy)
        }
    }
}

extension World {
    /// Breaks a connection.
    func disconnect(_ connection: GUID) {
        change { [now] directory, _ in directory.disconnect(connection, at: now) }
    }

    /// Ends a connection without grace.
    func endConnection(_ connection: GUID) {
        note(
            change { [now] directory, entropy in
                directory.endConnection(connection, at: now, entropy: entropy)
            })
    }

    /// The change numbers that a connection was tapped for so far.
    func taps(of connection: GUID) -> [Int64] { tapped(connection).map(\.changeNumber) }

    /// The taps that a connection was sent so far.
    func tapped(_ connection: GUID) -> [ShoulderTap] {
        effects.flatMap { effect -> [ShoulderTap] in
            guard case .tapped(connection: connection, let event) = effect else { return [] }
            return event.shoulderTaps
        }
    }
}
