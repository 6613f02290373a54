import JSON
import Sessions
import Testing

private let now = Timestamp(ticks: 18_934_560_000_000_000)
private let nowSeconds: Int64 = 1_893_456_000

private func read(_ authorization: String?) throws(AuthorizationError) -> Caller {
    try Caller(authorization: authorization, now: now)
}

/// An `L1` token of a payload, encoded by the test's own plain means.
private func token(_ payload: JSONValue) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    let bits = payload.text.utf8.map { byte in
        let digits = String(byte, radix: 2)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
    var encoded = ""
    var rest = bits[...]
    while !rest.isEmpty {
        let group = rest.prefix(6)
        rest = rest.dropFirst(6)
        let padded = group + String(repeating: "0", count: 6 - group.count)
        encoded.append(alphabet[Int(padded, radix: 2)!])
    }
    return "L1." + encoded
}

private let twoUsers: JSONValue = [
    "v": 1,
    "users": [
        ["uhs": "1001", "xid": "2533274800000001", "gtg": "Ada", "agg": "Adult", "prv": "189 254"],
        ["uhs": "1002", "xid": "2533274800000002"],
    ],
    "device": ["did": "F400AD1E00000001", "type": "Win32", "jkt": "x"],
    "title": ["tid": "1717986918"],
]

@Suite struct `An authorization` {
    static let callers: [Caller] = [
        .server, .user(Xuid(rawValue: 1)), .user(Xuid(rawValue: .max), gamertag: "Ada"),
        .user(Xuid(rawValue: 5), gamertag: "two words, 100% é;😀.x\r\n"),
        .user(Xuid(rawValue: 5), gamertag: ""),
        Caller(user: UserClaims(xuid: Xuid(rawValue: 5))),
        Caller(user: UserClaims(xuid: Xuid(rawValue: 5)), deviceID: "D1"),
        Caller(
            user: UserClaims(xuid: Xuid(rawValue: 5), gamertag: "é", privileges: [254, 189]),
            isServer: true, titleID: "8397267", deviceID: "D1", deviceType: "XboxOne",
            sandbox: "DEV.1"),
        Caller(user: UserClaims(xuid: Xuid(rawValue: 5), privileges: []), deviceID: "L0-5"),
        Caller(user: UserClaims(xuid: Xuid(rawValue: 5)), isServer: true, deviceID: "L0-5"),
        Caller(), Caller(deviceID: "D1"), Caller(isServer: true, titleID: "1"),
        Caller(isServer: true, sandbox: ""), Caller(titleID: "1", deviceType: "Android"),
    ]

    @Test(arguments: callers)
    func `keeps every claim`(caller: Caller) throws {
        #expect(try read(caller.authorization) == caller)
        #expect(caller.authorization.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }

    @Test func `is shorthand when that says everything`() {
        let user = Xuid(rawValue: 5_500_461)
        #expect(Caller.server.authorization == "XBL3.0 x=-;L0.server")
        #expect(Caller.user(user).authorization == "XBL3.0 x=5500461;L0.5500461")
        #expect(
            Caller.user(user, gamertag: "a b").authorization == "XBL3.0 x=5500461;L0.5500461.a%20b")
    }

    @Test func `is a token when shorthand would lose something`() {
        let caller = Caller(user: UserClaims(xuid: Xuid(rawValue: 5)), titleID: "7")
        #expect(
            caller.authorization == "XBL3.0 x=5;"
                + token(["v": 1, "users": [["xid": "5"]], "title": ["tid": "7"]]))
    }

    @Test func `of a plain user gives them a device of their own`() {
        let caller = Caller.user(Xuid(rawValue: 7), gamertag: "ada")
        #expect(
            caller
                == Caller(
                    user: UserClaims(xuid: Xuid(rawValue: 7), gamertag: "ada"), deviceID: "L0-7"))
    }
}

@Suite struct `The shorthand` {
    @Test func `AU-01 names a user by xuid`() throws {
        let caller = try read("XBL3.0 x=2533274800000001;L0.2533274800000001")
        #expect(caller == .user(Xuid(rawValue: 2_533_274_800_000_001)))
    }

