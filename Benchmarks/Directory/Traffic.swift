import Directory
import JSON
import Sessions

/// A directory whose requests come without a script, one after the other.
final class Traffic {
    private(set) var directory = SessionDirectory()
    private var random = SeededRandom(seed: 1)
    private var now = Timestamp(ticks: 1_893_456_000 * 10_000_000)

    static let scid = "8d050174-412b-4d51-a29b-d55a34edfdb7"

    /// Something was answered otherwise than the row needs it.
    struct Refusal: Error {
        let text: String
    }

    /// Lets time pass.
    func wait(seconds: Int64) { now = now.adding(milliseconds: seconds * 1000) }

    /// Sends a request; an answer of another status than expected ends the run.
    @discardableResult
    func send(
        _ request: DirectoryRequest, from caller: Caller, expecting status: Int = 200
    ) throws -> JSONValue? {
        let response = directory.handle(
            request, from: caller, at: now, entropy: random.entropy()
        ).response
        guard response.status == status else {
            throw Refusal(text: "answered \(response.status): \(response.body)")
        }
        guard case .json(let value) = response.body else { return nil }
        return value
    }

    /// Makes a session and lets users join it until it has that many active members.
    func fill(_ target: DirectoryTarget, members count: Int, firstUser: Int = 0) throws {
        for number in firstUser..<firstUser + count {
            try send(
                .put(target, Self.joining), from: Self.user(number),
                expecting: number == firstUser ? 201 : 200)
        }
    }

    /// A user with a gamertag and a title.
    static func user(_ number: Int) -> Caller {
        Caller(
            user: UserClaims(
                xuid: Xuid(rawValue: 2_814_660_000_000_000 + UInt64(number)),
                gamertag: "Player\(number)"),
            titleID: "8397267", deviceID: "device \(number)")
    }

    /// A session of a template that comes with the product.
    static func session(_ template: String, _ number: Int = 0) -> DirectoryTarget {
        .session(
            SessionReference(scid: scid, templateName: template, name: "session-\(number)"))
    }

    /// What a member of a game says of itself when it joins.
    static let joining: JSONValue = [
        "members": [
            "me": [
                "properties": [
                    "system": ["active": true],
                    "custom": ["name": "a player of the game", "skill": 1503.25, "ready": false],
                ]
            ]
        ]
    ]

    /// A change of the caller's own member.
    static func ownChange(_ number: Int) -> JSONValue {
        ["members": ["me": ["properties": ["custom": ["count": .integer(Int64(number))]]]]]
    }

    /// A change of the session.
    static func change(_ number: Int) -> JSONValue {
        ["properties": ["custom": ["count": .integer(Int64(number))]]]
    }
}
