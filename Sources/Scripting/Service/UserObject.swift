internal import JSON
internal import Lua
internal import Sessions

/// A caller with its claims, as scripts see it.
final class UserObject {
    let caller: Caller

    init(caller: Caller) { self.caller = caller }

    /// Reads the argument of `service:user`.
    init(reading call: borrowing LuaCall, for service: ServiceObject) throws {
        if let text = call.string(1) {
            caller = .user(try Self.xuid(text))
            return
        }
        let known = [
            "xuid", "gamertag", "title", "device", "device_type", "privileges", "sandbox",
        ]
        let fields = try TableArgument(call, 1, known: known)
        let xuid =
            switch fields["xuid"] {
            case nil: service.nextXuid()
            case .string(let text)?: try Self.xuid(text)
            case .number(let number)?: try Self.xuid(number.text)
            default: throw fields.fault("xuid", "a xuid")
            }
        var caller = Caller.user(xuid, gamertag: try fields.string("gamertag"))
        if let title = fields["title"] {
            guard let text = title.stringValue ?? title.numberValue?.text else {
                throw fields.fault("title", "a title id")
            }
            caller.titleID = text
        }
        if let device = try fields.string("device") { caller.deviceID = device }
        caller.deviceType = try fields.string("device_type")
        if let sandbox = try fields.string("sandbox") { caller.sandbox = sandbox }
        if let privileges = fields["privileges"] {
            caller.user?.privileges = try Self.privileges(privileges, of: fields)
        }
        self.caller = caller
    }

    private static func privileges(
        _ value: JSONValue, of fields: TableArgument
    ) throws(LuaFault) -> Set<Int> {
        // An empty Lua table is an empty object.
        let elements = value.objectValue?.isEmpty == true ? [] : value.arrayValue
        let numbers = elements?.compactMap { $0.integerValue.flatMap { Int(exactly: $0) } }
        guard let numbers, numbers.count == elements?.count else {
            throw fields.fault("privileges", "a list of numbers")
        }
        return Set(numbers)
    }

    private static func xuid(_ text: String) throws(LuaFault) -> Xuid {
        guard let xuid = Xuid(text) else {
            throw LuaFault("bad xuid '\(text)' (the decimal digits of a 64-bit number expected)")
        }
        return xuid
    }

    /// The name of the user in traces and messages.
    var label: String {
        guard let user = caller.user else { return caller.isServer ? "server" : "nobody" }
        return user.gamertag ?? user.xuid.description
    }
}

let userClass = LuaClass<UserObject>(
    "user", doc: "A caller with a token: a user, or a service principal.",
    methods: [
        .init(
            "write",
            [
                Parameter("ref", .object("reference")),
                .optional("request", .either([.object("request"), .table])),
                .optional("mode", .string),
            ], returns: "session?",
            doc: "Creates, joins or updates a session. Answers the session, or nil when this "
                + "write deleted it. Modes: create, update, update_or_create (default), "
                + "synchronized."
        ) { user, call in
            let reference = try call.object(1, of: referenceClass).reference
            let request = try RequestObject(reading: call, 2)
            let mode = try WriteMode(reading: call, 3) ?? request.mode
            try user.write(request, to: reference, mode: mode, in: &call)
        },
        .init(
            "create",
            [
                Parameter("ref", .object("reference")),
                .optional("request", .either([.object("request"), .table])),
            ], returns: "session?",
            doc: "Writes a session that must not exist yet (If-None-Match: *)."
        ) { user, call in
            let reference = try call.object(1, of: referenceClass).reference
            let request = try RequestObject(reading: call, 2)
            try user.write(request, to: reference, mode: .createNew, in: &call)
        },
        .init(
            "join",
            [Parameter("ref", .object("reference")), .optional("member", .table)],
            returns: "session?",
            doc: "Becomes an active member of a session that must exist (If-Match: *)."
        ) { user, call in
            let reference = try call.object(1, of: referenceClass).reference
            var draft = RequestObject.Draft()
            let member =
                call.isNilOrNone(2) ? ["active": true] : try call.json(2)
            try draft.join(member)
            let request = RequestObject(draft)
            try user.write(request, to: reference, mode: .updateExisting, in: &call)
        },
        .init(
            "get", [Parameter("ref", .object("reference"))], returns: "session?",
            doc: "Reads a session; nil when there is none."
        ) { user, call in
            let reference = try call.object(1, of: referenceClass).reference
            try user.read(reference, in: &call)
        },
        .init(
            "leave", [Parameter("ref", .object("reference"))], returns: "session?",
            doc: "Leaves a session. Answers what is left of it, or nil when it ended."
        ) { user, call in
            let reference = try call.object(1, of: referenceClass).reference
            try user.write(.leaving, to: reference, mode: .updateOrCreate, in: &call)
        },
    ],
    fields: [
        .init("xuid", "string?", doc: "The user's id; nil for a server.") {
            $1.push($0.caller.user?.xuid.description)
        },
        .init("gamertag", "string?", doc: "The user's gamertag.") {
            $1.push($0.caller.user?.gamertag)
        },
        .init("title", "string?", doc: "The title id of the token.") {
            $1.push($0.caller.titleID)
        },
        .init("device", "string?", doc: "The device id of the token.") {
            $1.push($0.caller.deviceID)
        },
        .init("is_server", "boolean", doc: "Whether this is a service principal.") {
            $1.push($0.caller.isServer)
        },
    ],
    metamethods: [
        HostFunction("__tostring", returns: "string", doc: "Gamertag or xuid.") { call in
            call.push(try call.object(1, of: userClass).label)
        }
    ])