    @Test(arguments: ["XBL3.0", "xbl3.0", "Xbl3.0"])
    func `is read whatever the case of the scheme`(scheme: String) throws {
        #expect(
            try read("\(scheme) x=5;L0.5.a%2Eb.c") == .user(Xuid(rawValue: 5), gamertag: "a.b.c"))
    }

    @Test func `with the hash that selects nobody leaves only the device`() throws {
        #expect(try read("XBL3.0 x=-;L0.5") == Caller(deviceID: "L0-5"))
        #expect(try read("XBL3.0 x=*;L0.5") == .user(Xuid(rawValue: 5)))
        #expect(try read("XBL3.0 x=*;L0.server") == .server)
    }

    @Test func `AU-02 is refused when it is missing or of another form`() {
        #expect(throws: AuthorizationError.missing) { try read(nil) }
        for header in [
            "", "Bearer abc", "XBL3.0 x=1", "XBL3.0  x=5;L0.5", "XBL3.0 y=5;L0.5", "XBL3.0 x=;L0.5",
            "XBL3.0\tx=5;L0.5", " XBL3.0 x=5;L0.5", "XBL3.0x=5;L0.5", "XBL3.0 ;x=5L0.5", "é",
            "XBL3.é x=;",
        ] {
            #expect(throws: AuthorizationError.malformedHeader) { try read(header) }
        }
    }

    @Test(arguments: [
        "L0.", "L0.0", "L0.-5", "L0.five", "L0.18446744073709551616", "L0.5.a b", "L0.5.%",
        "L0.5.%FF",
        "L0.5.é", "L0.5, XBL3.0 x=6;L0.6", "L0.5.a,b", "L0.servers",
    ])
    func `that names no xuid or a raw gamertag is refused`(token: String) {
        let error = #expect(throws: AuthorizationError.self) { try read("XBL3.0 x=5;\(token)") }
        guard case .malformedToken = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `of another user than the hash is refused`() {
        #expect(throws: AuthorizationError.unknownHash("6")) { try read("XBL3.0 x=6;L0.5") }
        #expect(throws: AuthorizationError.unknownHash("5")) { try read("XBL3.0 x=5;L0.server") }
    }

    @Test(arguments: ["", "l0.5", "L2.5", "eyJhbGciOi.x.y", "L0"])
    func `is one of the two forms that are read`(token: String) {
        #expect(throws: AuthorizationError.opaqueToken) { try read("XBL3.0 x=5;\(token)") }
    }
}

