private import JSON

/// What a token says before a hash selects the users that call (auth 5.2).
struct TokenPayload {
    /// One user of the token, under the hash that selects it.
    struct User {
        var hash: String
        var claims: UserClaims
    }

    private static let relyingParty = "http://xboxlive.com"
    private static let usersLimit = 16

    /// The users, 0 to 16.
    var users: [User] = []
    /// The caller without a user: device, title, server and sandbox.
    var caller = Caller()

    /// The user that `hash` selects; nil for `-`, which selects none (auth 1.1).
    func user(for hash: Substring) throws(AuthorizationError) -> UserClaims? {
        switch hash {
        case "-": return nil
        case "*":
            guard users.count <= 1 else { throw .severalUsers(count: users.count) }
            return users.first?.claims
        default:
            guard let user = users.first(where: { $0.hash == hash }) else {
                throw .unknownHash(String(hash))
            }
            return user.claims
        }
    }
}

// MARK: - The shorthand L0

extension TokenPayload {
    /// Reads what follows `L0.`: `server`, `<xuid>` or `<xuid>.<gamertag>`.
    init(shorthand text: Substring) throws(AuthorizationError) {
        guard text != "server" else {
            caller = .server
            return
        }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let xuid = Xuid(String(parts[0])), xuid.rawValue >= 1 else {
            throw .malformedToken("an L0 token names a xuid of at least 1, or 'server'")
        }
        var gamertag: String?
        if parts.count == 2 {
            let isPlain = parts[1].utf8.allSatisfy {
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ";")
            }
            gamertag = isPlain ? HTTPPercentCoding.decode(parts[1]) : nil
            guard gamertag != nil else {
                throw .malformedToken("the gamertag of an L0 token must be percent-encoded")
            }
        }
        caller.deviceID = "L0-\(xuid)"
        let claims = UserClaims(xuid: xuid, gamertag: gamertag)
        users = [User(hash: String(parts[0]), claims: claims)]
    }
}

// MARK: - The payload of L1

extension TokenPayload {
    /// The payload of a caller, its user under the xuid as hash.
    init(_ caller: Caller) {
        self.caller = caller
        self.caller.user = nil
        users = caller.user.map { [User(hash: $0.xuid.description, claims: $0)] } ?? []
    }

    /// `L1.<payload>`, without MAC.
    var token: String { "L1." + Base64.encode(json.bytes, .url) }

    private var json: JSONValue {
        var payload: JSONObject = ["v": 1]
        if caller.sandbox != Caller().sandbox { payload["sbx"] = .string(caller.sandbox) }
        if !users.isEmpty {
            payload["users"] = .array(users.map { .object(Self.json($0)) })
        }
        var device = JSONObject()
        if let id = caller.deviceID { device["did"] = .string(id) }
        if let type = caller.deviceType { device["type"] = .string(type) }
        if !device.isEmpty { payload["device"] = .object(device) }
        if let title = caller.titleID { payload["title"] = ["tid": .string(title)] }
        if caller.isServer { payload["server"] = ["scids": ["*"]] }
        return .object(payload)
    }

    /// A user whose hash is its xuid, which is what a missing `uhs` means.
    private static func json(_ user: User) -> JSONObject {
        var object: JSONObject = ["xid": .string(user.claims.xuid.description)]
        if let gamertag = user.claims.gamertag { object["gtg"] = .string(gamertag) }
        if let privileges = user.claims.privileges {
            object["prv"] = .string(privileges.sorted().map(String.init).joined(separator: " "))
        }
        return object
    }

    /// Reads the payload between `L1.` and the end.
    init(encoded text: Substring, now: Timestamp) throws(AuthorizationError) {
        guard let bytes = Base64.decode(text, .url), let payload = try? JSONValue(parsing: bytes),
            let object = payload.objectValue
        else { throw .malformedToken("an L1 payload is the base64url form of a JSON object") }
        guard object["v"]?.integerValue == 1 else { throw .unsupportedVersion }
        try Self.checkExpiry(object["exp"], now: now)
        if let party = try Self.string(object, "rp"), party != Self.relyingParty {
            throw .foreignRelyingParty(party)
        }
        if let sandbox = try Self.string(object, "sbx") { caller.sandbox = sandbox }
        users = try Self.users(object["users"])
        if let device = try Self.object(object, "device") {
            caller.deviceID = try Self.string(device, "did")
            caller.deviceType = try Self.string(device, "type")
        }
        if let title = try Self.object(object, "title") {
            caller.titleID = try Self.string(title, "tid")
        }
        if let server = try Self.object(object, "server") {
            if let scids = server["scids"], scids != ["*"] { throw .limitedServer }
            caller.isServer = true
        }
    }

    private static func checkExpiry(
        _ value: JSONValue?, now: Timestamp
    ) throws(AuthorizationError) {
        guard let value, !value.isNull else { return }
        guard let seconds = value.integerValue else {
            throw .malformedToken("'exp' is no whole number of seconds")
        }
        let expiry = Timestamp(ticks: 0).adding(
            milliseconds: seconds.multipliedReportingOverflow(by: 1000).overflow
                ? (seconds < 0 ? .min : .max) : seconds * 1000)
        guard now < expiry else { throw .expired(expiry) }
    }

    private static func users(_ value: JSONValue?) throws(AuthorizationError) -> [User] {
        guard let value, !value.isNull else { return [] }
        guard let elements = value.arrayValue, elements.count <= usersLimit else {
            throw .malformedToken("'users' is no array of at most \(usersLimit) users")
        }
        var users: [User] = []
        for element in elements {
            guard let object = element.objectValue, let id = try string(object, "xid"),
                let xuid = Xuid(id), xuid.rawValue >= 1
            else { throw .malformedToken("'xid' of a user is no decimal string of at least 1") }
            let claims = UserClaims(
                xuid: xuid, gamertag: try string(object, "gtg"),
                privileges: try privileges(try string(object, "prv")))
            users.append(User(hash: try string(object, "uhs") ?? id, claims: claims))
        }
        return users
    }

    private static func privileges(_ text: String?) throws(AuthorizationError) -> Set<Int>? {
        guard let text else { return nil }
        var privileges: Set<Int> = []
        for word in text.split(separator: " ") {
            guard let number = Int(word) else {
                throw .malformedToken("'prv' is no list of numbers")
            }
            privileges.insert(number)
        }
        return privileges
    }

    private static func string(
        _ object: JSONObject, _ name: String
    ) throws(AuthorizationError) -> String? {
        guard let value = object[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw .malformedToken("'\(name)' is no string") }
        return text
    }

    private static func object(
        _ object: JSONObject, _ name: String
    ) throws(AuthorizationError) -> JSONObject? {
        guard let value = object[name], !value.isNull else { return nil }
        guard let inner = value.objectValue else {
            throw .malformedToken("'\(name)' is no object")
        }
        return inner
    }
}