@Suite struct `A token with a payload` {
    @Test func `AU-03 is used by the user whose hash is given`() throws {
        #expect(
            try read("XBL3.0 x=1002;\(token(twoUsers))")
                == Caller(
                    user: UserClaims(xuid: Xuid(rawValue: 2_533_274_800_000_002)),
                    titleID: "1717986918", deviceID: "F400AD1E00000001", deviceType: "Win32"))
        #expect(
            try read("XBL3.0 x=1001;\(token(twoUsers))").user
                == UserClaims(
                    xuid: Xuid(rawValue: 2_533_274_800_000_001), gamertag: "Ada",
                    privileges: [189, 254]))
    }

    @Test func `AU-04 is refused for a hash of nobody`() {
        for hash in ["9999", "2533274800000001", ""] where !hash.isEmpty {
            #expect(throws: AuthorizationError.unknownHash(hash)) {
                try read("XBL3.0 x=\(hash);\(token(twoUsers))")
            }
        }
    }

    @Test func `AU-05 is used by no user with the hash that strips users`() throws {
        let caller = try read("XBL3.0 x=-;\(token(twoUsers))")
        #expect(caller.user == nil)
        #expect(caller.titleID == "1717986918" && caller.deviceID == "F400AD1E00000001")
    }

    @Test func `is refused when several users would call together`() throws {
        #expect(throws: AuthorizationError.severalUsers(count: 2)) {
            try read("XBL3.0 x=*;\(token(twoUsers))")
        }
        let alone = token(["v": 1, "users": [["xid": "5"]]])
        #expect(try read("XBL3.0 x=*;\(alone)").user?.xuid == Xuid(rawValue: 5))
    }

    @Test func `AU-07 is refused when expired, of another version or broken`() throws {
        let user: JSONValue = [["xid": "5"]]
        let cases: [(String, AuthorizationError)] = [
            (token(["v": 1, "exp": .integer(nowSeconds), "users": user]), .expired(now)),
            (token(["v": 1, "exp": 0, "users": user]), .expired(Timestamp(ticks: 0))),
            (token(["v": 2, "users": user]), .unsupportedVersion),
            (token(["users": user]), .unsupportedVersion),
        ]
        for (token, error) in cases {
            #expect(throws: error) { try read("XBL3.0 x=5;\(token)") }
        }
        let lasting = token(["v": 1, "exp": .integer(nowSeconds + 1), "users": user])
        #expect(try read("XBL3.0 x=5;\(lasting)").user?.xuid == Xuid(rawValue: 5))
        let endless = token(["v": 1, "exp": .integer(.max), "users": user])
        #expect(try read("XBL3.0 x=5;\(endless)").user?.xuid == Xuid(rawValue: 5))
    }

    @Test(arguments: ["", "!", "e30=", "e", "e31", "bnVsbA", "W10", "_w", "e30 "])
    func `AU-07 is refused when it is not the base64url form of an object`(payload: String) {
        #expect(
            throws: AuthorizationError.malformedToken(
                "an L1 payload is the base64url form of a JSON object")
        ) { try read("XBL3.0 x=5;L1.\(payload)") }
    }

    @Test func `AU-13 makes a server of a caller with the server claim`() throws {
        let server = token(["v": 1, "server": ["name": "matchmaking", "scids": ["*"]]])
        #expect(try read("XBL3.0 x=-;\(server)") == .server)
        let plain = token(["v": 1, "server": [:]])
        #expect(try read("XBL3.0 x=-;\(plain)") == .server)
    }

    @Test func `is refused with the parts that are not built`() {
        let limited = token(["v": 1, "server": ["scids": ["s"]]])
        #expect(throws: AuthorizationError.limitedServer) { try read("XBL3.0 x=-;\(limited)") }
        #expect(throws: AuthorizationError.messageAuthenticationCode) {
            try read("XBL3.0 x=1001;\(token(twoUsers)).bWFj")
        }
    }

    @Test func `is for this relying party or for any`() throws {
        let users: JSONValue = [["xid": "5"]]
        let ours = token(["v": 1, "rp": "http://xboxlive.com", "users": users])
        #expect(try read("XBL3.0 x=5;\(ours)").user?.xuid == Xuid(rawValue: 5))
        let other = token(["v": 1, "rp": "http://example/", "users": users])
        #expect(throws: AuthorizationError.foreignRelyingParty("http://example/")) {
            try read("XBL3.0 x=5;\(other)")
        }
    }

    @Test func `says its sandbox and no user hash needs to be said`() throws {
        let caller = try read(
            "XBL3.0 x=5;" + token(["v": 1, "sbx": "DEV.1", "users": [["xid": "5"]], "more": 1]))
        #expect(caller.sandbox == "DEV.1")
        #expect(caller.user == UserClaims(xuid: Xuid(rawValue: 5)))
    }

    static let malformed: [JSONValue] = [
        ["v": 1, "users": [["xid": 5]]], ["v": 1, "users": [["xid": "0"]]],
        ["v": 1, "users": [[:]]],
        ["v": 1, "users": [5]], ["v": 1, "users": [:]],
        ["v": 1, "users": [["xid": "5", "prv": [254]]]],
        ["v": 1, "users": [["xid": "5", "prv": "all"]]],
        ["v": 1, "users": [["xid": "5", "uhs": 5]]],
        ["v": 1, "users": [["xid": "5", "gtg": 5]]], ["v": 1, "exp": "never"],
        ["v": 1, "exp": 1.5],
        ["v": 1, "device": "D"], ["v": 1, "device": ["did": 1]], ["v": 1, "title": ["tid": 1]],
        ["v": 1, "title": 1], ["v": 1, "server": true], ["v": 1, "sbx": 1], ["v": 1, "rp": 1],
        ["v": 1, "users": .array(Array(repeating: ["xid": "5"], count: 17))],
    ]

    @Test(arguments: malformed)
    func `is refused with a field of the wrong kind`(payload: JSONValue) {
        let error = #expect(throws: AuthorizationError.self) {
            try read("XBL3.0 x=5;\(token(payload))")
        }
        guard case .malformedToken = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
